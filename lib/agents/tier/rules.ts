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
  /** What was computed when it was asked for; under a raise the most that was computed since. */
  computedTier: Tier;
  requestedById: string | null;
  /** Whose changes made what is computed fall while it was in force. */
  causedByIds: readonly string[];
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

/**
 * Why an override is over without a new one: its time; what is computed reached it; more is computed than a lowering was
 * agreed on; a second person confirmed the fall that it held; somebody ended it; the agent is history.
 */
export type OverrideEnd = "expired" | "outgrown" | "facts_rose" | "confirmed" | "ended" | "decommissioned";

export interface Settlement {
  tier: Tier;
  /** The override in force ends, and why. */
  ends: OverrideEnd | null;
  /** What was computed fell: `tier` is kept by a hold until a second person confirms. */
  holds: boolean;
}

export interface Settling {
  computed: Tier;
  former: Tier | null;
  override: OpenOverride | null;
  status: AgentStatus;
  /** A second person agreed that the tier falls to what is computed. */
  allowFall: boolean;
  /** Somebody ends the override that is in force. */
  ending: boolean;
  now: Date;
}

/**
 * The tier that stands (K2, K4). A rise takes effect at once. A fall of what was computed takes effect only for a draft, or
 * when a second person confirmed it (`allowFall`); otherwise the former tier is held. Deny when in doubt.
 */
export function settleTier(given: Settling): Settlement {
  const { computed, former, override, status, allowFall } = given;
  // Nothing about history changes: it stands as it stood.
  if (status === "decommissioned") {
    return { tier: former ?? computed, ends: override ? "decommissioned" : null, holds: false };
  }
  const ends = override ? endOf(override, given) : null;
  if (override && !ends) return { tier: override.tier, ends: null, holds: false };
  const agreed = override ? agreedTier(override) : former;
  if (status === "draft" || allowFall || agreed === null || rank(computed) >= rank(agreed)) {
    return { tier: computed, ends, holds: false };
  }
  return { tier: agreed, ends, holds: true };
}

/** Below what the tier cannot go, once this override is over, without a second person. */
export function agreedTier(override: Pick<OpenOverride, "kind" | "tier" | "computedTier">): Tier {
  return override.kind === "held" ? override.tier : override.computedTier;
}

/** Whether an override in force is over: its time, a person's word, or what it was asked for has been overtaken. */
function endOf(override: OpenOverride, { computed, status, allowFall, ending, now }: Settling): OverrideEnd | null {
  if (ending) return "ended";
  if (override.expiresAt !== null && override.expiresAt <= now) return "expired";
  if (override.kind === "lower") return rank(computed) > rank(override.computedTier) ? "facts_rose" : null;
  if (override.kind === "held" && (allowFall || status === "draft")) return "confirmed";
  return rank(computed) >= rank(override.tier) ? "outgrown" : null;
}

/** What an override in force takes note of when facts change beneath it. */
export interface Mark {
  id: string;
  /** The most that was computed while a raise was in force: when it ends, less than that is held. */
  computedTier: Tier;
  /** Whose change made what is computed fall: that person is no second person for it. */
  causedById: string | null;
}

/** The note to take, if any; `former` is what was computed before the change. */
export function markOf(
  override: OpenOverride,
  given: { computed: Tier; former: Tier | null; actorId: string | null },
): Mark | null {
  const { computed, former, actorId } = given;
  const fell = former !== null && rank(computed) < rank(former);
  const causedById = fell && actorId !== null && !override.causedByIds.includes(actorId) ? actorId : null;
  const rose = override.kind === "raise" && rank(computed) > rank(override.computedTier);
  if (!rose && causedById === null) return null;
  return { id: override.id, computedTier: rose ? computed : override.computedTier, causedById };
}

/** The higher of two tiers. */
export function higherTier(one: Tier, other: Tier): Tier {
  return rank(one) >= rank(other) ? one : other;
}

/** Tiers in order: 0 for low to 3 for critical. */
export function rank(tier: Tier): number {
  return TIERS.indexOf(tier);
}
