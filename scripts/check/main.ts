// Every check of `npm test`, one after the other; the last line is the sum.
import { STEPS } from "./steps.ts";
import { one, sum, type Tally } from "./tally.ts";

const wanted = (["unit", "e2e"] as const).filter((part) => process.argv.includes(`--${part}`));
const steps = STEPS.filter(({ part }) => wanted.length === 0 || part === "both" || wanted.includes(part));
const tallies: Tally[] = [];

for (const { title, run } of steps) {
  console.log(`\n== ${title}`);
  const started = performance.now();
  const tally = await run().catch((error: unknown) => {
    console.error(error);
    return one(false, error instanceof Error ? error.message : String(error));
  });
  tallies.push(tally.failed > 0 ? { ...tally, remarks: [`failed: ${title}`, ...(tally.remarks ?? [])] } : tally);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`== ${title}: ${tally.failed > 0 ? `${tally.failed} FAILED` : "passed"} (${seconds} s)`);
}

const { passed, failed, remarks } = sum(tallies);
if (remarks.length > 0) console.log(`\n${remarks.join("\n")}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
