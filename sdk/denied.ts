import type { Decision } from "./decision.ts";

/** The call may not run. `decision` says why, for the agent and (by its `why` address) for a person. */
export class Denied extends Error {
  readonly decision: Decision;
  constructor(tool: string, decision: Decision) {
    super(`${tool} was not run. ${decision.sentence}`.trim());
    this.name = "Denied";
    this.decision = decision;
  }
}

/**
 * How an approval came to nothing. `timed_out`: nobody answered for as long as this client waits, and the request goes on waiting:
 * go on later with its handle. `expired`: its own time is over. `refused`: it could not be asked for, or not be used any more.
 */
export type ApprovalEnd = "denied" | "timed_out" | "expired" | "cancelled" | "superseded" | "used" | "refused";

/** People were asked, or could not be, and the call did not run. */
export class NotApproved extends Denied {
  readonly status: ApprovalEnd;
  /** Of the request; null when none came about. */
  readonly handle: string | null;
  constructor(tool: string, decision: Decision, end: { status: ApprovalEnd; handle: string | null }) {
    super(tool, decision);
    this.name = "NotApproved";
    this.status = end.status;
    this.handle = end.handle;
  }
}
