import { personOf } from "./leaf";
import type { Queryable } from "./store";

/** An event as far as a hold can cover it. */
export interface Coverable {
  at: Date;
  actor_kind: string;
  actor_id: string;
  agent_id: string | null;
  target_kind: string;
  target_id: string;
  correlation_id: string;
  details: unknown;
}

/** What a hold covers, and between which two places in the order of the log it was in force. */
export interface HeldSpan {
  kind: string;
  subjectId: string | null;
  from: Date | null;
  to: Date | null;
  since: number;
  until: number;
}

/** An event that sets or lifts a hold; `place` is its own in the order of the log. */
export interface SaidOfHold {
  type: string;
  target_id: string;
  place: number;
  details: { kind?: string; subjectId?: string | null; from?: string | null; to?: string | null };
}

/**
 * When which hold was in force, as the log's own events say it: holds, letting go and erasure wait for each other, so that the order
 * of their events is that of what they did. A hold that stands in force without its event counts from the beginning.
 */
export async function heldSpans(q: Queryable, said: readonly SaidOfHold[]): Promise<HeldSpan[]> {
  const spans = new Map<string, HeldSpan>();
  for (const { type, target_id, place, details } of said) {
    const known = spans.get(target_id);
    if (type === "hold.set") spans.set(target_id, spanOf(details, place));
    else if (known) known.until = place;
  }
  const { rows } = await q.query<{ id: string; scope: { kind: string; id?: string; from?: string; to?: string } }>({
    name: "audit-holds",
    text: "select id, scope from legal_holds where state in ('active', 'lift_asked')",
  });
  for (const { id, scope } of rows) {
    if (!spans.has(id)) spans.set(id, spanOf({ ...scope, subjectId: scope.id ?? null }, -1));
  }
  return [...spans.values()];
}

function spanOf({ kind = "everything", subjectId = null, from, to }: SaidOfHold["details"], since: number): HeldSpan {
  const instant = (text: string | null | undefined) => (text ? new Date(text) : null);
  return { kind, subjectId, from: instant(from), to: instant(to), since, until: Number.POSITIVE_INFINITY };
}

/** Whether it covers a field of this event, by the same rule as log_is_held in the database. */
export function covers(span: HeldSpan, event: Coverable, isPersonal: boolean): boolean {
  if (span.from && event.at < span.from) return false;
  if (span.to && event.at > span.to) return false;
  if (span.kind === "correlation") return span.subjectId === event.correlation_id;
  if (span.kind === "agent") return [event.agent_id, event.actor_id, event.target_id].includes(span.subjectId);
  if (span.kind !== "person") return true;
  if ([event.actor_id, event.target_id].includes(span.subjectId ?? "")) return true;
  return isPersonal && personIn(event) === span.subjectId;
}

export function personIn(event: Coverable): string | null {
  const actor = { kind: event.actor_kind, id: event.actor_id };
  const target = { kind: event.target_kind, id: event.target_id };
  return personOf(actor, target, event.details as Record<string, unknown>);
}
