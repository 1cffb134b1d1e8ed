// The supervisor: started under Node 24 by scripts/start.mjs, alive as long as the product runs.
import path from "node:path";
import { runOrRefuse } from "../setup/refusal.mjs";
import { readSettings } from "./settings.ts";
import { supervise } from "./supervise.ts";

const root = path.resolve(import.meta.dirname, "../..");
const stopping = new AbortController();
// Signals may come twice (terminal and parent): asking again changes nothing. The channel closes when the parent is killed.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stopping.abort());
process.on("disconnect", () => stopping.abort());

await runOrRefuse(async () => {
  try {
    await supervise(root, readSettings(process.env, root), stopping.signal);
  } catch (error) {
    if (!stopping.signal.aborted) throw error;
  }
});
process.exit(0);
