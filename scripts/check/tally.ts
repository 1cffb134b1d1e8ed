import type { Ended } from "./command.ts";

/** What a step counted: single checks count one, test runs each of their tests. */
export interface Tally {
  passed: number;
  failed: number;
  /** What somebody who reads only the end must know: tests that failed, and those that needed their second try. */
  remarks?: readonly string[];
}

/** A single check. `complaint`: what the end of the run says when it failed. */
export function one(passed: boolean, complaint?: string): Tally {
  const tally = { passed: Number(passed), failed: Number(!passed) };
  return passed || !complaint ? tally : { ...tally, remarks: [`  ${complaint}`] };
}

export function sum(tallies: readonly Tally[]): Required<Tally> {
  return tallies.reduce<Required<Tally>>(
    (total, { passed, failed, remarks = [] }) => ({
      passed: total.passed + passed,
      failed: total.failed + failed,
      remarks: [...total.remarks, ...remarks],
    }),
    { passed: 0, failed: 0, remarks: [] },
  );
}

/**
 * A test runner's counts. One that ended badly without a failed test (it could not tidy up after itself, say) counts a failure
 * all the same, with its last words.
 */
export function tallyOf({ well, lastWords }: Ended, counts: Tally | null): Tally {
  const complaint = `it ended badly and names no failed test; its last words:\n${lastWords}`;
  if (!counts) return one(false, complaint);
  return well || counts.failed > 0 ? counts : sum([counts, one(false, complaint)]);
}
