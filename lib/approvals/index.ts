/**
 * Approvals own what waits for people: requests, votes, what was approved and how it was used up. What the reviewer saw is what
 * runs, once, in time. Decisions are policy's; here is only asked again. It must not know of incidents and campaigns.
 */

export { announceEnd, reviewUrl, statusUrl } from "./asking/announce-end";
export { cancelRequest } from "./asking/cancel-request";
export { getTask, waitForTask } from "./asking/get-task";
export { type AskProblem, AskRefusal } from "./asking/refusal";
export { type RequestApprovalInput, type Requested, requestApproval } from "./asking/request-approval";
export { pruneApprovals, recordUnrecorded, sweepApprovals } from "./asking/sweep-approvals";
export type { TaskView } from "./asking/task";
export { profileStatus } from "./asking/task-status";
export { actionDigestOf, actionIn, type BoundAction, bytesOf, digestOf } from "./binding";
export { readCase } from "./case/read-case";
export { beginDecisionSigning, type DecisionEvidence, verifyDecisionEvidence } from "./deciding/signing";
export { ApprovalConflict } from "./guard";
export { type ApprovalsFeed, approvalsFeed, closeApprovalsFeed } from "./live";
export { listMeasured } from "./measures/list-measured";
export { readMeasures } from "./measures/read-measures";
export { countQueue, listQueue, type QueuePage, queueRows, readQueue } from "./queue/list-queue";
export { closeQueueStreams, openQueueStream } from "./queue/stream";
export { changeSettings } from "./settings/change-settings";
export { readSettingsBoard } from "./settings/read-board";
export { type Evaluated, evaluateWithApproval } from "./using/evaluate-with-approval";
export type { SignedDecision } from "./views";
