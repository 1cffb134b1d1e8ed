import type { Bar, Status, StatusReason } from "./terms";

/** Words for what happened to a request. Safe for the browser. */

const MOVED: Record<Status, string> = {
  pending: "still waits for an answer",
  approved: "was approved",
  denied: "was denied",
  expired: "ran out of time before anybody answered",
  cancelled: "was cancelled",
  superseded: "was superseded: what it rested on has changed",
  revoked: "was approved and then withdrawn",
  lapsed: "was approved and not used in time",
  consumed: "was approved and is in use",
  executed: "was approved and executed",
  failed: "was approved and failed when it ran",
  unknown: "was approved and used, and nobody knows what came of it",
};

/** "This request was denied." and where to look: for whoever lost a race. */
export function movedSentence(status: Status): string {
  return `This request ${MOVED[status]}. Look at it again.`;
}

export const STATUS_REASON_SENTENCES: Record<StatusReason, string> = {
  agent: "The agent took it back.",
  reviewer: "A reviewer withdrew it.",
  agent_stopped: "The agent was stopped.",
  agent_changed: "The agent was changed after it asked.",
  tool_changed: "The tool was changed after the agent asked.",
  policy_changed: "The policy that asked was changed.",
  owner_gone: "Nobody answers for the agent any more.",
  credential_ended: "The credential that asked was revoked or has expired.",
  instance_stopped: "The instance that asked was stopped.",
  person_left: "The person for whom the agent works is no longer active.",
  killed: "A kill switch stopped it.",
  time: "Its time ran out.",
  no_report: "Whoever ran it did not say what came of it.",
  canary: "It was a test of the review, and never waited for an action.",
};

/** Why a person may not decide a request, told to that person (A4). */
export const BAR_SENTENCES: Record<Bar, string> = {
  requester: "You made this request, so somebody else decides it.",
  acting_human: "The agent works for you here, so somebody else decides it.",
  on_chain: "You answer for an agent that handed this work on, so somebody else decides it.",
  owner: "You answer for this agent, so somebody else decides it.",
  former_owner: "You answered for this agent since it was last certified, so somebody else decides it.",
  policy_editor: "You wrote or published the policy that asks, so somebody else decides it.",
  no_group: "You are in none of the groups that were asked.",
  lost_role: "You are in a group that was asked, and are no reviewer for this team any more.",
  inactive: "Your account is not active.",
  already_voted: "You have answered already.",
  not_break_glass: "You are not among those who may break the glass.",
};

/** The same of somebody else, as the rest of a sentence: why their word does not count any more. */
export const VOTER_BARS: Record<Bar, string> = {
  requester: "they made the request",
  acting_human: "the agent works for them here",
  on_chain: "they answer for an agent that handed the work on",
  owner: "they answer for the agent",
  former_owner: "they answered for the agent since it was last certified",
  policy_editor: "they wrote or published the policy that asks",
  no_group: "they are in none of the groups that were asked",
  lost_role: "they are no reviewer for this team any more",
  inactive: "their account is not active",
  already_voted: "they answered twice",
  not_break_glass: "they are not among those who may break the glass",
};
