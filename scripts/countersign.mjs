// `npm run -s countersign -- COMMAND …`: the command line. Installs if need be and hands over to scripts/countersign.ts under Node 24.
import("./setup/refusal.mjs").then(({ runOrRefuse }) =>
  runOrRefuse(async () => {
    const { ensureInstalled } = await import("./setup/install.mjs");
    const { continueUnderNode24 } = await import("./setup/runtime.mjs");
    ensureInstalled();
    continueUnderNode24("scripts/countersign.ts", process.argv.slice(2), { nodeArgs: ["--import", "tsx"] });
  }),
);
