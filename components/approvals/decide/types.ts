import type { Lowered } from "@/components/approvals/opened";
import type { BeginDecisionSigning } from "@/components/passkeys/sign";
import type { DenialReason, Status, VoteAnswer } from "@/lib/approvals/terms";
import type { ActionState } from "@/lib/http/action-state";

/** An answer as it is sent. */
export interface Answer {
  id: string;
  digest: string;
  answer: VoteAnswer;
  reason?: DenialReason;
  text?: string;
  narrowed?: { arguments: object } | null;
  validSeconds?: number;
  opened: string[];
  dwellMillis: number;
  assertion?: unknown;
  breakGlass?: boolean;
}

export interface Answered {
  status: Status;
  version: number;
  canary: "caught" | "missed" | null;
}

/** A smaller action: its arguments as they would be, and their digest. */
export interface Narrowed {
  arguments: object;
  digest: string;
}

/** The server's side of the bar; given by the page. */
export interface DecideActions {
  decide: (answer: Answer) => Promise<ActionState<Answered>>;
  beginSigning: BeginDecisionSigning;
  narrow: (input: {
    id: string;
    digest: string;
    lowered: { path: string; lowered: Lowered }[];
  }) => Promise<ActionState<Narrowed>>;
  revoke: (input: { id: string; reason: string }) => Promise<ActionState<unknown>>;
  reopen: (input: { id: string; reason: string }) => Promise<ActionState<unknown>>;
  review: (input: {
    id: string;
    verdict: "justified" | "not_justified";
    note: string;
  }) => Promise<ActionState<unknown>>;
  resolve: (input: { id: string; outcome: "executed" | "failed"; note: string }) => Promise<ActionState<unknown>>;
  noteView: (input: { id: string; dwellMillis: number }) => Promise<ActionState<unknown>>;
}
