import type { ApprovalFacts } from "@/lib/policy";
import { barOf, isEnough } from "../deciding/eligibility";
import { factsOf } from "../deciding/facts";
import type { ApprovalRow, Queryable } from "../store";
import { approvingVotes } from "./store";

/**
 * Whose approval still counts at the moment of use (A4): people who may no longer decide it do not, and what is left must still be
 * the quorum and cover every group. Null: it is not.
 */
export async function stillGiven(q: Queryable, row: ApprovalRow): Promise<ApprovalFacts | null> {
  const votes = await approvingVotes(q, row.id, row.narrowedDigest ?? row.digest);
  const facts = (await factsOf(q, [row.id])).get(row.id);
  if (!facts) return null;
  const seats = votes
    .map(({ personId, capacity }) => ({
      personId,
      standing: barOf(facts, personId, capacity === "break_glass"),
    }))
    .filter(({ standing }) => standing.bar === null);
  if (!isEnough(facts.request, seats)) return null;
  const personIds = seats.map(({ personId }) => personId);
  const groups = [...new Set(seats.flatMap(({ standing }) => standing.groups))];
  // Whoever breaks the glass stands alone for everybody who was asked, or policies would go on asking.
  const broken = seats.some(({ standing }) => standing.capacity === "break_glass");
  return broken ? { personIds, groups, count: Math.max(personIds.length, row.quorum) } : { personIds, groups };
}
