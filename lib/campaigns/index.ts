/**
 * Campaigns own recertification: what is looked at again, by whom and until when, what was said of it, and that what was withdrawn
 * is gone. Grants, credentials and agents are changed through their own domains. They must not decide a call: decision points do,
 * and are asked.
 */
export { agentReviews } from "./after/agent-reviews";
export { certificationOf } from "./after/certification-of";
export { listWaves } from "./after/list-waves";
export type { AgentReviews, CertificationView, ReviewedItem, WaveView } from "./after/views";
export { campaignsWaiting, countWaiting } from "./after/waiting/campaigns-waiting";
export type { CampaignWaiting } from "./after/waiting/views";
export { applyDue } from "./closing/apply-due";
export { askClose } from "./closing/ask-close";
export { confirmClose, withdrawClose } from "./closing/confirm-close";
export { expireUncertified } from "./closing/expire-uncertified";
export { finishCampaign, readFinish } from "./closing/finish";
export { listRemediations } from "./closing/list-remediations";
export { listTasks } from "./closing/list-tasks";
export { previewClose } from "./closing/preview-close";
export type {
  CloseInput,
  ExceptionsInput,
  FinishInput,
  SettleTaskInput,
  SignExceptionsInput,
  UndoInput,
  WithdrawCloseInput,
} from "./closing/schema";
export { settleTask } from "./closing/settle-task";
export { beginExceptionsSigning, signExceptions } from "./closing/sign-exceptions";
export { undoRemediation, withdrawRemediation } from "./closing/undo-remediation";
export { verifyDue } from "./closing/verify-due";
export type { ClosePreview, FinishView, RemediationLine, RemediationPage, TaskLine } from "./closing/views";
export { correctDecision } from "./deciding/correct-decision";
export { decideBulk } from "./deciding/decide-bulk";
export { type Decided, decideItem } from "./deciding/decide-item";
export { reassignItem } from "./deciding/reassign-item";
export type {
  DecideItemInput,
  ReassignItemInput,
} from "./deciding/schema";
export { signOff } from "./deciding/sign-off";
export { createDefinition } from "./definitions/create-definition";
export { editDefinition } from "./definitions/edit-definition";
export { getDefinition, listDefinitions } from "./definitions/list-definitions";
export { pauseDefinition, resumeDefinition } from "./definitions/pause-definition";
export { previewSchedule } from "./definitions/preview-schedule";
export { retireDefinition } from "./definitions/retire-definition";
export type { DefinitionState, DefinitionView } from "./definitions/views";
export { noteAnomaly } from "./drift/note-anomaly";
export { askPack } from "./evidence/ask-pack";
export { buildPack } from "./evidence/build-pack";
export { listPacks } from "./evidence/list-packs";
export { openPack } from "./evidence/open-pack";
export { type PackReport, verifyPack } from "./evidence/verify-pack";
export type { PackState, PackView } from "./evidence/views";
export { decideExclusion, endExclusion } from "./exclusions/decide-exclusion";
export { listExclusions } from "./exclusions/list-exclusions";
export { requestExclusion } from "./exclusions/request-exclusion";
export { sweepExclusions } from "./exclusions/sweep-exclusions";
export type { ExclusionState, ExclusionView } from "./exclusions/views";
export { calendarFor } from "./exports/calendar-for";
export { exportOpenItems } from "./exports/export-open-items";
export { countScope } from "./launch/count-scope";
export { draftCampaign } from "./launch/draft-campaign";
export { deleteDraft, editDraft } from "./launch/edit-draft";
export { launchCampaign } from "./launch/launch-campaign";
export { type Launched, performLaunch } from "./launch/perform-launch";
export { previewLaunch } from "./launch/preview-launch";
export { scopeOptions } from "./launch/scope-options";
export { type CampaignSeen, getCampaign } from "./overview/get-campaign";
export { type IntegrityList, listIntegrity } from "./overview/integrity/list-integrity";
export { listItems } from "./overview/items/list-items";
export { listCampaigns, searchPast } from "./overview/list-campaigns";
export { listOutside } from "./overview/outside/list-outside";
export { planNames } from "./overview/plan-names";
export { listReminders, readLongWork, readProgress } from "./overview/progress/read-progress";
export type { ItemPage, ItemRow, LongWork, OutsideList, PastPage, ReminderRow } from "./overview/views";
export { remind } from "./reminders/remind";
export { listMyReviews } from "./review/list-my-reviews";
export { listReview, type ReviewPage } from "./review/list-review";
export { nextItem } from "./review/next-item";
export { previewSignOff, type SignOffPreview } from "./review/preview-sign-off";
export { readItem } from "./review/read-item";
export { cancelCampaign } from "./stages/cancel-campaign";
export { pauseCampaign } from "./stages/pause-campaign";
export { resumeCampaign } from "./stages/resume-campaign";
export type {
  Ability,
  CampaignDetail,
  CampaignProgressView,
  CampaignRow,
  ItemView,
  LaunchPreview,
  MyReview,
  ReviewLine,
} from "./views";
export { advanceCampaign, type Step } from "./work/advance-campaign";
export { mendReviewers, startDue, sweepCampaigns } from "./work/sweep-campaigns";
export { workOn } from "./work/work-on";
