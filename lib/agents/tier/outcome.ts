import type { NewEvent } from "@/lib/audit";
import type { NewNotice } from "@/lib/notices";
import type { StoredAgent } from "../store";
import type { Tier } from "../terms";
import { type Cause, type OpenOverride, type OverrideEnd, rank } from "./rules";

/** What a settled tier is told as: events for the log, notices for who answers for the agent (K4). Pure. */

/** A draft's tier is a preview: what stands at registration is in the event of the registration. */
export function tierEvents(before: StoredAgent | null, agent: StoredAgent, cause: Cause): NewEvent[] {
  if (agent.status === "draft" || !before?.tier || !agent.tier || before.tier === agent.tier) return [];
  const rose = rank(agent.tier) > rank(before.tier);
  const { computedTier: computed, score } = agent;
  const details = { ...namesOf(agent), from: before.tier, to: agent.tier, computed, score, cause };
  const type = rose ? ("agent.tier_raised" as const) : ("agent.tier_lowered" as const);
  return [{ type, targetId: agent.id, agentId: agent.id, details }];
}

/** An override that is over, and why. */
export function endedEvent(agent: StoredAgent, override: OpenOverride, why: OverrideEnd): NewEvent {
  const { id: overrideId, kind, tier } = override;
  const details = { ...namesOf(agent), overrideId, kind, tier, computed: agent.computedTier, why };
  return { type: "agent.tier_override_ended", targetId: agent.id, agentId: agent.id, details };
}

/** A fall of what is computed that waits for a second person. */
export function heldEvent(
  agent: StoredAgent,
  hold: { id: string; tier: Tier; computedTier: Tier },
  cause: Cause,
): NewEvent {
  const { id: overrideId, tier, computedTier: computed } = hold;
  const details = { ...namesOf(agent), overrideId, tier, computed, score: agent.score, cause };
  return { type: "agent.tier_held", targetId: agent.id, agentId: agent.id, details };
}

/** What every event about an agent says. */
export function namesOf({ name, environment }: StoredAgent) {
  return { name, environment };
}

const SHOWN_FACTORS = 3;

/** A rise, to everybody who answers for the agent: with the new facts that weigh most, where facts made it. */
export function tierNotices(before: StoredAgent | null, agent: StoredAgent, cause: Cause): NewNotice[] {
  if (agent.status === "draft" || !before?.tier || !agent.tier || rank(agent.tier) <= rank(before.tier)) return [];
  const known = new Set(before.factors.map((factor) => factor.because));
  const heaviest = [...agent.factors].sort((a, b) => b.points - a.points);
  const fresh = heaviest.filter((factor) => !known.has(factor.because));
  const because = fresh.slice(0, SHOWN_FACTORS).map((factor) => factor.because);
  return toAnswering(agent, "tier_raised", { from: before.tier, to: agent.tier, cause, because });
}

export function heldNotices(agent: StoredAgent, hold: { tier: Tier; computedTier: Tier }): NewNotice[] {
  return toAnswering(agent, "tier_held", { tier: hold.tier, computed: hold.computedTier });
}

/** The same notice to the owner, the deputy and the sponsor, as far as they are here; once to each. */
export function toAnswering(agent: StoredAgent, kind: string, content: Record<string, unknown>): NewNotice[] {
  const people = [agent.owner, agent.deputy, agent.sponsor].flatMap((person) => (person?.active ? [person.id] : []));
  const { id: agentId, name, environment } = agent;
  return [...new Set(people)].map((personId) => ({
    personId,
    kind,
    agentId,
    content: { name, environment, ...content },
  }));
}
