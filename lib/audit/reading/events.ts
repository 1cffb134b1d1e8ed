import type { Actor } from "@/lib/context";
import { namesOf } from "../names";
import { eventType, sentenceOf } from "../present";
import type { EventView, Ref } from "../search";
import type { EventTypeName } from "../vocabulary";
import { type Beside, besideOf, type EventColumns } from "./store";

/** Rows as a page shows them: with names instead of ids as far as the reader may know them, a sentence each, and their numbers in the tree. In their order. */
export async function viewsOf(reader: Actor, page: readonly EventColumns[]): Promise<EventView[]> {
  const beside = await besideOf(page);
  const rows = page.map((row) => ({ ...row, details: recordOf(row, beside.get(row.id)?.beside ?? []) }));
  const names = await namesOf(reader, rows.flatMap(mentioned));
  const ref = (kind: string, id: string): Ref => names.get(id) ?? { kind, id, name: id };
  return rows.map((row) => {
    const target = nameFromRecord(ref(row.target_kind, row.target_id), row.details);
    const type = row.type as EventTypeName;
    const seq = beside.get(row.id)?.seq ?? null;
    return {
      id: row.id,
      at: row.at.toISOString(),
      type,
      severity: row.severity as EventView["severity"],
      outcome: row.outcome as EventView["outcome"],
      actor: ref(row.actor_kind, row.actor_id),
      agent: row.agent_id ? ref("agent", row.agent_id) : null,
      target,
      correlationId: row.correlation_id,
      tool: row.tool,
      policy: row.policy ? ref("policy", row.policy) : null,
      sentence: sentenceOf({ type, target, details: row.details, names }),
      seq: seq === null ? null : Number(seq),
    };
  });
}

function mentioned(row: EventColumns): { kind: string; id: string }[] {
  return [
    { kind: row.actor_kind, id: row.actor_id },
    { kind: row.target_kind, id: row.target_id },
    ...(row.agent_id ? [{ kind: "agent", id: row.agent_id }] : []),
    ...(row.policy ? [{ kind: "policy", id: row.policy }] : []),
    ...Object.values(row.details).flatMap((value) => (typeof value === "string" ? [{ kind: "", id: value }] : [])),
  ];
}

/** What the event said, field by field: the details in its leaf and the texts beside it. */
export function recordOf(
  row: Pick<EventColumns, "type" | "details">,
  beside: Beside["beside"],
): Record<string, unknown> {
  const texts = beside.filter(({ field, personId }) => personId === null && isText(row.type, field));
  return { ...Object.fromEntries(texts.map(({ field, value }) => [field, writtenAs(value)])), ...row.details };
}

/** A text's value from its canonical JSON; one that was changed past every wall is shown as it stands, for the self-audit to name. */
function writtenAs(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

export function isText(type: string, field: string): boolean {
  return eventType(type)?.texts.includes(field) ?? false;
}

/** A target that no table names any more keeps the name that the event recorded. */
function nameFromRecord(target: Ref, details: Record<string, unknown>): Ref {
  return target.name === target.id && typeof details.name === "string" ? { ...target, name: details.name } : target;
}
