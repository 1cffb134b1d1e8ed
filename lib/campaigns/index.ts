/**
 * Campaigns own recertification: what is looked at again, by whom and until when, what was said of it, and that what was withdrawn
 * is gone. Grants, credentials and agents are changed through their own domains. They must not decide a call: decision points do,
 * and are asked.
 */
export { agentReviews } from "./after/agent-reviews";
export { certificationOf } from "./after/certification-of";
export type { AgentReviews, CertificationView, ReviewedItem } from "./after/views";
export type { CampaignDetail, CampaignRow, ItemView, LaunchPreview, MyReview, ReviewLine } from "./views";
