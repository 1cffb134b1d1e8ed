/**
 * Policy owns decisions: what a call is answered, on what state of the organisation, and why. The engine evaluates, the snapshot
 * follows the database, every decision is recorded before it is answered. It must not know how approvals are given.
 */
export { type AgentFacts, answerCall, denied, type ToolFacts } from "./decide/answer";
export { askedDigestOf } from "./decide/asked-digest";
export { CallInHand } from "./decide/call-in-hand";
export { decide, decideOn, isAllowed } from "./decide/decide";
export { closeDecisionPoint, type DecisionPoint, decisionPoint } from "./decide/decision-point";
export { type Probed, type ProbeGround, probeCalls, probeGround } from "./decide/probe-calls";
export { type AskedDecision, findAsked, findDecided } from "./decide/queries";
export type { Decided, DecisionCaller } from "./decide/record";
export { callAgain } from "./decide/recorded";
export type { Answer, ApprovalFacts, Call, EarlierCall, Json, Provenance } from "./decide/types";
export { explainDecision, explainToMachine } from "./decisions/explain-decision";
export { listDecisions } from "./decisions/list-decisions";
export { tryDecision } from "./decisions/try-decision";
export { grantPolicy } from "./engine";
export { countLivePoints, heardByAll, LivePoint, stoppedBy, sweepPoints } from "./live";
export {
  caseFromDecision,
  checkPolicy,
  createPolicy,
  getPolicy,
  linesBetween,
  listPolicies,
  listShippedPolicies,
  pickAgent,
  proposeVersion,
  publishVersion,
  readCoverage,
  rejectVersion,
  replayPolicy,
  retirePolicy,
  rollBack,
  STARTERS,
  saveDraft,
  WORDS,
  withdrawVersion,
} from "./policies";
export { Rehearsal } from "./shipped/rehearse";
export { countUse } from "./usage/count-use";
export { pruneChanges } from "./usage/prune-changes";
