import { createHash, randomBytes } from "node:crypto";
import type { Actor, Context } from "@/lib/context";
import { CountersignError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { leafHash, MAX_LEAF_BYTES } from "@/lib/transparency";
import { canonicalBytes } from "./canonical";
import type { EventRow } from "./store";
import { type EventType, type EventTypeName, VOCABULARY } from "./vocabulary";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

type FieldOf<T extends EventTypeName, K extends "details" | "personal"> = (typeof VOCABULARY)[T][K][number];

/** What a verb says happened; its fields are those the vocabulary gives the type. An absent field is left out of the leaf. */
export type NewEvent = {
  [T in EventTypeName]: {
    type: T;
    targetId: string;
    agentId?: string;
    outcome?: "done" | "refused" | "failed";
    details?: { [F in FieldOf<T, "details">]?: Json };
    personal?: { [F in FieldOf<T, "personal">]?: string };
  };
}[EventTypeName];

/**
 * The row of an event: the canonical leaf (RFC 8785) with its RFC 6962 hash, and beside it what is filtered by.
 * Personal fields enter the leaf as salted commitments only, so that they can be erased and, until then, proved.
 * @throws CountersignError `too_large` when the leaf would not fit into the log, `invalid` for a NUL character
 */
export function leafOf(ctx: Context, event: NewEvent): EventRow {
  const type: EventType = VOCABULARY[event.type];
  const details = known(event.type, event.details ?? {}, type.details);
  const personal = Object.entries(known(event.type, event.personal ?? {}, type.personal)).map(([field, value]) => ({
    field,
    value: String(value),
    salt: randomBytes(16),
  }));
  const row = {
    id: newId("evt", ctx.now),
    at: ctx.now,
    type: event.type,
    severity: type.severity,
    outcome: event.outcome ?? "done",
    actorKind: ctx.actor.kind,
    actorId: ctx.actor.id,
    agentId: event.agentId ?? null,
    targetKind: type.target,
    targetId: event.targetId,
    correlationId: ctx.correlationId,
    details,
  };
  const leaf = canonicalBytes({
    v: 1,
    id: row.id,
    at: row.at.toISOString(),
    type: row.type,
    severity: row.severity,
    actor: actorOf(ctx.actor),
    agent: row.agentId,
    target: { kind: row.targetKind, id: row.targetId },
    outcome: row.outcome,
    correlation: row.correlationId,
    details,
    commitments: Object.fromEntries(personal.map((field) => [field.field, commitmentTo(field)])),
  });
  if (leaf.length > MAX_LEAF_BYTES) {
    throw new CountersignError(
      "too_large",
      "This is too much for one entry of the audit log (64 kB): shorten the text.",
    );
  }
  if (hasNul(row.targetId) || hasNul(details) || personal.some((field) => hasNul(field.value))) {
    throw new CountersignError("invalid", "A text holds a NUL character, which cannot be recorded: remove it.");
  }
  return { ...row, leaf, leafHash: leafHash(leaf), personal };
}

/** What the leaf says of a personal field: SHA-256 over 16 random bytes and the value, base64url. */
export function commitmentTo({ salt, value }: { salt: Uint8Array; value: string }): string {
  return createHash("sha256").update(salt).update(value, "utf8").digest("base64url");
}

function actorOf(actor: Actor): Json {
  const { kind, id } = actor;
  return actor.kind === "agent" ? { kind, id, instance: actor.instanceId } : { kind, id };
}

// The type says it already; a computed type can deceive it, and a field outside the vocabulary may be a personal one.
function known(type: string, given: object, fields: readonly string[]): { [field: string]: Json } {
  const present = Object.entries(given).filter(([, value]) => value !== undefined);
  for (const [field] of present) {
    if (!fields.includes(field)) throw new Error(`The event ${type} has no field ${field} in the vocabulary`);
  }
  return Object.fromEntries(present);
}

// PostgreSQL's text and jsonb cannot hold U+0000.
function hasNul(value: unknown): boolean {
  if (typeof value === "string") return value.includes("\0");
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([key, member]) => hasNul(key) || hasNul(member));
}
