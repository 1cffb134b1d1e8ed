// `npm test`: installs what it needs and hands over to scripts/check/main.ts under Node 24. `-- --unit` and `-- --e2e` run a part.
import("./setup/refusal.mjs").then(({ runOrRefuse }) =>
  runOrRefuse(async () => {
    const { ensureInstalled } = await import("./setup/install.mjs");
    const { continueUnderNode24 } = await import("./setup/runtime.mjs");
    ensureInstalled();
    continueUnderNode24("scripts/check/main.ts", process.argv.slice(2));
  }),
);
