/**
 * Ownership owns how the answer to "who answers for this agent?" changes: hand-overs between people, succession when somebody
 * leaves, the governance queue, and the views of what is left alone. It must not decide what an agent may do, nor let an agent
 * be without an owner silently.
 */
export { askOwner } from "./attention/ask-owner";
export { keepSucceeded } from "./attention/keep-succeeded";
export { attentionCounts, listAttention } from "./attention/list-attention";
export { releaseOwners, returnOwners } from "./attention/release-owners";
export type { AttentionCounts, AttentionRow } from "./attention/schema";
export { sendToQueue } from "./attention/send-to-queue";
export { type Departure, deactivatePerson } from "./succession/deactivate-person";
export { previewSuccession, type SuccessionPreview } from "./succession/preview-succession";
