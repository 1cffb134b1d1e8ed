import type { AgentStatus } from "@/lib/agents/terms";
import type { Tier } from "@/lib/risk/terms";
import { type CampaignPlan, type Drift, EMPTY_SCOPE, type ItemKind, type Stage, USUAL_RULES } from "../terms";
import type { Ability } from "../views";

/** What a micro-certification asks, by what drifted (C7). Pure. */

/** What drifts within so long after the first change of an agent is asked about together. */
export const GATHER_MINUTES = 10;
const DAYS = 5;

const ASKED: Record<Drift, readonly ItemKind[]> = {
  new_tool: ["dependency", "entitlement"],
  tier_rise: ["entitlement", "owner", "credential", "purpose", "dependency"],
  owner_change: ["owner", "entitlement"],
  new_grant: ["entitlement"],
  new_agent: ["entitlement", "owner", "credential", "purpose", "dependency"],
  anomaly: ["entitlement", "credential", "purpose"],
};

const ORDER: readonly ItemKind[] = ["entitlement", "owner", "credential", "purpose", "dependency"];

/** The kinds that fit what drifted, each once, in their usual order. */
export function kindsFor(why: readonly Drift[]): ItemKind[] {
  return ORDER.filter((kind) => why.some((drift) => ASKED[drift].includes(kind)));
}

/** Five days for the owner; from tier high on, as long for the reviewer group, which counts. */
export function planFor(agent: { id: string; tier: Tier | null }, why: readonly Drift[]): CampaignPlan {
  const owner: Stage = { reviewer: "owner", personId: null, strategy: "one_accepts", days: DAYS, samplePercent: 100 };
  const isHigh = agent.tier === null || agent.tier === "high" || agent.tier === "critical";
  return {
    kinds: kindsFor(why),
    scope: { ...EMPTY_SCOPE, agentIds: [agent.id] },
    stages: isHigh ? [owner, { ...owner, reviewer: "group" }] : [owner],
    rules: {
      ...USUAL_RULES,
      reminderDays: [3, 1],
      // One withdrawn right of two is no reason to wake a second person.
      secondPersonAbove: { count: USUAL_RULES.secondPersonAbove.count, percent: 100 },
    },
  };
}

/** Whether people may be asked about something unusual of an agent: of one that does nothing there is nothing to take away. */
export function askingAbout(status: AgentStatus): Ability {
  return status === "active" ? { allowed: true } : { allowed: false, reason: "Only an agent in use is asked about." };
}
