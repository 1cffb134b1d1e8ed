import type { CaseView } from "@/lib/approvals/views";

/** What the bar under a case needs of it; the rest is drawn on the server and stays there. */
export type DeskCase = Pick<
  CaseView,
  | "id"
  | "version"
  | "status"
  | "statusReason"
  | "sentence"
  | "mustOpen"
  | "may"
  | "needsPasskey"
  | "expiresAt"
  | "approvedUntil"
  | "quorum"
  | "approvals"
  | "vote"
  | "breakGlass"
  | "verdict"
> & {
  /** Of what waits now: the narrowed action where somebody has narrowed it already. */
  digest: string;
};

export function deskCaseOf(view: CaseView): DeskCase {
  const { id, version, status, statusReason, sentence, mustOpen, may, needsPasskey, expiresAt, approvedUntil } = view;
  const { quorum, approvals, vote, breakGlass, verdict } = view;
  // What was made smaller is decided as it is: its own values stand nowhere on the page as something to change.
  const narrow = may.narrow ?? (view.narrowed ? "Somebody has made it smaller already." : null);
  return {
    ...{ id, version, status, statusReason, sentence, mustOpen, needsPasskey, expiresAt, approvedUntil },
    ...{ quorum, approvals, vote, breakGlass, verdict },
    may: { ...may, narrow },
    digest: view.narrowed?.digest ?? view.digest,
  };
}
