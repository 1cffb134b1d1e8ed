import type { Evaluated } from "@/lib/approvals";
import { REQUESTABLE_SECONDS } from "@/lib/approvals/terms";
import { env } from "@/lib/env";
import { type Decided, isAllowed } from "@/lib/policy";
import { sentenceOf } from "@/lib/policy/present";

/** A decision as AuthZEN has it; everything of ours stands in `context`. */
export interface DecisionBody {
  decision: boolean;
  context: Record<string, unknown>;
}

/** The answer to one evaluation. `decision` alone decides: whoever reads nothing else is safe, as long as no obligation is given. */
export function bodyOf(decided: Decided): DecisionBody {
  const sentence = sentenceOf(decided);
  const allowed = isAllowed(decided);
  const { stepUp } = decided;
  return {
    decision: allowed,
    context: {
      outcome: decided.outcome,
      id: decided.id,
      reason: decided.reason,
      sentence,
      ...(allowed ? {} : { reason_user: { en: userSentence(decided) }, reason_admin: { en: sentence } }),
      obligations: decided.obligations.map((one) => ({ id: one.id, policy: one.policyId })),
      warnings: decided.warnings,
      ...(stepUp && {
        step_up: {
          groups: stepUp.groups,
          quorum: stepUp.quorum,
          ttl_seconds: stepUp.ttlSeconds,
          reasons: stepUp.reasons,
          requestable: true,
        },
        ...requestable(decided),
      }),
      why: whyUrl(decided.id),
    },
  };
}

const RETRY_SECONDS = 5;

/** The answer to an evaluation that named an approval, with what to do next where it was not used ("Completion Semantics"). */
export function bodyOfUse({ decided, approval, nextAction, refusal }: Evaluated): DecisionBody {
  const body = bodyOf(decided);
  return {
    ...body,
    context: {
      ...body.context,
      ...(refusal ? { reason: refusal } : {}),
      ...(nextAction ? { next_action: nextAction } : {}),
      ...(nextAction === "retry" ? { retry_after: RETRY_SECONDS } : {}),
      ...(approval?.approvedUntil
        ? { approval: { id: approval.handle, approved_until: approval.approvedUntil.toISOString() } }
        : {}),
      ...(approval?.effectiveArguments ? { "urn:countersign:effective_arguments": approval.effectiveArguments } : {}),
    },
  };
}

/** AuthZEN Access Request and Approval Profile, "Requestable Denial Context": a person may allow this, and how to ask. */
function requestable({ id, at }: Decided) {
  return {
    evaluation_id: id,
    evaluated_at: at.toISOString(),
    access_request: {
      endpoint: accessRequestsUrl(),
      template: "human_approval",
      expires_at: new Date(at.getTime() + REQUESTABLE_SECONDS * 1_000).toISOString(),
    },
  };
}

/** Where an approval is asked for. */
function accessRequestsUrl(): string {
  return `${env().COUNTERSIGN_API_URL.replace(/\/+$/, "")}/access/v1/requests`;
}

/** Where a person reads why. */
export function whyUrl(decisionId: string): string {
  return `${env().COUNTERSIGN_URL.replace(/\/+$/, "")}/decisions/${decisionId}`;
}

// Policies and grants are the administrator's to know.
function userSentence({ outcome }: Decided): string {
  return outcome === "step_up" ? "A person has to approve this first." : "The agent may not do this.";
}
