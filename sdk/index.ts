/** Countersign for agents: prove who you are, ask before you act, carry out what you are bound to, and fail closed. */
export type { ApprovalOptions, Approved } from "./approvals.ts";
export { type Ask, Client, type ClientOptions, type Granted, type Past, type Waiting } from "./client.ts";
export type { Decision } from "./decision.ts";
export { type ApprovalEnd, Denied, NotApproved } from "./denied.ts";
export type { ObligationHandler, ObligationHandlers } from "./obligations.ts";
export type { PrivateJwk } from "./proof.ts";
export { type Happened, NotReported, type Reported, type ReportOptions } from "./report.ts";
export { type Identity, TokenError } from "./token.ts";
export { type CallOptions, type ToolOf, Workflow } from "./workflow.ts";
