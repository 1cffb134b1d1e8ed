// Runs the files of bench/, each of which exports `run()` and prints its figures; with a name, those whose names contain it.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const folder = path.resolve(import.meta.dirname, "../bench");
const wanted = process.argv[2] ?? "";
const files = fs
  .readdirSync(folder)
  .filter((file) => file.endsWith(".ts") && file.includes(wanted))
  .sort();
if (files.length === 0) {
  console.error(`No file of bench/ has "${wanted}" in its name.`);
  process.exit(64);
}
for (const file of files) {
  const bench: { run?: () => Promise<void> } = await import(pathToFileURL(path.join(folder, file)).href);
  // Files beside the benches that measure nothing themselves export no run().
  if (!bench.run) continue;
  const started = performance.now();
  console.log(`\n${path.basename(file, ".ts")}`);
  await bench.run();
  console.log(`(${Math.round((performance.now() - started) / 1000)} s)`);
}
process.exit();
