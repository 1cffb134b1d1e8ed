import { createHash, randomBytes } from "node:crypto";
import type { Context } from "@/lib/context";
import type { SqlTx, Tx } from "@/lib/db";
import { newId } from "@/lib/ids";
import { canonicalBytes } from "./canonical";
import { type EventRow, insertEvent, insertEvents } from "./store";
import { type EventTypeName, VOCABULARY } from "./vocabulary";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** What a verb says happened. Field names must stand in the vocabulary under `type`. */
export interface NewEvent {
  type: EventTypeName;
  targetId: string;
  agentId?: string;
  outcome?: "done" | "refused" | "failed";
  details?: { [field: string]: Json };
  personal?: { [field: string]: string };
}

/**
 * Writes the event into the caller's transaction (L1): a change that cannot be recorded does not happen.
 * The leaf's bytes are canonical JSON (RFC 8785) and are hashed as an RFC 6962 leaf; the sequencer numbers it after commit.
 * @returns the event's id
 */
export async function recordEvent(tx: Tx | SqlTx, ctx: Context, event: NewEvent): Promise<string> {
  const row = rowOf(ctx, event);
  await insertEvent(tx, row);
  return row.id;
}

/** The same for many events of one transaction, in one round trip: imports and bulk actions. */
export async function recordEvents(tx: SqlTx, ctx: Context, events: readonly NewEvent[]): Promise<void> {
  if (events.length)
    await insertEvents(
      tx,
      events.map((event) => rowOf(ctx, event)),
    );
}

function rowOf(ctx: Context, event: NewEvent): EventRow {
  const type = VOCABULARY[event.type];
  const id = newId("evt", ctx.now);
  const at = ctx.now.toISOString();
  const personal = Object.entries(event.personal ?? {}).map(([field, value]) => ({
    field,
    value,
    salt: randomBytes(16),
  }));
  const commitments = Object.fromEntries(
    personal.map(({ field, value, salt }) => [
      field,
      createHash("sha256").update(salt).update(value, "utf8").digest("base64url"),
    ]),
  );
  const outcome = event.outcome ?? "done";
  const leaf = canonicalBytes({
    v: 1,
    id,
    at,
    type: event.type,
    actor: { kind: ctx.actor.kind, id: ctx.actor.id },
    agent: event.agentId ?? null,
    target: { kind: type.target, id: event.targetId },
    outcome,
    correlation: ctx.correlationId,
    details: event.details ?? {},
    commitments,
  });
  const leafHash = createHash("sha256").update(Uint8Array.of(0)).update(leaf).digest();
  return {
    id,
    at: ctx.now,
    type: event.type,
    severity: type.severity,
    outcome,
    actorKind: ctx.actor.kind,
    actorId: ctx.actor.id,
    agentId: event.agentId ?? null,
    targetKind: type.target,
    targetId: event.targetId,
    correlationId: ctx.correlationId,
    details: event.details ?? {},
    leaf,
    leafHash,
    personal,
  };
}
