import { profileStatus, reviewUrl, statusUrl, type TaskView } from "@/lib/approvals";
import { STATUS_REASON_SENTENCES } from "@/lib/approvals/present";
import { STATUS_LABELS } from "@/lib/approvals/terms";

/**
 * A request as the Access Request and Approval Profile has it: `task`, and `result` once approved. What our states say beyond the
 * profile's words stands beside them under names of ours.
 */
export function bodyOf(task: TaskView) {
  return { task: taskOf(task), ...(isApproved(task) && { result: resultOf(task) }) };
}

/** What the profile calls approved has a result, also after it was used: whether it may be used once more the next evaluation says. */
function isApproved({ status, approvedUntil }: TaskView): boolean {
  return approvedUntil !== null && profileStatus(status) === "approved";
}

function taskOf(task: TaskView) {
  const { id, handle, status, statusReason, expiresAt, approvedUntil, denial, quorum, approvals, groups } = task;
  const endpoint = statusUrl(handle);
  const pending = status === "pending";
  return {
    id: handle,
    status: profileStatus(status),
    status_endpoint: endpoint,
    ...(pending && { expires_at: expiresAt.toISOString() }),
    ...(approvedUntil && { expires_at: approvedUntil.toISOString() }),
    links: { ...(pending && { cancel: `${endpoint}/cancel` }), review: reviewUrl(id) },
    display: { title: STATUS_LABELS[status], description: descriptionOf(task) },
    progress: {
      current_step: Math.min(approvals + 1, quorum),
      total_steps: quorum,
      step_name: groups.join("+"),
    },
    "urn:countersign:status": status,
    ...(statusReason && { "urn:countersign:status_reason": statusReason }),
    "urn:countersign:approvals": approvals,
    "urn:countersign:digest": task.digest,
    ...(denial && { "urn:countersign:denial": denial }),
  };
}

function resultOf({ handle, approvedAt, approvedUntil, narrowedArguments, digest }: TaskView) {
  return {
    mode: "reevaluate",
    approval: {
      id: handle,
      ...(approvedAt && { approved_at: approvedAt.toISOString() }),
      approved_until: approvedUntil?.toISOString(),
    },
    "urn:countersign:digest": digest,
    ...(narrowedArguments && { "urn:countersign:effective_arguments": narrowedArguments }),
  };
}

function descriptionOf({ status, statusReason, quorum, approvals }: TaskView): string {
  if (statusReason) return STATUS_REASON_SENTENCES[statusReason];
  if (status !== "pending") return `${STATUS_LABELS[status]}.`;
  return quorum === 1 ? "One person has to approve it." : `${approvals} of ${quorum} people have approved it.`;
}
