/** The rules of recertification, pure: the same answer at the click, on the page and at the close. Safe for the browser. */
export { BAR_SENTENCES, type BarFacts, barOf, dutyBar } from "./rulebook/bars";
export { aloneBecause, bulkRefusal } from "./rulebook/bulk";
export { deadlineOf, dueAfterPause } from "./rulebook/deadline";
export { type DriftKind, driftOf } from "./rulebook/drift-of";
export { INTEGRITY, type Integrity, integrityOf, type MeasuredVote } from "./rulebook/integrity";
export {
  decisiveVote,
  endsItem,
  itemResult,
  STRICTNESS,
  type StageVote,
  stageResult,
} from "./rulebook/outcome";
export { reassignRefusal } from "./rulebook/reassigning";
export { silenceFor } from "./rulebook/silence";
