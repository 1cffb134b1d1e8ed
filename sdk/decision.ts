/** What Countersign answered. `ask` never throws for a denial, and an answer that did not come is a denial. */
export interface Decision {
  allowed: boolean;
  /** allow | allow_with_warning | deny | step_up; `unreachable` when there was no answer. */
  outcome: string;
  /** One word: granted, not_granted, policy_forbids, step_up … */
  reason: string;
  /** The same for a person to read. */
  sentence: string;
  /** `dec_…`, null when there was no answer. */
  id: string | null;
  /** Where a person reads why. */
  why: string | null;
  obligations: readonly string[];
  warnings: readonly string[];
  stepUp: { groups: readonly string[]; quorum: number; ttlSeconds: number; reasons: readonly string[] } | null;
  /** What a request for approval repeats of this denial; null: nobody can approve it. */
  requestable: { evaluationId: string; evaluatedAt: string; expiresAt: string; template: string } | null;
  /** After an approval was named in vain: `request` (ask people anew), `retry`, `none`. */
  nextAction: string | null;
}

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];

export const object = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

/** A denial of our own, for want of an answer. */
export function noAnswer(sentence: string): Decision {
  return {
    allowed: false,
    outcome: "unreachable",
    reason: "failure",
    sentence,
    id: null,
    why: null,
    obligations: [],
    warnings: [],
    stepUp: null,
    requestable: null,
    nextAction: null,
  };
}

/** Reads an AuthZEN answer. Anything but a plain `decision: true` is a denial: a form that we do not know permits nothing. */
export function readDecision(body: unknown): Decision {
  const answer = object(body);
  if (typeof answer.decision !== "boolean") return noAnswer("The answer holds no decision.");
  const context = object(answer.context);
  const asked = object(context.step_up);
  return {
    allowed: answer.decision,
    outcome: typeof context.outcome === "string" ? context.outcome : answer.decision ? "allow" : "deny",
    reason: typeof context.reason === "string" ? context.reason : "",
    sentence: typeof context.sentence === "string" ? context.sentence : "",
    id: typeof context.id === "string" ? context.id : null,
    why: typeof context.why === "string" ? context.why : null,
    obligations: Array.isArray(context.obligations)
      ? context.obligations.map((one) => (typeof one === "string" ? one : String(object(one).id)))
      : [],
    warnings: texts(context.warnings),
    stepUp: context.step_up
      ? {
          groups: texts(asked.groups),
          quorum: Number(asked.quorum) || 1,
          ttlSeconds: Number(asked.ttl_seconds) || 0,
          reasons: texts(asked.reasons),
        }
      : null,
    requestable: answer.decision ? null : requestableIn(context),
    nextAction: typeof context.next_action === "string" ? context.next_action : null,
  };
}

function requestableIn(context: Record<string, unknown>): Decision["requestable"] {
  const { evaluation_id: evaluationId, evaluated_at: evaluatedAt, access_request: asked } = context;
  const { expires_at: expiresAt, template } = object(asked);
  if (typeof evaluationId !== "string" || typeof expiresAt !== "string") return null;
  return {
    evaluationId,
    evaluatedAt: typeof evaluatedAt === "string" ? evaluatedAt : "",
    expiresAt,
    template: typeof template === "string" ? template : "",
  };
}
