import { isNarrower } from "@/lib/entitlements/rules";
import { CountersignError } from "@/lib/errors";
import { decisiveVote, endsItem, itemResult, type StageVote, stageResult } from "../rules";
import { changeDigest } from "../signoff-digest";
import { DECISIONS_OF, type ItemDecision, type ItemOutcome, type ItemState, type Recommendation } from "../terms";
import type { LiveCase } from "./load";
import type { DecideItem } from "./schema";
import type { Cast, StandingVote } from "./store";

/** What somebody says of an item. */
export interface Ballot {
  decision: ItemDecision;
  reason: string;
  text: string;
  change: DecideItem["change"];
  dwellMillis: number;
  recommended: Recommendation | "";
}

/** What the person's vote makes of the item: with it in the place of what they said before. @param personId whose vote it is */
export function castOf(one: LiveCase, personId: string, ballot: Ballot): Cast {
  const { item, standing, live, voters } = one;
  const seat = voters.find((voter) => voter.personId === personId);
  const former = standing.votes.find((vote) => vote.personId === personId);
  const change = ballot.change === null ? null : (JSON.parse(JSON.stringify(ballot.change)) as unknown);
  const own: StandingVote = {
    personId,
    decision: ballot.decision,
    change,
    forPersonId: seat?.forPersonId ?? former?.forPersonId ?? null,
    firstAt: former?.firstAt ?? standing.now.getTime(),
    signed: false,
  };
  const votes = [...standing.votes.filter((vote) => vote.personId !== personId), own];
  return {
    number: item.number,
    stage: item.stage,
    revision: standing.revisions + 1,
    ...ballot,
    change,
    digest: live?.digest ?? item.digest.toString("hex"),
    capacity: seat?.capacity ?? "seat",
    forPersonId: own.forPersonId,
    ...standingOf(one, votes),
  };
}

interface Standing {
  state: ItemState;
  outcome: ItemOutcome | null;
  outcomeChange: unknown;
}

/** Where the item stands by these votes, together with what earlier stages asked for. */
function standingOf({ campaign, item, standing, voters }: LiveCase, votes: readonly StandingVote[]): Standing {
  const strategy = campaign.plan.stages[item.stage - 1]?.strategy ?? "one_denies";
  const cast = votes.map((vote) => ({ ...asStageVote(vote), asked: vote.change }));
  const seats = [...new Set(voters.map(({ personId, forPersonId }) => forPersonId ?? personId))];
  const result = stageResult(strategy, cast, { voters: seats, over: false });
  if (result === null) return { state: "pending", outcome: null, outcomeChange: null };
  if (result === "conflict") return { state: "conflict", outcome: null, outcomeChange: null };
  const said = { outcome: result, change: decisiveVote(cast, result)?.asked ?? null };
  const came = itemResult([standing.carried, said]) ?? said;
  return { state: "decided", outcome: came.outcome, outcomeChange: endsItem(came.outcome) ? null : came.change };
}

/** A delegate's word counts as that of whom they stand in for. */
function asStageVote({ personId, forPersonId, decision, change, firstAt }: StandingVote): StageVote {
  return { personId: forPersonId ?? personId, decision, change: changeDigest(change), firstAt };
}

/**
 * @throws CountersignError `invalid` for what cannot be said of a right of this kind; `unmet` when what it is to be reduced to is no
 * part of it, or all of it
 */
export function requireSayable({ item, live }: LiveCase, { decision, change }: Ballot): void {
  if (!DECISIONS_OF[item.kind].includes(decision)) {
    throw new CountersignError("invalid", "This cannot be said of a right of this kind.");
  }
  if (decision !== "reduce" || live?.rights.kind !== "entitlement" || !Array.isArray(change)) return;
  const held = live.rights as unknown as Parameters<typeof isNarrower>[0];
  for (const shape of change) {
    const part = { ...shape, startsAt: millis(shape.startsAt), expiresAt: millis(shape.expiresAt) };
    if (!isNarrower(part, held))
      throw new CountersignError("unmet", "What you reduce it to is not a part of this grant.");
    if (isNarrower(held, part)) throw new CountersignError("unmet", "This is what the grant permits already: keep it.");
  }
}

const millis = (at: Date | null): number | null => at?.getTime() ?? null;
