/**
 * Approvals own what waits for people: requests, votes, what was approved and how it was used up. What the reviewer saw is what
 * runs, once, in time. Decisions are policy's; here is only asked again. It must not know of incidents and campaigns.
 */

export { reviewUrl, statusUrl } from "./asking/announce-end";
export { cancelRequest } from "./asking/cancel-request";
export { findCallback } from "./asking/find-callback";
export { getTask, waitForTask } from "./asking/get-task";
export { liftAskingStop, listAskingStops } from "./asking/lift-asking-stop";
export { type AskProblem, AskRefusal } from "./asking/refusal";
export { type RequestApprovalInput, type Requested, requestApproval } from "./asking/request-approval";
export { pruneApprovals, recordUnrecorded, sweepApprovals } from "./asking/sweep-approvals";
export type { TaskView } from "./asking/task";
export { profileStatus } from "./asking/task-status";
export { actionIn, type BoundAction, bytesOf, digestOf } from "./binding";
export { plantCanaries } from "./canaries/plant-canaries";
export { type AgentRequests, listAgentRequests } from "./case/list-agent-requests";
export { readCase } from "./case/read-case";
export { type Evidence, readEvidence } from "./case/read-evidence";
export { addBreakGlassMember, removeBreakGlassMember } from "./deciding/break-glass-members";
export { decideApproval, type Outcome } from "./deciding/decide-approval";
export { escalateDue } from "./deciding/escalate-due";
export { noteView } from "./deciding/note-view";
export { previewNarrowing } from "./deciding/preview-narrowing";
export { reopenRequest } from "./deciding/reopen-request";
export { reviewBreakGlass } from "./deciding/review-break-glass";
export { revokeApproval } from "./deciding/revoke-approval";
export type { DecideInput } from "./deciding/schema";
export { beginDecisionSigning, type DecisionEvidence, verifyDecisionEvidence } from "./deciding/signing";
export { ApprovalConflict } from "./guard";
export { approvalsFeed, closeApprovalsFeed } from "./live";
export { listMeasured } from "./measures/list-measured";
export { readMeasures } from "./measures/read-measures";
export type { Measures } from "./measures/views";
export { waitsByTeam } from "./measures/waits-by-team";
export type { QueueFilterInput } from "./queue/filter";
export { countQueue, listQueue, readQueue } from "./queue/list-queue";
export { type LowerInput, lowerAction } from "./queue/lower-action";
export { openQueueStream } from "./queue/stream";
export { changeSettings } from "./settings/change-settings";
export { readSettingsBoard } from "./settings/read-board";
export { confirmStanding } from "./standing/confirm-standing";
export { rejectStanding, revokeStanding } from "./standing/end-standing";
export { listStanding } from "./standing/list-standing";
export { beginConfirmationSigning, beginProposalSigning, offerStanding } from "./standing/offer-standing";
export { proposeStanding } from "./standing/propose-standing";
export type { ConfirmInput, EndInput, ExtentInput, ProposeInput } from "./standing/schema";
export type { StandingOffer, StandingView } from "./standing/views";
export { cancelForSwitch, countForSwitch } from "./using/cancel-for-switch";
export { type Evaluated, evaluateWithApproval } from "./using/evaluate-with-approval";
export { type Report, reportOutcome } from "./using/report-outcome";
export { resolveUnknown } from "./using/resolve-unknown";
export type { CaseView, QueueRow, SignedDecision } from "./views";
