import type { Context } from "@/lib/context";
import type { PrivilegeClass } from "@/lib/risk/terms";
import type { Queryable } from "../store";
import { type Capacity, COMPLIANCE_SEAT, groupSeat } from "../terms";
import { groupsOf, standingInFor } from "./queries";

export interface MySeat {
  seat: string;
  capacity: Capacity;
  /** Of a delegate: whom they stand in for. */
  forPersonId: string | null;
}

/**
 * The seats in which the caller is asked now (C5): their own, of those who are away and named them, of their groups while they hold
 * the role reviewer, of compliance while they hold that. Where a role is held for one team, or separation of duties holds, the
 * single item says no.
 */
export async function mySeats(q: Queryable, ctx: Context): Promise<MySeat[]> {
  const { actor } = ctx;
  if (actor.kind !== "user") return [];
  const holds = (role: "reviewer" | "compliance") => actor.grants.some((grant) => grant.role === role);
  const own: MySeat = { seat: actor.id, capacity: "seat", forPersonId: null };
  const absent = await standingInFor(q, actor.id);
  const groups = holds("reviewer") ? await groupsOf(q, actor.id) : [];
  return [
    own,
    ...absent.map((id): MySeat => ({ seat: id, capacity: "delegate", forPersonId: id })),
    ...groups.map(
      (group): MySeat => ({ seat: groupSeat(group as PrivilegeClass), capacity: "group", forPersonId: null }),
    ),
    ...(holds("compliance")
      ? [{ seat: COMPLIANCE_SEAT, capacity: "compliance", forPersonId: null } satisfies MySeat]
      : []),
  ];
}
