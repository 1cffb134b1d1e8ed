// `npm run -s example`: an agent that asks before it acts, against the demo organisation of a console that runs. Under Node 24.
import("./setup/refusal.mjs").then(({ runOrRefuse }) =>
  runOrRefuse(async () => {
    const { ensureInstalled } = await import("./setup/install.mjs");
    const { continueUnderNode24 } = await import("./setup/runtime.mjs");
    ensureInstalled();
    continueUnderNode24("examples/payout-agent.ts", process.argv.slice(2));
  }),
);
