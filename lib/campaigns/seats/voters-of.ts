import type { ItemRecord, Queryable } from "../store";
import { type Capacity, COMPLIANCE_SEAT } from "../terms";
import { holderAndDelegate, votersIn } from "./queries";

export interface Voter {
  personId: string;
  capacity: Capacity;
  /** Of a delegate: whom they stand in for. */
  forPersonId: string | null;
}

const GROUP = "group:";

/**
 * Everybody whose word counts for the item as its seat stands now: active, and holding the role for its team. Separation of duties is
 * not looked at here: whoever it keeps out is among them, and barred by its rule.
 */
export async function votersOf(q: Queryable, item: Pick<ItemRecord, "seat" | "seatKind" | "teamId">): Promise<Voter[]> {
  const { seat, seatKind, teamId } = item;
  if (seat === "") return [];
  if (seat === COMPLIANCE_SEAT) return many(await votersIn(q, "", teamId), "compliance");
  if (seat.startsWith(GROUP)) return many(await votersIn(q, seat.slice(GROUP.length), teamId), "group");
  const { holder, delegateId } = await holderAndDelegate(q, seat);
  const own: Voter = { personId: seat, capacity: seatKind === "fallback" ? "fallback" : "seat", forPersonId: null };
  const delegate: Voter[] = delegateId ? [{ personId: delegateId, capacity: "delegate", forPersonId: seat }] : [];
  return holder ? [own, ...delegate] : [];
}

function many(ids: readonly string[], capacity: Capacity): Voter[] {
  return ids.map((personId) => ({ personId, capacity, forPersonId: null }));
}
