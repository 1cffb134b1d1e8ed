import type { Access, AgentStatus, DataClass, Environment, PersonRef, ResourceKind, Tier } from "@/lib/agents/schema";
import type { Effect } from "@/lib/risk/terms";
import type { Standing, SubjectKind } from "./terms";

/** Something that can be reached: a resource of the register, or a system that people only named (`id` null). */
export interface Place {
  key: string;
  id: string | null;
  name: string;
  kind: ResourceKind | null;
  dataClasses: DataClass[];
  records: number;
  people: number;
  money: number;
}

/** One way to a place. `now`: by an accepted tool of an active agent. */
export interface Way {
  place: string;
  access: Access;
  now: boolean;
}

/** A sum over places, each counted once. */
export interface Sum {
  /** Weight of the most sensitive class there, times one where it is read and two where it is written. */
  score: number;
  resources: number;
  written: number;
  /** The most sensitive class of all, and how many resources hold it. */
  topClass: DataClass | null;
  holdTop: number;
  records: number;
  people: number;
  money: number;
  /** Resources by the most sensitive class there; null: nothing stated. */
  classes: { dataClass: DataClass | null; resources: number; written: number; score: number }[];
}

/** What is reachable now, and what would be with everything that waits accepted and activated. */
export interface Blast {
  now: Sum;
  later: Sum;
  /** `later` less `now`: what accepting and activating would add to the number. */
  added: number;
}

/** A place with how it is reached, for a row. */
export interface PlaceRow extends Place {
  access: Access;
  standing: Standing;
  /** What it adds to the number of its standing. */
  score: number;
  /** The access with everything that waits accepted and activated. */
  accessLater: Access;
  /** The first tools on the ways by name, and how many there are; none: people stated it. */
  tools: string[];
  toolCount: number;
}

/** Agents that answer to the same secret: who takes one over holds what all of them hold. */
export interface SharedCredential {
  credential: string;
  servers: number;
  agents: { id: string; name: string }[];
  agentCount: number;
}

export interface AffectedAgent {
  id: string;
  name: string;
  environment: Environment;
  status: AgentStatus;
  tier: Tier | null;
  owner: PersonRef | null;
}

export interface Subject {
  kind: SubjectKind;
  /** How the address names it. */
  id: string;
  name: string;
  address: string;
}

export interface Step {
  id: string;
  text: string;
  href: string | null;
}

export interface WhatIf {
  subject: Subject;
  /** What it reaches itself. */
  direct: Blast;
  /** What else falls with it: by shared credentials, or by steering the agents that listen to a server. Null: nothing. */
  wider: Blast | null;
  agents: AffectedAgent[];
  agentCount: number;
  tiers: Partial<Record<Tier | "none", number>>;
  shared: SharedCredential[];
  /** Agents of teams that the caller may not see are left out of everything here. */
  partial: boolean;
  steps: Step[];
  places: PlaceRow[];
  placeCount: number;
  next: number | null;
  previous: number | null;
}

export interface GraphTool {
  id: string;
  serverId: string;
  name: string;
  state: "quarantined" | "accepted";
  effect: Effect;
  capabilities: string[];
}

/** One agent with everything behind it, as the picture is drawn from it. */
export interface Graph {
  agent: { id: string; name: string; active: boolean; tier: Tier | null };
  servers: { id: string; name: string; address: string; credential: string; sharedWith: number }[];
  tools: GraphTool[];
  places: Place[];
  links: { toolId: string; place: string; access: Access }[];
  /** Places that people stated, without a tool that leads there. */
  stated: { place: string; access: Access }[];
}

export interface Reacher {
  id: string;
  name: string;
  environment: Environment;
  status: AgentStatus;
  tier: Tier | null;
  owner: PersonRef | null;
  access: Access;
  standing: Standing;
  /** The first tools that lead there; none: people stated it. */
  paths: { tool: string; server: string; access: Access }[];
  pathCount: number;
}

export interface FacetCount {
  value: string;
  count: number;
}

export interface ReacherPage {
  rows: Reacher[];
  total: { count: number; exact: boolean };
  next: string | null;
  previous: string | null;
  facets: Record<"tier" | "environment" | "access" | "standing", FacetCount[]>;
}

export interface ResourceRow {
  id: string;
  name: string;
  kind: ResourceKind;
  description: string;
  dataClasses: DataClass[];
  records: number;
  people: number;
  money: number;
  /** Agents that the caller may see and that reach it, now or later; and how many of them write there. */
  agents: number;
  writers: number;
  highestTier: Tier | null;
  updatedAt: string;
  version: number;
}

export interface ResourcePage {
  rows: ResourceRow[];
  total: { count: number; exact: boolean };
  next: string | null;
  previous: string | null;
  facets: Record<"kind" | "dataClass", FacetCount[]>;
}
