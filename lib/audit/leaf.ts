import type { Actor, Context } from "@/lib/context";
import { CountersignError } from "@/lib/errors";
import { isId, newId } from "@/lib/ids";
import { drawRandom } from "@/lib/random";
import { sha256 } from "@/lib/sha256";
import { commitmentTo, MAX_LEAF_BYTES } from "@/lib/transparency";
import { canonicalize, quote } from "./canonical";
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

/** Canonical JSON of texts that their writer has made already, by field: what `canonicalize` would write. */
export type Written = { readonly [field: string]: string };

/**
 * The row of an event: the canonical leaf (RFC 8785) with its RFC 6962 hash, and beside it what is filtered by.
 * Texts and personal fields enter the leaf as salted commitments only: the leaf is public, and they can be erased and, until
 * then, proved. What is kept of a text is its canonical JSON, of a personal field the text itself.
 * @throws CountersignError `too_large` when the leaf would not fit into the log, `invalid` for a NUL character
 */
export function leafOf(ctx: Context, event: NewEvent, written: Written = {}): EventRow {
  const type: EventType = VOCABULARY[event.type];
  const { details, texts } = divided(event, type);
  const personal = knownPersonal(event, type);
  if (hasNul(event.targetId) || hasNul(details) || hasNulBeside(texts, written) || hasNul(personal)) {
    throw new CountersignError("invalid", "A text holds a NUL character, which cannot be recorded: remove it.");
  }
  const beside: EventRow["beside"] = [];
  for (const field in texts) beside.push(salted(field, written[field] ?? canonicalize(texts[field]), false));
  for (const field in personal) beside.push(salted(field, String(personal[field]), true));
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
    beside,
  };
  const detailsText = canonicalize(details);
  // With the byte before it that its hash takes in.
  const prefixed = Buffer.from(`\0${leafText(ctx.actor, row, detailsText)}`, "utf8");
  const leaf = prefixed.subarray(1);
  if (isTooLarge(leaf, beside)) {
    throw new CountersignError(
      "too_large",
      "This is too much for one entry of the audit log (64 kB): shorten the text.",
    );
  }
  return { ...row, detailsText, leaf, leafHash: sha256(prefixed) };
}

/** The canonical JSON of a leaf, its keys in their order. */
function leafText(actor: Actor, row: Omit<EventRow, "leaf" | "leafHash" | "detailsText">, details: string): string {
  const agent = row.agentId === null ? "null" : quote(row.agentId);
  const target = `{"id":${quote(row.targetId)},"kind":"${row.targetKind}"}`;
  return `{"actor":${canonicalize(actorOf(actor))},"agent":${agent},"at":"${row.at.toISOString()}","commitments":${commitmentsOf(
    row.beside,
  )},"correlation":${quote(row.correlationId)},"details":${details},"id":"${row.id}","outcome":"${row.outcome}","severity":"${
    row.severity
  }","target":${target},"type":"${row.type}","v":1}`;
}

function commitmentsOf(beside: EventRow["beside"]): string {
  const fields = beside.map((one) => `${quote(one.field)}:"${commitmentTo(one)}"`);
  return `{${(fields.length > 1 ? fields.sort() : fields).join(",")}}`;
}

function isTooLarge(leaf: Buffer, beside: EventRow["beside"]): boolean {
  // No character takes more than three bytes of each of its code units: most are told without counting them.
  let most = leaf.length;
  for (const { value } of beside) most += value.length * 3;
  if (most <= MAX_LEAF_BYTES) return false;
  return beside.reduce((sum, { value }) => sum + Buffer.byteLength(value), leaf.length) > MAX_LEAF_BYTES;
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

/** The fields of an event that stand in the leaf, and those beside it; an absent one is in neither. */
function divided(event: NewEvent, type: EventType) {
  const details: { [field: string]: Json } = {};
  const texts: { [field: string]: Json } = {};
  const given = (event.details ?? {}) as { [field: string]: Json | undefined };
  for (const field of Object.keys(given)) {
    const value = given[field];
    if (value === undefined) continue;
    if (type.texts.includes(field)) texts[field] = value;
    else if (type.details.includes(field)) details[field] = value;
    else throw unknownField(event, field);
  }
  return { details, texts };
}

function knownPersonal(event: NewEvent, type: EventType): { [field: string]: string } {
  const personal: { [field: string]: string } = {};
  for (const [field, value] of Object.entries((event.personal ?? {}) as { [field: string]: string | undefined })) {
    if (value === undefined) continue;
    if (!type.personal.includes(field)) throw unknownField(event, field);
    personal[field] = value;
  }
  return personal;
}

// The type says it already; a computed type can deceive it, and a field outside the vocabulary may be a personal one.
function unknownField(event: NewEvent, field: string): Error {
  return new Error(`The event ${event.type} has no field ${field} in the vocabulary`);
}

function actorOf(actor: Actor): Json {
  const { kind, id } = actor;
  return actor.kind === "agent" ? { kind, id, instance: actor.instanceId } : { kind, id };
}

// PostgreSQL's text and jsonb cannot hold U+0000.
function hasNul(value: unknown): boolean {
  if (typeof value === "string") return value.includes("\0");
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value)) {
    for (const member of value) if (hasNul(member)) return true;
    return false;
  }
  for (const key of Object.keys(value)) {
    if (key.includes("\0") || hasNul((value as Record<string, unknown>)[key])) return true;
  }
  return false;
}

function hasNulBeside(texts: { [field: string]: Json }, written: Written): boolean {
  // Written as JSON it shows by its escape; a text may spell out that escape without holding one.
  for (const field in texts) if (written[field]?.includes("\\u0000") !== false && hasNul(texts[field])) return true;
  return false;
}
