// `npm run build`: what `npm start` builds by itself when the sources changed, for those who build once and run many.
import { ensureBuilt } from "./run/build.ts";
import { runOrRefuse } from "./setup/refusal.mjs";

await runOrRefuse(async () => {
  console.log((await ensureBuilt(process.cwd())) ? "Built" : "Nothing changed since the last build");
});
