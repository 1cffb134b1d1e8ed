// `npm start`: makes the checkout runnable with nothing but Node and npm, then hands over to the supervisor under Node 24.
// This file must load on any Node: no static imports, so that an old one reads a sentence and not a syntax error.
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Countersign needs Node 20.19 or newer to install itself (this is ${process.versions.node}).`);
  process.exit(1);
}
import("./setup/refusal.mjs").then(({ runOrRefuse }) =>
  runOrRefuse(async () => {
    const { ensureInstalled } = await import("./setup/install.mjs");
    const { continueUnderNode24 } = await import("./setup/runtime.mjs");
    ensureInstalled();
    continueUnderNode24("scripts/run/main.ts", process.argv.slice(2));
  }),
);
