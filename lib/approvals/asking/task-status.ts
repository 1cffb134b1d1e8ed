import type { Status } from "../terms";

/** The words that the Access Request and Approval Profile has for where a request stands. */
export type TaskStatus = "pending" | "approved" | "denied" | "expired" | "cancelled" | "failed";

/**
 * Our states in the profile's words (its "Mapping Backend States"). An approval that was used stays `approved` to it: whether it
 * may be used once more is for the next evaluation to say, and is said there.
 */
const AS_TOLD: Record<Status, TaskStatus> = {
  pending: "pending",
  approved: "approved",
  consumed: "approved",
  executed: "approved",
  failed: "approved",
  unknown: "approved",
  denied: "denied",
  expired: "expired",
  lapsed: "expired",
  cancelled: "cancelled",
  superseded: "cancelled",
  revoked: "cancelled",
};

export function profileStatus(status: Status): TaskStatus {
  return AS_TOLD[status];
}
