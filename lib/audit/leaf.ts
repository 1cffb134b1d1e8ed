import type { Actor, Context } from "@/lib/context";
import { CountersignError } from "@/lib/errors";
import { isId, newId } from "@/lib/ids";
import { drawRandom } from "@/lib/random";
import { commitmentTo, leafHash, MAX_LEAF_BYTES } from "@/lib/transparency";
import { canonicalBytes, canonicalize } from "./canonical";
import type { EventRow } from "./store";
import { type EventType, type EventTypeName, VOCABULARY } from "./vocabulary";

const SALT_BYTES = 16;
/** Longer ones are filtered by their beginning: an index takes no more than a third of a page. */
const TOOL_CHARACTERS = 300;

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

type FieldOf<T extends EventTypeName, K extends "details" | "texts" | "personal"> = (typeof VOCABULARY)[T][K][number];

/** What a verb says happened; its fields are those the vocabulary gives the type. An absent field is left out of the leaf. */
export type NewEvent = {
  [T in EventTypeName]: {
    type: T;
    targetId: string;
    agentId?: string;
    outcome?: "done" | "refused" | "failed";
    details?: { [F in FieldOf<T, "details" | "texts">]?: Json };
    personal?: { [F in FieldOf<T, "personal">]?: string };
  };
}[EventTypeName];

/**
 * The row of an event: the canonical leaf (RFC 8785) with its RFC 6962 hash, and beside it what is filtered by.
 * Texts and personal fields enter the leaf as salted commitments only: the leaf is public, and they can be erased and, until
 * then, proved. What is kept of a text is its canonical JSON, of a personal field the text itself.
 * @throws CountersignError `too_large` when the leaf would not fit into the log, `invalid` for a NUL character
 */
export function leafOf(ctx: Context, event: NewEvent): EventRow {
  const type: EventType = VOCABULARY[event.type];
  const { details, texts } = divided(
    known(event.type, event.details ?? {}, [...type.details, ...type.texts]),
    type.texts,
  );
  const personal = known(event.type, event.personal ?? {}, type.personal);
  if (hasNul(event.targetId) || hasNul(details) || hasNul(texts) || hasNul(personal)) {
    throw new CountersignError("invalid", "A text holds a NUL character, which cannot be recorded: remove it.");
  }
  const beside = [
    ...Object.entries(texts).map(([field, value]) => salted(field, canonicalize(value), false)),
    ...Object.entries(personal).map(([field, value]) => salted(field, String(value), true)),
  ];
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
    tool: toolOf(texts),
    policy: policyOf(type.target, event.targetId, details),
    details,
    retention: type.retention,
    personId: personOf(ctx.actor, { kind: type.target, id: event.targetId }, details),
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
    commitments: Object.fromEntries(beside.map((one) => [one.field, commitmentTo(one)])),
  });
  if (beside.reduce((sum, { value }) => sum + Buffer.byteLength(value), leaf.length) > MAX_LEAF_BYTES) {
    throw new CountersignError(
      "too_large",
      "This is too much for one entry of the audit log (64 kB): shorten the text.",
    );
  }
  return { ...row, leaf, leafHash: leafHash(leaf), beside };
}

/** "server/tool" of an event about a call; the tool alone where no server is named. */
export function toolOf(texts: { readonly [field: string]: unknown }): string | null {
  const { server, tool } = texts;
  if (typeof tool !== "string" || tool === "") return null;
  return (typeof server === "string" && server !== "" ? `${server}/${tool}` : tool).slice(0, TOOL_CHARACTERS);
}

/** The policy an event is filtered by: the one it is about, or the first of those that decided. */
export function policyOf(
  target: string,
  targetId: string,
  details: { readonly [field: string]: unknown },
): string | null {
  if (target === "policy") return targetId;
  const [first] = Array.isArray(details.policies) ? details.policies : [];
  return typeof first === "string" ? (first.split("@", 1)[0] ?? null) : null;
}

/** Whom the personal fields of an event are about: the person it is done to, else who did it, else the one it names. */
export function personOf(
  actor: { kind: string; id: string },
  target: { kind: string; id: string },
  details: { readonly [field: string]: unknown },
): string | null {
  if (target.kind === "person" && isId("per", target.id)) return target.id;
  if (actor.kind === "user" && isId("per", actor.id)) return actor.id;
  const { personId } = details;
  return typeof personId === "string" && isId("per", personId) ? personId : null;
}

const salted = (field: string, value: string, personal: boolean) => ({
  field,
  value,
  salt: drawRandom(SALT_BYTES),
  personal,
});

function divided(given: { [field: string]: Json }, texts: readonly string[]) {
  const isText = ([field]: [string, Json]) => texts.includes(field);
  const entries = Object.entries(given);
  return {
    texts: Object.fromEntries(entries.filter(isText)),
    details: Object.fromEntries(entries.filter((entry) => !isText(entry))),
  };
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
