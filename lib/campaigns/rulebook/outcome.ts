import type { ItemDecision, ItemOutcome, Strategy } from "../terms";
import { canonicalTurn } from "./order";

/** One person's last word in a stage, as far as the result depends on it. */
export interface StageVote {
  personId: string;
  decision: ItemDecision;
  /** Digest of what a reduce or transfer asks for; empty for none. */
  change: string;
  /** When this person first answered in this stage: whoever changes their mind keeps their turn. Milliseconds since 1970. */
  firstAt: number;
}

export type StageResult = ItemDecision | "conflict" | null;

/** From the mildest to the strictest. */
export const STRICTNESS: readonly ItemOutcome[] = ["keep", "transfer", "reduce", "suspend", "revoke"];
const rank = (outcome: ItemOutcome): number => STRICTNESS.indexOf(outcome);

/**
 * What the votes of one stage come to (C3): a pure function of the votes and the strategy, whatever order they are read in.
 * @param voters everybody who is asked now, by id: who left is not waited for, but what they said still counts
 * @param over the stage has ended: nobody answers any more
 * @returns null while an answer is missing; "conflict" when the noes ask for different things and none is stricter
 */
export function stageResult(
  strategy: Strategy,
  votes: readonly StageVote[],
  { voters, over }: { voters: readonly string[]; over: boolean },
): StageResult {
  const first = canonicalTurn(votes)[0];
  if (!first) return strategy === "accepted_unless_denied" && over && voters.length > 0 ? "keep" : null;
  if (strategy === "one_accepts") return first.decision;
  const noes = votes.filter(({ decision }) => decision !== "keep");
  if (noes.length > 0) return strictestOf(noes);
  if (strategy === "one_denies") return "keep";
  const kept = new Set(votes.map(({ personId }) => personId));
  const everybody = voters.length > 0 && voters.every((id) => kept.has(id));
  if (everybody) return "keep";
  return strategy === "accepted_unless_denied" && over ? "keep" : null;
}

function strictestOf(noes: readonly StageVote[]): StageResult {
  const most = Math.max(...noes.map(({ decision }) => rank(decision)));
  const strictest = noes.filter(({ decision }) => rank(decision) === most);
  const decision = strictest[0]?.decision ?? null;
  if (decision === "revoke") return decision;
  // Two who revoke agree; two who reduce to different grants, or hand on to different people, do not.
  return new Set(strictest.map(({ change }) => change)).size > 1 ? "conflict" : decision;
}

/** The vote whose `change` the result carries out: of those that said so, the first. Null: none of them did. */
export function decisiveVote<V extends StageVote>(votes: readonly V[], result: StageResult): V | null {
  return canonicalTurn(votes).find(({ decision }) => decision === result) ?? null;
}

/** What one stage came to, with what it asks for instead. */
export interface StageOutcome {
  outcome: ItemOutcome;
  change: unknown;
}

/**
 * What the stages so far come to, in their order: the strictest wins, and of equals the later, which has seen the earlier. To keep
 * in a later stage is to agree.
 */
export function itemResult(stages: readonly (StageOutcome | null)[]): StageOutcome | null {
  let result: StageOutcome | null = null;
  for (const stage of stages) {
    if (stage && (!result || rank(stage.outcome) >= rank(result.outcome))) result = stage;
  }
  return result;
}

/** Whether nothing that a later stage could say would be stricter: the item is over. */
export function endsItem(outcome: ItemOutcome): boolean {
  return outcome === "revoke";
}
