import type { ApprovalFacts } from "@/lib/policy";
import { factsOf } from "../deciding/facts";
import { votesOn } from "../deciding/store";
import { tallyOf } from "../deciding/tally";
import type { ApprovalRow, Queryable } from "../store";

/**
 * Whose approval still counts at the moment of use (A4): people who may no longer decide it do not, and what is left must still be
 * the quorum and cover every group. Null: it is not.
 */
export async function stillGiven(q: Queryable, row: ApprovalRow): Promise<ApprovalFacts | null> {
  const votes = await votesOn(q, row.id);
  const facts = (await factsOf(q, [row.id])).get(row.id);
  if (!facts) return null;
  const { seats, enough } = tallyOf(facts, votes, row.narrowedDigest ?? row.digest);
  if (!enough) return null;
  const counting = seats.filter(({ standing }) => standing.bar === null);
  const personIds = counting.map(({ personId }) => personId);
  const groups = [...new Set(counting.flatMap(({ standing }) => standing.groups))];
  // Whoever breaks the glass stands alone for everybody who was asked, or policies would go on asking.
  const broken = counting.some(({ standing }) => standing.capacity === "break_glass");
  return broken ? { personIds, groups, count: Math.max(personIds.length, row.quorum) } : { personIds, groups };
}
