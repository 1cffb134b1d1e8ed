import { createHash } from "node:crypto";
import { findCallback, type RequestApprovalInput } from "@/lib/approvals";
import { canonicalBytes } from "@/lib/audit";
import type { Call } from "@/lib/policy";
import type { Asked } from "../authzen/door";
import type { Json, JsonObject } from "../authzen/json";
import { invalid, object, readCall } from "../authzen/request";

const EVENTS = ["approved", "denied", "expired", "cancelled", "failed", "partial"];
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/i;
const LIMITS = { id: 64, url: 2_048, state: 1_024, justification: 1_000 };
/** The agent's own words: the member that the profile's examples have, or ours where the enforcement point keeps `context` as it was. */
const OUR_JUSTIFICATION = "urn:countersign:justification";

/**
 * A submission of the Access Request and Approval Profile. Members that are not known are ignored; `client` is what the caller
 * says of itself and decides nothing.
 * @throws CountersignError `invalid`, `forbidden`; AskRefusal `unknown_callback`
 */
export async function readSubmission(asked: Asked, idempotencyKey: string | null): Promise<RequestApprovalInput> {
  const { ctx, body, caller, point } = asked;
  if (body.items !== undefined) {
    throw invalid("items is not supported: send one request for each action, with resource and action.");
  }
  const parts = { subject: body.subject, action: body.action, resource: body.resource, context: body.context };
  const call: Call = readCall(parts, caller, (agentId, full) => point.snapshot.toolNamed(agentId, full));
  const denial = object(body.denial, "denial");
  const wanted = body.requested_access === undefined ? {} : object(body.requested_access, "requested_access");
  const callback = body.callback === undefined ? null : object(body.callback, "callback");
  return {
    caller,
    decisionId: text(denial.evaluation_id, "denial.evaluation_id", LIMITS.id),
    call,
    denialExpiresAt: instant(denial.expires_at, "denial.expires_at"),
    justification: justificationIn(wanted, body.context),
    idempotencyKey,
    bodyDigest: createHash("sha256").update(canonicalBytes(body)).digest("hex"),
    callback: callback && {
      endpointId: await findCallback(ctx, { caller, agentId: call.agentId, url: urlIn(callback) }),
      state: callback.state === undefined ? null : text(callback.state, "callback.state", LIMITS.state),
      events: eventsIn(callback.events),
    },
    requestedUntil:
      wanted.requested_until === undefined ? null : instant(wanted.requested_until, "requested_access.requested_until"),
  };
}

function justificationIn(wanted: JsonObject, context: Json | undefined): string {
  const given = wanted[OUR_JUSTIFICATION] ?? (isObject(context) ? context.business_justification : undefined) ?? "";
  if (typeof given !== "string") throw invalid("The justification must be a text.");
  if (given.length > LIMITS.justification) {
    throw invalid(`The justification takes ${LIMITS.justification} characters at most.`);
  }
  return given;
}

function urlIn(callback: JsonObject): string {
  return text(callback.endpoint, "callback.endpoint", LIMITS.url);
}

function eventsIn(given: Json | undefined): string[] {
  if (given === undefined) return [];
  if (!Array.isArray(given) || given.some((one) => typeof one !== "string" || !EVENTS.includes(one))) {
    throw invalid(`callback.events is a list of ${EVENTS.join(", ")}.`);
  }
  return given as string[];
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A text that is not empty. @throws CountersignError `invalid` */
export function text(value: Json | undefined, path: string, most: number): string {
  if (typeof value !== "string" || value === "") throw invalid(`${path} must be a text.`);
  if (value.length > most) throw invalid(`${path} takes ${most} characters at most.`);
  return value;
}

function instant(value: Json | undefined, path: string): Date {
  const at = typeof value === "string" && INSTANT.test(value) ? new Date(value) : null;
  if (!at || Number.isNaN(at.getTime()))
    throw invalid(`${path} must be an instant like 2026-11-20T09:00:00Z (RFC 3339).`);
  return at;
}
