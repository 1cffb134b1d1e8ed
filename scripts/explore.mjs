// `npm run explore [-- ROUNDS [NAME]]`: properties with new random seeds. Hands over to scripts/explore.ts under Node 24.
import("./setup/refusal.mjs").then(({ runOrRefuse }) =>
  runOrRefuse(async () => {
    const { ensureInstalled } = await import("./setup/install.mjs");
    const { continueUnderNode24 } = await import("./setup/runtime.mjs");
    ensureInstalled();
    continueUnderNode24("scripts/explore.ts", process.argv.slice(2));
  }),
);
