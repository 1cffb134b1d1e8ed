// `npm run bench [-- NAME]`: the promised figures, measured. Hands over to scripts/bench.ts under Node 24.
import("./setup/refusal.mjs").then(({ runOrRefuse }) =>
  runOrRefuse(async () => {
    const { ensureInstalled } = await import("./setup/install.mjs");
    const { continueUnderNode24 } = await import("./setup/runtime.mjs");
    ensureInstalled();
    continueUnderNode24("scripts/bench.ts", process.argv.slice(2), { nodeArgs: ["--expose-gc", "--import", "tsx"] });
  }),
);
