/**
 * Agents owns the inventory: one record per agent and environment, who answers for it, its lifecycle with the gates, and
 * importing from what people really have. It must not know about credentials, policies or approvals: those stand above it.
 */
export { activateAgent } from "./activate-agent";
export { assignPeople } from "./assign-people";
export { bulkAssign, bulkMove } from "./bulk";
export { confirmRecord } from "./confirm-record";
export { endWaiver } from "./controls/end-waiver";
export { getControls } from "./controls/get-controls";
export { waiveControl } from "./controls/waive-control";
export { createAgent } from "./create-agent";
export { decommissionAgent } from "./decommission-agent";
export { editAgent } from "./edit-agent";
export { exportAgents } from "./export-agents";
export { getAgent } from "./get-agent";
export { acceptHandOver, acceptHandOvers } from "./hand-over/accept-hand-over";
export { accountabilityOf } from "./hand-over/accountability-of";
export { declineHandOver } from "./hand-over/decline-hand-over";
export { expireHandOvers } from "./hand-over/expire-hand-overs";
export { listHandOvers } from "./hand-over/list-hand-overs";
export { offerHandOver } from "./hand-over/offer-hand-over";
export { withdrawHandOver } from "./hand-over/withdraw-hand-over";
export { getImport, listImports } from "./import/queries";
export { importFile } from "./import-file";
export { planImport } from "./plan-import";
export { agentFacets, searchAgents } from "./queries";
export { registerAgent } from "./register-agent";
export { createResource } from "./resources/create-resource";
export { editResource } from "./resources/edit-resource";
export { linkTools } from "./resources/link-tools";
export { unlinkTools } from "./resources/unlink-tools";
export { resumeAgent } from "./resume-agent";
export type { ImportCounts, ImportPlan } from "./schema";
export { suspendAgent } from "./suspend-agent";
export { classifyPending } from "./tier/classify-pending";
export { getRisk } from "./tier/get-risk";
export { approveOverride } from "./tier/overrides/approve-override";
export { confirmFall } from "./tier/overrides/confirm-fall";
export { endOverride } from "./tier/overrides/end-override";
export { listOverrides } from "./tier/overrides/list-overrides";
export { overrideTier } from "./tier/overrides/override-tier";
export { rejectOverride } from "./tier/overrides/reject-override";
export { withdrawOverride } from "./tier/overrides/withdraw-override";
export { previewTier } from "./tier/preview-tier";
export { sweepOverrides } from "./tier/sweep-overrides";
export { rerateTools } from "./trust/rerate-tools";
export { diffVersions } from "./versions/diff-versions";
export { listVersions } from "./versions/list-versions";
