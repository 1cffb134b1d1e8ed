import type { Capability, Effect } from "@/lib/risk/schema";
import type { Tier } from "../terms";
import type { Ability, PersonRef, Total } from "../views";
import type { ToolDefinition } from "./definition";
import type { DefinitionChange } from "./diff";
import type { ToolChangeKind, ToolState } from "./terms";
import type { ToolWarning } from "./warnings";

export type { DefinitionChange } from "./diff";
export type { ToolWarning } from "./warnings";
export type { WordPart } from "./words";

/** View models of the tool inventory. Names, titles, descriptions and excerpts are a server's words: to be shown literally. */

interface Correction {
  effect: Effect;
  capabilities: Capability[];
  reason: string;
  by: PersonRef | null;
  at: string;
}

/** A tool as lists of one agent show it. */
export interface ToolRow {
  id: string;
  server: string;
  name: string;
  title: string;
  /** Its beginning: at most 300 characters. */
  description: string;
  state: ToolState;
  /** Why it is blocked, or why it was accepted in spite of warnings. */
  stateReason: string;
  /** As it counts now: corrected where somebody corrected it, else of the accepted definition, else of the listed one. */
  effect: Effect;
  capabilities: Capability[];
  /** Of what counts: by the classifier, or of what a person said it can do. */
  tier: Tier;
  because: string[];
  correction: Correction | null;
  /** Of the definition as last listed. */
  hash: string;
  acceptedHash: string | null;
  acceptedBy: PersonRef | null;
  acceptedAt: string | null;
  firstSeenAt: string;
  lastSeenAt: string;
  version: number;
}

export type ToolAction = "accept" | "block" | "correct" | "endCorrection";

/** A tool that waits, with all that the decision needs. */
export interface WaitingTool extends ToolRow {
  /** Differences from what was accepted; empty for a tool that nobody accepted yet. */
  changes: DefinitionChange[];
  /** The whole of it. */
  fullDescription: string;
  parameters: ParameterView[];
  /** What its supplier claims of it. */
  claims: { name: string; value: string }[];
  warnings: ToolWarning[];
  /** What the accepted definition could do; null when none was accepted. */
  accepted: { effect: Effect; capabilities: Capability[] } | null;
}

interface ParameterView {
  /** "filter.status", "rows[]". */
  name: string;
  type: string;
  required: boolean;
  description: string;
}

export interface ServerView {
  id: string;
  name: string;
  address: string;
  supplier: string;
  credential: string;
  /** Its supplier, or the agent's provider where it names none, is one that the organisation trusts. */
  trusted: boolean;
  tools: ToolRow[];
}

export interface AgentTools {
  servers: ServerView[];
  waiting: WaitingTool[];
  counts: Record<ToolState, number>;
  abilities: { list: Ability; accept: Ability; correct: Ability };
}

export interface ToolChangeView {
  id: string;
  at: string;
  kind: ToolChangeKind;
  by: PersonRef | null;
  reason: string;
  changes: DefinitionChange[];
  /** For corrections: what it was said to do before and after. */
  power: { before: string; after: string } | null;
}

export interface ToolDetail extends WaitingTool {
  agent: { id: string; name: string; status: string; tier: Tier | null };
  /** As its server lists it. */
  definition: ToolDefinition;
  history: ToolChangeView[];
  abilities: Record<ToolAction, Ability>;
}

/** A tool among those of all agents. */
export interface ToolHit {
  id: string;
  name: string;
  title: string;
  description: string;
  server: string;
  state: ToolState;
  changed: boolean;
  effect: Effect;
  capabilities: Capability[];
  tier: Tier;
  corrected: boolean;
  firstSeenAt: string;
  lastSeenAt: string;
  agent: { id: string; name: string; environment: string; tier: Tier | null };
}

export interface ToolPage {
  rows: ToolHit[];
  total: Total;
  next: string | null;
  previous: string | null;
}

type ToolFacetName = "state" | "effect" | "capability" | "tier";
export type ToolFacets = Record<ToolFacetName, { value: string; label: string; count: number }[]>;

/** What a correction would make of the agent, before anybody says it. */
export interface CorrectionPreview {
  now: Tier | null;
  /** What would be computed. */
  computed: Tier;
  /** What would stand: a fall is held until a second person confirms. */
  stands: Tier;
  scoreNow: number;
  scoreThen: number;
  held: boolean;
  /** The tool does not count yet: this is what its acceptance would bring. */
  onceAccepted: boolean;
}

/** What a listing brought. */
export interface Listed {
  serverId: string;
  added: number;
  changed: number;
  removed: number;
  back: number;
}
