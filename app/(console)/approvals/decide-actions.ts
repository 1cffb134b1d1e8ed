import type { DecideActions } from "@/components/approvals/decide/types";
import { beginDecisionSigningAction } from "../account/actions";
import {
  decideAction,
  narrowAction,
  noteViewAction,
  reopenAction,
  resolveAction,
  reviewGlassAction,
  revokeAction,
} from "./actions";

/** The server's side of the bar under a case. */
export const DECIDE_ACTIONS: DecideActions = {
  decide: decideAction,
  beginSigning: beginDecisionSigningAction,
  narrow: narrowAction,
  revoke: revokeAction,
  reopen: reopenAction,
  review: reviewGlassAction,
  resolve: resolveAction,
  noteView: noteViewAction,
};
