/** The rules of recertification, pure: the same answer at the click, on the page and at the close. Safe for the browser. */
export { BAR_SENTENCES, type BarFacts, barOf, type Duties, dutyBar } from "./rulebook/bars";
export { aloneBecause, type BulkItem, bulkRefusal } from "./rulebook/bulk";
export { deadlineOf, dueAfterPause } from "./rulebook/deadline";
export { type DriftKind, driftOf } from "./rulebook/drift-of";
export { INTEGRITY, type Integrity, type IntegrityScore, integrityOf, type MeasuredVote } from "./rulebook/integrity";
export {
  decisiveVote,
  endsItem,
  itemResult,
  STRICTNESS,
  type StageOutcome,
  type StageResult,
  type StageVote,
  stageResult,
} from "./rulebook/outcome";
export { type Reassigning, type Refusal, reassignRefusal } from "./rulebook/reassigning";
export { type SilentItem, silenceFor } from "./rulebook/silence";
