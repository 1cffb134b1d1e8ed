import type { Tier } from "@/lib/risk/terms";
import { type SimAgent, type SimGrant, type SimPerson, type World, wordOn } from "./world";

/**
 * Who should have lost what after a quarter, reckoned from the organisation's plain values and the words of the rules: it knows
 * neither the tables nor the verbs of campaigns. Of a campaign over grants alone, with two stages (the owner; the group for tier high
 * and above), and the usual rules for silence.
 */
export type Fate =
  | "kept"
  | "revoked"
  | "reduced"
  | "suspended"
  /** Taken away by another way before. */
  | "gone"
  | "excluded"
  /** Came after the launch. */
  | "outside";

export interface Reckoned {
  fate: Fate;
  /** Nobody answered, in any stage. */
  silent: boolean;
}

const isHigh = (tier: Tier): boolean => tier === "high" || tier === "critical";
const STRICT: readonly Fate[] = ["kept", "reduced", "suspended", "revoked"];
const stricter = (a: Fate, b: Fate): Fate => (STRICT.indexOf(b) > STRICT.indexOf(a) ? b : a);
const FATES = { keep: "kept", revoke: "revoked", reduce: "reduced" } as const;

/** @param before how often in a row nobody had answered for a grant, by its id */
export function reckon(world: World, before: ReadonlyMap<string, number> = new Map()): Map<string, Reckoned> {
  const people = new Map(world.people.map((one) => [one.id, one]));
  const fates = new Map<string, Reckoned>();
  for (const agent of world.agents) {
    const ownerId = ownerAfter(agent, people);
    for (const grant of agent.grants) {
      fates.set(grant.id, fateOf(grant, { agent, ownerId, people, world, silences: before.get(grant.id) ?? 0 }));
    }
    if (agent.late) fates.set(agent.late.id, { fate: "outside", silent: false });
  }
  return fates;
}

/** Who answers for the agent once leavers have left and agents were handed on. A leaver's goes to deputy, sponsor, manager. */
function ownerAfter(agent: SimAgent, people: ReadonlyMap<string, SimPerson>): string {
  if (agent.movesTo) return agent.movesTo;
  if (!people.get(agent.ownerId)?.leaves) return agent.ownerId;
  return agent.deputyId ?? agent.sponsorId;
}

interface Case {
  agent: SimAgent;
  ownerId: string;
  people: ReadonlyMap<string, SimPerson>;
  world: World;
  silences: number;
}

function fateOf(grant: SimGrant, given: Case): Reckoned {
  if (grant.excluded) return { fate: "excluded", silent: false };
  if (grant.revokedMeanwhile) return { fate: "gone", silent: false };
  const tier = given.agent.risesTo ?? given.agent.tier;
  const first = byOwner(grant, { ...given, tier });
  // What silence stopped is settled: no later stage is asked to say it again.
  if (!isHigh(tier) || first.fate === "revoked" || first.silent) return first;
  const second = byGroup(grant, given);
  return { fate: stricter(first.fate, second.fate), silent: false };
}

function byOwner(grant: SimGrant, { ownerId, people, world, tier, silences }: Case & { tier: Tier }): Reckoned {
  const word: Reckoned = { fate: FATES[wordOn(grant.id, 1)], silent: false };
  const owner = people.get(ownerId);
  if (owner?.conduct === "diligent") return word;
  if (tier === "low") return { fate: silences === 0 ? "kept" : "revoked", silent: true };
  // The second time in a row nobody further up is asked.
  if (tier !== "moderate" || silences > 0) return { fate: "suspended", silent: true };
  const above = owner?.managerId ?? world.fallbackId;
  return people.get(above)?.conduct === "diligent" ? word : { fate: "suspended", silent: true };
}

const GROUP_OF = { pay: "payment", delete: "deletion", export: "data_export", read: null, write: null } as const;

/** Those who had a hand in the agent or the grant are no reviewers here: the world is made so, and the rule is not needed. */
function byGroup(grant: SimGrant, { people }: Case): Reckoned {
  const group = GROUP_OF[grant.action];
  const asked = [...people.values()].filter((one) => (group ? one.groups.includes(group) : one.compliance));
  return asked.some(({ conduct, leaves }) => conduct === "diligent" && !leaves)
    ? { fate: FATES[wordOn(grant.id, 2)], silent: false }
    : { fate: "suspended", silent: true };
}

/** How often each fate occurs. */
export function countFates(fates: Iterable<Fate>): Partial<Record<Fate, number>> {
  const counts: Partial<Record<Fate, number>> = {};
  for (const fate of fates) counts[fate] = (counts[fate] ?? 0) + 1;
  return counts;
}

/** The organisation one quarter later: who left is gone, what was handed on stays there, what came late is there from the start. */
export function nextQuarter(world: World, fates: ReadonlyMap<string, Reckoned>): World {
  const people = new Map(world.people.map((one) => [one.id, one]));
  const stands = ({ id }: SimGrant) => ["kept", "excluded", "outside"].includes(fates.get(id)?.fate ?? "");
  const agents = world.agents.map((agent): SimAgent => {
    const grants = [...agent.grants, ...(agent.late ? [agent.late] : [])].filter(stands);
    const owner = { ownerId: ownerAfter(agent, people), movesTo: null };
    const calm = grants.map((grant) => ({ ...grant, revokedMeanwhile: false }));
    return { ...agent, ...owner, tier: agent.risesTo ?? agent.tier, risesTo: null, grants: calm, late: null };
  });
  return { ...world, people: world.people.filter(({ leaves }) => !leaves), agents };
}
