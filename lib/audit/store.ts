import type { SqlTx, Tx } from "@/lib/db";

export interface EventRow {
  id: string;
  at: Date;
  type: string;
  severity: string;
  outcome: string;
  actorKind: string;
  actorId: string;
  agentId: string | null;
  targetKind: string;
  targetId: string;
  correlationId: string;
  details: object;
  leaf: Buffer;
  leafHash: Buffer;
  personal: { field: string; value: string; salt: Buffer }[];
}

const INSERT_EVENT = `insert into audit_events (id, at, type, severity, outcome, actor_kind, actor_id, agent_id, target_kind, target_id,
  correlation_id, details, leaf, leaf_hash) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14)`;

/** Inserts the event and its personal fields into the caller's transaction. */
export async function insertEvent(tx: Tx | SqlTx, row: EventRow): Promise<void> {
  const { personal, ...event } = row;
  if (isSqlTx(tx)) {
    await tx.query({
      name: "insert-audit-event",
      text: INSERT_EVENT,
      values: [
        event.id,
        event.at,
        event.type,
        event.severity,
        event.outcome,
        event.actorKind,
        event.actorId,
        event.agentId,
        event.targetKind,
        event.targetId,
        event.correlationId,
        JSON.stringify(event.details),
        event.leaf,
        event.leafHash,
      ],
    });
    for (const field of personal) {
      await tx.query({
        name: "insert-audit-personal",
        text: "insert into audit_personal (event_id, field, salt, value) values ($1,$2,$3,$4)",
        values: [event.id, field.field, field.salt, field.value],
      });
    }
    return;
  }
  await tx.auditEvent.create({
    data: { ...event, leaf: new Uint8Array(event.leaf), leafHash: new Uint8Array(event.leafHash) },
  });
  if (personal.length) {
    await tx.auditPersonal.createMany({
      data: personal.map((field) => ({ ...field, salt: new Uint8Array(field.salt), eventId: event.id })),
    });
  }
}

function isSqlTx(tx: Tx | SqlTx): tx is SqlTx {
  return typeof (tx as SqlTx).query === "function";
}
