import { createHash } from "node:crypto";
import { type Companion, canonicalize, EventStream, type Json, type NewEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { newId } from "@/lib/ids";
import type { Ground } from "./answer";
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

interface Made {
  call: Call;
  caller: DecisionCaller;
  ground: Ground;
  answer: Answer;
  durationMicros: number;
  snapshot: bigint;
}

type Row = readonly (string | number | Date | null)[];

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
  ["request", "jsonb"],
  ["answer", "jsonb"],
  ["context_digest", "text"],
  ["entitlement_ids", "text"],
  ["policies", "text"],
  ["duration_micros", "int"],
  ["snapshot", "bigint"],
  ["correlation_id", "text"],
  ["event_id", "text"],
] as const;
/** Lists travel as one text each, for an array of arrays would have to be a rectangle. */
const LISTS: readonly string[] = ["entitlement_ids", "policies"];

const decisions: Companion<Row> = {
  name: "decisions",
  insert: (first) => {
    const selected = COLUMNS.map(([name]) => (LISTS.includes(name) ? `string_to_array(${name}, ',')` : name));
    const given = COLUMNS.map(([, type], at) => `$${first + at}::${type}[]`);
    const names = COLUMNS.map(([name]) => name).join(", ");
    return `insert into decisions (${names}) select ${selected.join(", ")} from unnest(${given.join(", ")}) as d (${names}) on conflict (id) do nothing`;
  },
  valuesOf: (rows) => COLUMNS.map((_, at) => rows.map((row) => row[at])),
};

const stream = new EventStream(decisions);

/** SHA-256 of the canonical JSON of the whole call: proves later what was decided about, also where the record is masked. */
export function digestOf(call: Call): string {
  return createHash("sha256")
    .update(canonicalize(call as unknown as Json))
    .digest("hex");
}

/**
 * Records a decision and the event that it was made, together, and resolves once both are committed (L1).
 * @throws CountersignError `sealed`, `unavailable` (slow down), `too_large`, `invalid`: nothing was recorded then
 */
export async function recordDecision(ctx: Context, made: Made): Promise<Decided> {
  const { call, caller, answer, durationMicros, snapshot } = made;
  const id = newId("dec", ctx.now);
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
    },
  };
  const eventId = await stream.record(ctx, event, (recordedAs) => [
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
    storable(recordOf(call, made.ground)),
    storable(answer),
    digest,
    answer.entitlementIds.join(","),
    policies.join(","),
    durationMicros,
    String(snapshot),
    ctx.correlationId,
    recordedAs,
  ]);
  return { ...answer, id, at: ctx.now, eventId, durationMicros, snapshot };
}

// PostgreSQL's jsonb cannot hold U+0000; where it stood is shown.
function storable(value: unknown): string {
  const text = JSON.stringify(value);
  return text.includes("\\u0000") ? JSON.stringify(value, (_, inner) => visible(inner)) : text;
}

function visible(inner: unknown): unknown {
  if (typeof inner === "string") return inner.replaceAll("\0", "\u2400");
  if (typeof inner !== "object" || inner === null || Array.isArray(inner)) return inner;
  return Object.fromEntries(Object.entries(inner).map(([key, value]) => [key.replaceAll("\0", "\u2400"), value]));
}
