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

/** Inserts many events and their personal fields, one statement each. */
export async function insertEvents(tx: SqlTx, rows: readonly EventRow[]): Promise<void> {
  const column = <K extends keyof EventRow>(name: K) => rows.map((row) => row[name]);
  await tx.query({
    name: "insert-audit-events",
    text: `insert into audit_events (id, at, type, severity, outcome, actor_kind, actor_id, agent_id, target_kind, target_id,
      correlation_id, details, leaf, leaf_hash) select * from unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::text[],
      $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::jsonb[], $13::bytea[], $14::bytea[])`,
    values: [
      column("id"),
      column("at"),
      column("type"),
      column("severity"),
      column("outcome"),
      column("actorKind"),
      column("actorId"),
      column("agentId"),
      column("targetKind"),
      column("targetId"),
      column("correlationId"),
      rows.map((row) => JSON.stringify(row.details)),
      column("leaf"),
      column("leafHash"),
    ],
  });
  const personal = rows.flatMap((row) => row.personal.map((field) => ({ ...field, eventId: row.id })));
  if (!personal.length) return;
  await tx.query({
    name: "insert-audit-personals",
    text: `insert into audit_personal (event_id, field, salt, value)
      select * from unnest($1::text[], $2::text[], $3::bytea[], $4::text[])`,
    values: [
      personal.map((field) => field.eventId),
      personal.map((field) => field.field),
      personal.map((field) => field.salt),
      personal.map((field) => field.value),
    ],
  });
}

function isSqlTx(tx: Tx | SqlTx): tx is SqlTx {
  return typeof (tx as SqlTx).query === "function";
}
