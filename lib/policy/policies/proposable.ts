import { checkDraft, type Draft } from "./check";
import { requireAllowed } from "./guard";
import { decidePropose } from "./rules";
import type { InForce } from "./store";
import type { Findings, Replay } from "./views";

/**
 * What is kept of the check of a text that may be proposed. Asked twice: before recorded decisions are decided again with it, for
 * that takes seconds, and inside the transaction, for what else is in force may have changed since.
 * @throws CountersignError `unmet` with errors, failing tests or no rule
 */
export function requireProposable(draft: Draft, inForce: readonly InForce[]): Pick<Findings, "issues" | "tests"> {
  const { issues, tests, ...checked } = checkDraft(draft, inForce);
  const failed = tests.filter(({ passed }) => !passed).length;
  requireAllowed(decidePropose({ state: "draft" }, { ...checked, failed }));
  return { issues, tests: { total: tests.length, failed } };
}

/** How many recorded decisions would come out otherwise. */
export function flipsIn(replay: Replay): number {
  return replay.counts.reduce((sum, { count }) => sum + count, 0);
}
