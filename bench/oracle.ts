import { compareWithCedar } from "@/lib/testing/policies/compare";
import { printTable, round } from "./audit-stage";

/** How many requests are asked of both: BENCH_REQUESTS for another number; BENCH_SEED for other worlds. */
const REQUESTS = Number(process.env.BENCH_REQUESTS || 1_000_000);
const SEED = Number(process.env.BENCH_SEED || 20_261_121);
/** Worlds of different slices share no seed. */
const SLICE = 20_000;
const SHOWN = 20;

/** The engine against Cedar itself on generated requests: decision, determining policies and failing policies must be equal. */
export async function run(): Promise<void> {
  const total = { requests: 0, policies: 0, allowed: 0, failing: 0 };
  let differences = 0;
  const began = performance.now();
  while (total.requests < REQUESTS) {
    const compared = compareWithCedar(SEED + total.requests, Math.min(SLICE, REQUESTS - total.requests));
    total.requests += compared.requests;
    total.policies += compared.policies;
    total.allowed += compared.allowed;
    total.failing += compared.failing;
    differences += compared.differences.length;
    console.log(`  ${round(total.requests)} requests, ${differences} differences`);
    for (const difference of compared.differences.slice(0, SHOWN)) console.log(`  DIFFERENT ${difference}`);
  }
  const minutes = (performance.now() - began) / 60_000;
  printTable([
    ["requests asked of both", round(total.requests), "1,000,000", `seed ${SEED}, ${minutes.toFixed(1)} minutes`],
    ["policies and grants drawn", round(total.policies), ""],
    ["allowed", round(total.allowed), ""],
    ["with policies that fail", round(total.failing), ""],
    ["differences", round(differences), "none"],
  ]);
}
