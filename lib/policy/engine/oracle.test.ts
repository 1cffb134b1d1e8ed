import { describe, expect, it } from "vitest";
import { compareWithCedar } from "@/lib/testing/policies/compare";

/** Other worlds in every run; a difference names the seed that draws its world again. */
const SEED = Number(process.env.ORACLE_SEED || Date.now() % 1_000_000_000);
const REQUESTS = 12_000;

describe("Z1 Z3 Z6 the engine and Cedar itself", () => {
  it(`agree on decision, determining and failing policies of generated requests (ORACLE_SEED=${SEED})`, () => {
    const compared = compareWithCedar(SEED, REQUESTS);
    expect(compared.differences).toEqual([]);
    // Neither everything allowed nor everything denied or failing would prove anything.
    expect(compared.requests).toBe(REQUESTS);
    expect(compared.allowed).toBeGreaterThan(REQUESTS / 20);
    expect(compared.allowed).toBeLessThan(REQUESTS * 0.8);
    expect(compared.failing).toBeGreaterThan(REQUESTS / 20);
  }, 900_000);
});
