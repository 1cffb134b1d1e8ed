import type { Capacity, Group, VoteAnswer } from "../terms";
import { barOf, type EligibilityFacts, isEnough, quorumOf, type Seat, type Standing } from "./eligibility";

/** A vote as far as counting looks. */
export interface CountedVote {
  personId: string;
  answer: VoteAnswer;
  digest: string;
  capacity: Capacity;
  groups: readonly Group[];
  forPersonId: string | null;
}

/**
 * How somebody who has voted stands now: by what they are today, not by what they were. A deputy of somebody who was away stays
 * the deputy after that person's return, for the vote was theirs to give.
 */
export function standingOfVote(facts: EligibilityFacts, vote: Omit<CountedVote, "answer" | "digest">): Standing {
  const { personId, forPersonId } = vote;
  if (forPersonId === null) return barOf(facts, personId, vote.capacity === "break_glass");
  const away = new Map(facts.reviewers.away).set(forPersonId, personId);
  return barOf({ ...facts, reviewers: { ...facts.reviewers, away } }, personId);
}

export interface Tally {
  /** Everybody who approved exactly this, as they stand now. */
  seats: Seat[];
  /** How many of them count. */
  approvals: number;
  quorum: number;
  enough: boolean;
}

/**
 * Counts approving votes now (A4): of people who may still decide, for this very digest. A vote that does not count stays on
 * record and is shown with the reason. The same rule holds for every tier, not only for critical.
 */
export function tallyOf(facts: EligibilityFacts, votes: readonly CountedVote[], digest: string): Tally {
  const approving = votes.filter((vote) => vote.answer === "approve" && vote.digest === digest);
  const seats = approving.map((vote) => ({ personId: vote.personId, standing: standingOfVote(facts, vote) }));
  const approvals = seats.filter(({ standing }) => standing.bar === null).length;
  return { seats, approvals, quorum: quorumOf(facts.request), enough: isEnough(facts.request, seats) };
}
