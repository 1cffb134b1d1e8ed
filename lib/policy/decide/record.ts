import { createHash } from "node:crypto";
import { type Companion, canonicalize, EventStream, type Json, type NewEvent, recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { newId } from "@/lib/ids";
import type { Ground } from "./answer";
import { askedDigestOf } from "./asked-digest";
import { recordOf } from "./recorded";
import type { Answer, Call } from "./types";

/** Who asks for a decision: the agent for itself, a gateway for an agent, a person at the test bench. */
export interface DecisionCaller {
  kind: "agent" | "gateway" | "person";
  id: string;
}

/** An answer as it was recorded, before anybody heard of it. */
export interface Decided extends Answer {
  id: string;
  at: Date;
  eventId: string;
  /** Of deciding, without recording. */
  durationMicros: number;
  /** Which state of the organisation it was decided on. */
  snapshot: bigint;
}

/** A decision that was made, with what it was made on. */
export interface Made {
  call: Call;
  caller: DecisionCaller;
  ground: Ground;
  answer: Answer;
  durationMicros: number;
  snapshot: bigint;
  /** The decision's id, where something else names it before it is recorded. */
  id?: string;
}

interface Row {
  /** In the order of COLUMNS. */
  values: readonly (string | number | Date | null)[];
  request: Buffer;
  answer: Buffer;
}

const COLUMNS = [
  ["id", "text"],
  ["at", "timestamptz"],
  ["agent_id", "text"],
  ["instance_id", "text"],
  ["credential_id", "text"],
  ["token_id", "text"],
  ["caller_kind", "text"],
  ["caller_id", "text"],
  ["server", "text"],
  ["tool", "text"],
  ["action", "text"],
  ["outcome", "text"],
  ["reason", "text"],
  ["context_digest", "text"],
  ["entitlement_ids", "text"],
  ["policies", "text"],
  ["duration_micros", "int"],
  ["snapshot", "bigint"],
  ["correlation_id", "text"],
  ["event_id", "text"],
  ["asked_digest", "text"],
  ["approval_id", "text"],
] as const;
/** Lists travel as one text each, for an array of arrays would have to be a rectangle. */
const LISTS: readonly string[] = ["entitlement_ids", "policies"];
/** Where each record begins within the bytes of all of them (from 1), and how long its two documents are. */
const PLACES = ["starts", "request_bytes", "answer_bytes"];

const decisions: Companion<Row> = {
  name: "decisions",
  insert: (first) => {
    const columns = COLUMNS.map(([name]) => name);
    const selected = columns.map((name) => (LISTS.includes(name) ? `string_to_array(${name}, ',')` : name));
    const given = [...COLUMNS.map(([, type]) => type), ...PLACES.map(() => "int")];
    const arrays = given.map((type, at) => `$${first + at}::${type}[]`);
    // Documents travel as one run of bytes: in arrays every quote of theirs would be written twice and read twice.
    const document = (start: string, bytes: string) =>
      `convert_from(substring($${first + given.length}::bytea from ${start} for ${bytes}), 'utf8')::jsonb`;
    const documents = [document("starts", "request_bytes"), document("starts + request_bytes", "answer_bytes")];
    return `insert into decisions (${columns.join(", ")}, request, answer) select ${[...selected, ...documents].join(", ")}
      from unnest(${arrays.join(", ")}) as d (${[...columns, ...PLACES].join(", ")}) on conflict (id) do nothing`;
  },
  valuesOf: (rows) => {
    let end = 1;
    const starts = rows.map((row) => {
      const start = end;
      end += row.request.length + row.answer.length;
      return start;
    });
    return [
      ...COLUMNS.map((_, at) => rows.map((row) => row.values[at])),
      starts,
      rows.map((row) => row.request.length),
      rows.map((row) => row.answer.length),
      Buffer.concat(rows.flatMap((row) => [row.request, row.answer])),
    ];
  },
};

const stream = new EventStream(decisions);

/** SHA-256 of the canonical JSON of the whole call: proves later what was decided about, also where the record is masked. */
function digestOf(call: Call): string {
  return createHash("sha256")
    .update(canonicalize(call as unknown as Json))
    .digest("hex");
}

/**
 * Records a decision and the event that it was made, together, and resolves once both are committed (L1).
 * @throws CountersignError `sealed`, `unavailable` (slow down), `too_large`, `invalid`: nothing was recorded then
 */
export async function recordDecision(ctx: Context, made: Made): Promise<Decided> {
  const { event, rowFor, decided } = entryOf(ctx, made);
  const eventId = await stream.record(ctx, event, rowFor);
  return { ...decided, eventId };
}

/**
 * The same within the caller's transaction: for a decision that stands or falls with something else, as the use of an approval.
 * @throws CountersignError as `recordDecision`
 */
export async function recordDecisionWithin(tx: SqlTx, ctx: Context, made: Made): Promise<Decided> {
  const { event, rowFor, decided } = entryOf(ctx, made);
  const eventId = await recordEvent(tx, ctx, event);
  const values = decisions.valuesOf([rowFor(eventId)]);
  await tx.query({ name: "insert-decision-within", text: decisions.insert(1), values });
  return { ...decided, eventId };
}

/** The event of a decision, its row once the event's id is known, and what the caller gets back. */
function entryOf(ctx: Context, made: Made) {
  const { call, caller, answer, durationMicros, snapshot } = made;
  const { id = newId("dec", ctx.now) } = made;
  const digest = digestOf(call);
  const policies = answer.policies.map((policy) => `${policy.id}@${policy.version}`);
  const event: NewEvent = {
    type: "decision.made",
    targetId: id,
    agentId: call.agentId,
    outcome: answer.outcome === "deny" || answer.outcome === "step_up" ? "refused" : "done",
    details: {
      answer: answer.outcome,
      reason: answer.reason,
      action: answer.action,
      callerKind: caller.kind,
      callerId: caller.id,
      instanceId: call.instanceId,
      credentialId: call.credentialId,
      entitlementIds: [...answer.entitlementIds],
      policies,
      digest,
      snapshot: Number(snapshot),
      micros: durationMicros,
      server: call.server,
      tool: call.tool,
    },
  };
  const rowFor = (recordedAs: string) => ({
    request: storable(recordOf(call, made.ground)),
    answer: storable(answer),
    values: [
      id,
      ctx.now,
      call.agentId,
      call.instanceId,
      call.credentialId,
      call.tokenId,
      caller.kind,
      caller.id,
      call.server,
      call.tool,
      answer.action ?? "",
      answer.outcome,
      answer.reason,
      digest,
      answer.entitlementIds.join(","),
      policies.join(","),
      durationMicros,
      String(snapshot),
      ctx.correlationId,
      recordedAs,
      answer.outcome === "step_up" ? askedDigestOf(call) : null,
      answer.approval?.refusal === null ? answer.approval.id : null,
    ],
  });
  return { event, rowFor, decided: { ...answer, id, at: ctx.now, durationMicros, snapshot } };
}

// PostgreSQL's jsonb cannot hold U+0000; where it stood is shown.
function storable(value: unknown): Buffer {
  const text = JSON.stringify(value);
  return Buffer.from(text.includes("\\u0000") ? JSON.stringify(value, (_, inner) => visible(inner)) : text);
}

function visible(inner: unknown): unknown {
  if (typeof inner === "string") return inner.replaceAll("\0", "\u2400");
  if (typeof inner !== "object" || inner === null || Array.isArray(inner)) return inner;
  return Object.fromEntries(Object.entries(inner).map(([key, value]) => [key.replaceAll("\0", "\u2400"), value]));
}
