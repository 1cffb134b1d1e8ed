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
          requestable: false,
        },
      }),
      why: whyUrl(decided.id),
    },
  };
}

/** Where a person reads why. */
export function whyUrl(decisionId: string): string {
  return `${env().COUNTERSIGN_URL.replace(/\/+$/, "")}/decisions/${decisionId}`;
}

// Policies and grants are the administrator's to know.
function userSentence({ outcome }: Decided): string {
  return outcome === "step_up" ? "This needs an approval that nobody can give yet." : "The agent may not do this.";
}
