import type { Factor } from "@/lib/risk/schema";
import type { ControlView } from "./controls/terms";
import type {
  AgentFields,
  AgentKind,
  AgentStatus,
  Environment,
  PrivilegeClass,
  Signature,
  Source,
  Tier,
} from "./schema";

/** View models: plain values that pages, the machines' door and the command line show. Instants are ISO 8601 in UTC. */

export interface PersonRef {
  id: string;
  name: string;
  active: boolean;
}
export interface TeamRef {
  id: string;
  name: string;
}

export interface AgentRow {
  id: string;
  name: string;
  environment: Environment;
  kind: AgentKind;
  /** Its beginning: at most 200 characters. */
  purpose: string;
  status: AgentStatus;
  tier: Tier | null;
  provider: string;
  model: string;
  source: Source;
  signature: Signature;
  team: TeamRef | null;
  owner: PersonRef | null;
  deputy: PersonRef | null;
  sponsor: PersonRef | null;
  updatedAt: string;
  version: number;
}

/** `count` is exact unless it reached the limit, which reads as "10,000+". */
export interface Total {
  count: number;
  exact: boolean;
}

export interface AgentPage {
  rows: AgentRow[];
  total: Total;
  next: string | null;
  previous: string | null;
}

export type FacetName = "environment" | "status" | "tier" | "kind" | "source" | "team" | "provider" | "people";
export interface FacetValue {
  /** What goes into the search: an enum value, an id, "none". */
  value: string;
  label: string;
  count: number;
}
/** Counts per value, each facet ignoring its own filter; the busiest 50 of teams and providers. */
export type AgentFacets = Record<FacetName, FacetValue[]>;

export type AgentAction = "edit" | "assign" | "register" | "activate" | "suspend" | "resume" | "decommission";
/** The answer of the same rule that the verb enforces; `reason` is the sentence for the button that is off. */
export type Ability = { allowed: true } | { allowed: false; reason: string };

export type GateId =
  | "owner"
  | "sponsor"
  | "two_people"
  | "team"
  | "purpose"
  | "provider"
  | "systems"
  | "classes"
  | "autonomy"
  | "exposure"
  | "tier"
  | "tools"
  | "reviewers"
  | "controls";

/** One condition of registration (V2): `how` says how to mend it, for the person who reads it. */
export interface Gate {
  id: GateId;
  label: string;
  met: boolean;
  how: string;
}

export interface AgentSourceView {
  kind: Source;
  key: string;
  signature: Signature;
  signedBy: string;
  digest: string;
  importId: string;
  importedAt: string;
  /** The record as it was in the file: untrusted, to be shown literally. */
  document: unknown;
}

export interface AgentDetail extends AgentFields {
  id: string;
  environment: Environment;
  status: AgentStatus;
  statusReason: string;
  statusChangedAt: string;
  /** The tier that stands, and what was computed with its addends (K1): they differ while an override is in force. */
  tier: Tier | null;
  computedTier: Tier | null;
  /** Why the two differ, and until when; null while what is computed stands. */
  override: { kind: "raise" | "lower" | "held"; expiresAt: string | null } | null;
  score: number;
  factors: Factor[];
  classifiedAt: string | null;
  /** Number of the present version (V8); 0 until registered. */
  revision: number;
  fingerprint: string;
  templateId: string | null;
  lastUsedAt: string | null;
  reviewedAt: string | null;
  /** Since when it waits for the governance queue to name who answers for it (O3). */
  governanceSince: string | null;
  undecidedTools: number;
  deputy: PersonRef | null;
  registeredBy: { id: string; name: string } | null;
  team: TeamRef | null;
  owner: PersonRef | null;
  sponsor: PersonRef | null;
  source: Source;
  imported: AgentSourceView | null;
  /** The same agent in other environments, by name. */
  siblings: { id: string; environment: Environment; status: AgentStatus }[];
  createdAt: string;
  updatedAt: string;
  version: number;
  abilities: Record<AgentAction, Ability>;
  gates: Gate[];
  /** The controls of the tier that stands (K3). */
  controls: ControlView[];
  /** Stated privilege classes without an active reviewer: what `reviewers` is unmet for. */
  unreviewed: PrivilegeClass[];
}

/** What a bulk action did, row by row; nothing is hidden in a total. */
export interface BulkOutcome {
  done: number;
  refused: number;
  /** Those among the done that wait until the person asked accepts (O2). */
  waiting?: number;
  rows: { id: string; name: string; outcome: "done" | "refused"; reason: string }[];
}

export type ImportResult = "new" | "changed" | "duplicate" | "rejected";

export interface ImportRowResult {
  /** 1-based place in the file: the record, or for CSV the line. */
  position: number;
  kind: Source | "unknown";
  key: string;
  name: string;
  result: ImportResult;
  /** Why it is rejected or a duplicate, or what of a changed record was kept; empty when there is nothing to say. */
  reason: string;
  warnings: string[];
  /** Fields that a changed record brings. */
  changedFields: string[];
  /** Fields it would bring, kept because somebody edited them by hand. */
  keptFields: string[];
  /** What its list of tools brings: all of them new, or what differs from the last one. */
  tools: { added: number; changed: number; removed: number };
  signature: Signature;
  agentId: string | null;
}

export type ImportCounts = Record<ImportResult, number>;

export interface ImportPlan {
  fileName: string;
  /** SHA-256 of the file, hex. */
  fileDigest: string;
  environment: Environment;
  counts: ImportCounts;
  rows: ImportRowResult[];
  /** SHA-256 over the outcome of every row: hand it to `importFile` to write exactly what was shown. */
  digest: string;
}

export interface ImportDone extends ImportPlan {
  importId: string;
}

export interface ImportSummary {
  id: string;
  fileName: string;
  fileDigest: string;
  environment: Environment;
  counts: ImportCounts;
  createdAt: string;
  createdBy: { id: string; name: string } | null;
}

export interface ImportDetail extends ImportSummary {
  /** `signature`: of what this import brought; null once a later import brought another record. */
  rows: (Pick<ImportRowResult, "position" | "kind" | "name" | "result" | "reason" | "agentId"> & {
    signature: Signature | null;
  })[];
  /** The position to ask the next page from; null at the end. */
  next: number | null;
}
