import { can, type Scope } from "@/lib/access";
import type { Actor } from "@/lib/context";
import type { Bar, Group } from "../terms";

/** What says whether a request is in somebody's sight. */
export interface Sighted {
  /** Of the agent now. */
  scope: Scope;
  groups: readonly Group[];
  voterIds: readonly string[];
}

/** How the actor stands to it. `bar` undefined: not asked, because nobody decides it any more. */
export interface Part {
  bar: Bar | null | undefined;
  memberOf: ReadonlySet<Group>;
}

/** Bars of a person who has no part in the request at all. */
const OUTSIDE = new Set<Bar>(["no_group", "lost_role", "inactive"]);

/**
 * Whether the actor may see a request: what approvals.read reaches, what they voted on, what one of their groups was asked
 * about, and what they may decide by an absence or an escalation. A bar of separation of duties shows and hides nothing.
 */
export function isInSight(actor: Actor, row: Sighted, { bar, memberOf }: Part): boolean {
  if (can(actor, "approvals.read", row.scope)) return true;
  if (actor.kind !== "user") return false;
  if (bar === null || row.voterIds.includes(actor.id)) return true;
  return row.groups.some((group) => memberOf.has(group)) && !(bar && OUTSIDE.has(bar));
}
