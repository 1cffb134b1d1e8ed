/**
 * Entitlements own the grants: what an agent may do with which tool, under which conditions and when, who asked for it, who
 * approved it, and when it ends. They say what was granted; what a call is answered is for decisions, which stand above.
 */
export { approveEntitlement } from "./approve-entitlement";
export { entitlementFacets } from "./entitlement-facets";
export { expireEntitlements } from "./expire-entitlements";
export { getEntitlement } from "./get-entitlement";
export { grantOptions } from "./grant-options";
export { loadGrants, loadGrantsByIds } from "./grants";
export { listEntitlements } from "./list-entitlements";
export { endGrants, expireWithoutReview } from "./many/end-grants";
export { narrowGrants } from "./many/narrow-grants";
export { restoreGrants } from "./many/restore-grants";
export type { MovedGrant } from "./many/store";
export { suspendGrants } from "./many/suspend-grants";
export { narrowEntitlement } from "./narrow-entitlement";
export { prolongEntitlement } from "./prolong-entitlement";
export { rejectEntitlement } from "./reject-entitlement";
export { requestEntitlement } from "./request-entitlement";
export { resumeEntitlement } from "./resume-entitlement";
export { revokeEntitlement } from "./revoke-entitlement";
export { previewNarrowing } from "./right-size/preview-narrowing";
export { rightSize } from "./right-size/right-size";
export { type SizedGrant, sizeGrant } from "./right-size/size-grant";
export { searchEntitlements } from "./search-entitlements";
