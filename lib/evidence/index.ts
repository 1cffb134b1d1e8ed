/**
 * Evidence owns what is taken home of the audit log: exports with proofs, who had them in hand, and links for those without an
 * account. It reads the log and changes nothing in it but by its own events. It must not know what controls are: compliance hands
 * it the search that a control names.
 */
export { askExport } from "./asking/ask-export";
export { cancelExport } from "./asking/cancel-export";
export { getExport } from "./asking/get-export";
export { listExports } from "./asking/list-exports";
export { openExport } from "./asking/open-export";
export { gatherExport } from "./gathering/gather-export";
export { sweepExports } from "./gathering/sweep-exports";
export { workOnExport } from "./gathering/work-on-export";
export { createLink } from "./links/create-link";
export { downloadByLink, openLink, type Visit } from "./links/open-link";
export { revokeLink } from "./links/revoke-link";
export type { AskExportInput, CreateLinkInput } from "./schema";
export { verifyExport } from "./verify/verify-export";
export type {
  Ability,
  ContentsView,
  CustodyStep,
  ExportDetail,
  ExportView,
  LinkView,
  SharedExport,
} from "./views";
