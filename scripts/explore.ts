// `npm test` draws the same random examples everywhere. This looks for others: all files with random properties, in rounds, each with
// a new seed; one file after the other, so that it can run beside other work. A failure is told with the seed that shows it again.
import { randomInt } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { nodeEnds } from "./check/command.ts";
import { type Tally, tallyOf } from "./check/tally.ts";
import { COUNTS_FILE } from "./check/vitest-remarks.ts";

const USES_PROPERTIES = /from "(fast-check|.*\/(approval-histories|seat-worlds))"/;

const [asked = "1", name = ""] = process.argv.slice(2);
const rounds = Number(asked);
const files = ["lib", "api", "scripts", "components"]
  .flatMap((folder) => fs.globSync(`${folder}/**/*.test.ts`))
  .filter((file) => file.includes(name) && USES_PROPERTIES.test(fs.readFileSync(file, "utf8")))
  .sort();
if (!Number.isInteger(rounds) || rounds < 1 || files.length === 0) {
  console.error(
    "npm run explore [-- ROUNDS [NAME]]: rounds are 1 or more; NAME is part of a test file with random properties.",
  );
  process.exit(64);
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "countersign-explore-"));
process.on("exit", () => fs.rmSync(folder, { recursive: true, force: true }));
let failures = 0;
for (let round = 1; round <= rounds; round++) {
  // Of a property that fails once in a thousand times, a second try would hide it.
  const seed = String(process.env.PROPERTY_SEED ?? randomInt(2 ** 31));
  const { passed, failed, remarks = [] } = await runWith(seed);
  failures += failed;
  console.log(`round ${round} of ${rounds}, seed ${seed}: ${passed} passed, ${failed} failed`);
  if (failed > 0) console.log(`${remarks.join("\n")}\n  again: PROPERTY_SEED=${seed} npx vitest run FILE`);
}
console.log(
  `\nExplored ${files.length} files in ${rounds} rounds: ${failures === 0 ? "nothing failed" : `${failures} FAILED`}`,
);
process.exit(failures > 0 ? 1 : 0);

async function runWith(seed: string): Promise<Tally> {
  const counts = path.join(folder, `${seed}.json`);
  const reporters = ["--silent", "--reporter=./scripts/check/vitest-remarks.ts"];
  const ended = await nodeEnds("vitest/vitest.mjs", ["run", ...reporters, "--maxWorkers=1", "--retry=0", ...files], {
    PROPERTY_SEED: seed,
    [COUNTS_FILE]: counts,
  });
  return tallyOf(ended, fs.existsSync(counts) ? (JSON.parse(fs.readFileSync(counts, "utf8")) as Tally) : null);
}
