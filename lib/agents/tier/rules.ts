import type { Capability, RiskFacts } from "@/lib/risk";
import { type AgentStatus, TIERS, type Tier } from "../terms";

/** Why an agent's standing is computed anew: stands in the events. */
export type Cause =
  | "facts"
  | "tools"
  | "resources"
  | "override"
  | "supplier"
  | "import"
  | "lifecycle"
  | "people"
  | "expiry"
  | "method";

/**
 * A tier in force instead of the computed one (K2). `raise` and `lower` were asked for and end at `expiresAt`. `held`: what was
 * computed fell by somebody's change, and the former tier stands until a second person confirms.
 */
export type OverrideKind = "raise" | "lower" | "held";
export interface OpenOverride {
  id: string;
  kind: OverrideKind;
  tier: Tier;
  /** What was computed when it was asked for. */
  computedTier: Tier;
  requestedById: string | null;
  expiresAt: Date | null;
}

/** A tool as far as the tier goes: corrected capabilities win over the classifier's. */
export interface CountedTool {
  server: string;
  name: string;
  /** Of the definition that counts: the accepted one, for a draft the listed one. */
  hash: string;
  capabilities: readonly Capability[];
}

/** A resource that tools reach. Numbers are what lies there. */
export interface CountedResource {
  name: string;
  dataClasses: readonly RiskFacts["dataRead"][number][];
  written: boolean;
  records: number;
  people: number;
  money: number;
}

/** What stands around an agent and counts in its tier. */
export interface Surroundings {
  tools: readonly CountedTool[];
  resources: readonly CountedResource[];
}

export const NO_SURROUNDINGS: Surroundings = { tools: [], resources: [] };

type Stated = Pick<RiskFacts, "privileges" | "dataRead" | "dataWritten" | "environment" | "autonomy" | "exposure"> & {
  systems: readonly string[];
};

/** What the classifier rates: what people stated, and what the tools and the resources behind them add. */
export function factsOf(agent: Stated, { tools, resources }: Surroundings): RiskFacts {
  const { privileges, environment, autonomy, exposure } = agent;
  const names = [...agent.systems, ...resources.map((resource) => resource.name)].map((name) => name.toLowerCase());
  const sum = (of: "records" | "people" | "money") => resources.reduce((total, resource) => total + resource[of], 0);
  const written = resources.filter((resource) => resource.written);
  return {
    tools,
    privileges,
    environment,
    autonomy,
    exposure,
    dataRead: [...new Set([...agent.dataRead, ...resources.flatMap((resource) => resource.dataClasses)])],
    dataWritten: [...new Set([...agent.dataWritten, ...written.flatMap((resource) => resource.dataClasses)])],
    reach: {
      systems: new Set(names).size,
      records: sum("records"),
      people: sum("people"),
      money: sum("money"),
    },
  };
}

export type OverrideEnd = "expired" | "outgrown" | "facts_rose";

export interface Settlement {
  tier: Tier;
  /** The override in force ends by itself, and why. */
  ends: OverrideEnd | null;
  /** What was computed fell: `tier` is kept by a hold until a second person confirms. */
  holds: boolean;
}

/**
 * The tier that stands (K2, K4). A rise takes effect at once. A fall of what was computed takes effect only for a draft, or
 * when a second person confirmed it (`allowFall`); otherwise the former tier is held. Deny when in doubt.
 */
export function settleTier(given: {
  computed: Tier;
  former: Tier | null;
  override: OpenOverride | null;
  status: AgentStatus;
  allowFall: boolean;
  now: Date;
}): Settlement {
  const { computed, former, override, status, allowFall, now } = given;
  const ends = override ? endOf(override, computed, now) : null;
  if (override && !ends) return { tier: override.tier, ends: null, holds: false };
  const floor = override && ends === "expired" && override.kind === "raise" ? override.computedTier : former;
  const free = status === "draft" || status === "decommissioned" || allowFall || floor === null;
  if (free || rank(computed) >= rank(floor)) return { tier: computed, ends, holds: false };
  return { tier: floor, ends, holds: true };
}

/** Whether an override in force is over: its time, or what it was asked for has been overtaken. */
function endOf(override: OpenOverride, computed: Tier, now: Date): OverrideEnd | null {
  if (override.expiresAt !== null && override.expiresAt <= now) return "expired";
  if (override.kind === "lower") {
    if (rank(computed) > rank(override.computedTier)) return "facts_rose";
    return rank(computed) <= rank(override.tier) ? "outgrown" : null;
  }
  return rank(computed) >= rank(override.tier) ? "outgrown" : null;
}

/** Tiers in order: 0 for low to 3 for critical. */
export function rank(tier: Tier): number {
  return TIERS.indexOf(tier);
}
