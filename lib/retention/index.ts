/**
 * Retention owns how long records are kept, what a legal hold keeps, and the erasure of a person: three things that wait for each
 * other. It must never take anything away without an event in the same transaction that says so.
 */

export { confirmErasure, refuseErasure } from "./erasing/answer-erasure";
export { askErasure, previewErasure } from "./erasing/ask-erasure";
export { erasedAgain } from "./erasing/erased-again";
export { findPeople } from "./erasing/find-people";
export { listErasures } from "./erasing/list-erasures";
export { askLift, confirmHold, confirmLift, refuseHold, refuseLift } from "./holds/answer-hold";
export { askHold, previewHold } from "./holds/ask-hold";
export { listHolds } from "./holds/list-holds";
export { confirmRetention, refuseRetention } from "./keeping/answer-retention";
export { listRetention } from "./keeping/list-retention";
export { setRetention } from "./keeping/set-retention";
export { type LetGo, letGo } from "./letting-go/let-go";
export { makeMonths } from "./letting-go/make-months";
export type { ErasureView, HoldView, LogSizes, RetentionView } from "./views";
export { type RetentionWaiting, retentionWaiting } from "./waiting/retention-waiting";
