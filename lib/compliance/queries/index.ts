import { AGENT_QUERIES } from "./agents";
import { APPROVAL_QUERIES } from "./approvals";
import { EMERGENCY_QUERIES } from "./emergency";
import { GRANT_QUERIES } from "./grants";
import { IDENTITY_QUERIES } from "./identity";
import { KEEPING_QUERIES } from "./keeping";
import { LOG_QUERIES } from "./log";
import type { EvidenceQuery } from "./query";
import { REVIEW_QUERIES } from "./reviews";

/** The fixed set of live checks that controls of the catalogue rest on (D3). */
const QUERIES = {
  ...AGENT_QUERIES,
  ...GRANT_QUERIES,
  ...REVIEW_QUERIES,
  ...APPROVAL_QUERIES,
  ...LOG_QUERIES,
  ...EMERGENCY_QUERIES,
  ...IDENTITY_QUERIES,
  ...KEEPING_QUERIES,
} as const;

export type QueryId = keyof typeof QUERIES;
export const QUERY_IDS = Object.keys(QUERIES) as [QueryId, ...QueryId[]];
export const EVIDENCE_QUERIES: Readonly<Record<QueryId, EvidenceQuery>> = QUERIES;
