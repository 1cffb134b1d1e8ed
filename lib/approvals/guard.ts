import { CountersignError, notFound } from "@/lib/errors";
import { movedSentence } from "./present";
import { statusAt } from "./rules";
import { type ApprovalRow, loadApproval, type Queryable } from "./store";
import type { Status } from "./terms";

/** Somebody, or time, was faster. `status` is where the request stands now: the loser of a race is told what won (A6). */
export class ApprovalConflict extends CountersignError {
  readonly status: Status;

  constructor(status: Status, message = movedSentence(status)) {
    super("conflict", message);
    this.name = "ApprovalConflict";
    this.status = status;
  }
}

/**
 * What `moveApproval` gave back, or the refusal that names the recorded state.
 * @throws ApprovalConflict (`conflict`); CountersignError `not_found` when there is none
 */
export async function requireMoved(q: Queryable, moved: ApprovalRow | null, id: string): Promise<ApprovalRow> {
  if (moved) return moved;
  const found = await loadApproval(q, id);
  if (!found) throw notFound("request");
  throw new ApprovalConflict(statusAt(found, found.readAt));
}
