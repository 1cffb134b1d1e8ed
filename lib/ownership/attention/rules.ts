import type { Ability, AgentStatus, Tier } from "@/lib/agents/schema";
import { TIER_LABELS } from "@/lib/agents/terms";
import type { AttentionAction, AttentionView, MissingSeat } from "./terms";

const DAY_MS = 86_400_000;

interface Holder {
  name: string;
  active: boolean;
}

/** What the sentences and the buttons rest on. */
export interface AttentionFacts {
  status: AgentStatus;
  tier: Tier | null;
  owner: Holder | null;
  deputy: Holder | null;
  sponsor: Holder | null;
  governanceSince: Date | null;
  lastUsedAt: Date | null;
  statusChangedAt: Date;
  reviewedAt: Date | null;
  pending: { seat: string; from: string | null; to: string; offeredBy: string } | null;
  /** For `received`: who was followed, and as what. */
  received: { role: string; from: string } | null;
}

function daysBetween(from: Date, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - from.getTime()) / DAY_MS));
}

const days = (count: number) => (count === 1 ? "1 day" : `${count} days`);

/** The seat that a claim or a naming fills first. */
export function missingSeat({ owner, sponsor }: Pick<AttentionFacts, "owner" | "sponsor">): MissingSeat {
  if (!owner?.active) return "owner";
  return sponsor?.active ? null : "sponsor";
}

/**
 * Why an agent is listed, in a sentence for people (O3, O4).
 * @param reviewDays how long a confirmation holds for its tier
 */
export function whyOf(
  view: AttentionView,
  facts: AttentionFacts,
  { now, reviewDays }: { now: Date; reviewDays: number },
): string {
  switch (view) {
    case "queue":
      return `${lackOf(facts)} Somebody has to be named.`;
    case "orphans":
      return lackOf(facts);
    case "dormant":
      return facts.lastUsedAt
        ? `Active, and not used for ${days(daysBetween(facts.lastUsedAt, now))}.`
        : `Active for ${days(daysBetween(facts.statusChangedAt, now))}, and no use of it is known.`;
    case "stale": {
      const every = `tier ${facts.tier ? TIER_LABELS[facts.tier].toLowerCase() : "unknown"} asks for it every ${days(reviewDays)}`;
      return facts.reviewedAt
        ? `Its record was last confirmed ${days(daysBetween(facts.reviewedAt, now))} ago; ${every}.`
        : `Nobody has confirmed its record yet; ${every}.`;
    }
    case "received":
      return facts.received
        ? `You follow ${facts.received.from} as its ${facts.received.role}, who left.`
        : "You follow somebody who left.";
    case "handovers":
      return facts.pending ? offered(facts.pending) : "";
  }
}

function offered({ seat, from, to, offeredBy }: NonNullable<AttentionFacts["pending"]>): string {
  const after = from ? ` after ${from}` : "";
  return `${offeredBy} asked ${to} to be its ${seat}${after}; ${to} has not answered.`;
}

function lackOf({ owner, sponsor, deputy, governanceSince }: AttentionFacts): string {
  if (owner && !owner.active) return `Its owner, ${owner.name}, has left.`;
  if (!owner) return sponsor?.active ? "Nobody owns it." : "Nobody owns it, and nobody sponsors it.";
  if (!sponsor?.active) return sponsor ? `Its sponsor, ${sponsor.name}, has left.` : "It has no business sponsor.";
  return governanceSince && !deputy?.active ? "It needs a second accountable person." : "It waits for a decision.";
}

/** What permission says of each action that needs one; null means permitted, else the sentence of refusal. */
export interface Refusals {
  manage: string | null;
  assign: string | null;
  suspend: string | null;
  decommission: string | null;
  confirm: string | null;
}

const yes: Ability = { allowed: true };
const no = (reason: string): Ability => ({ allowed: false, reason });

/** What may be done about a row, as values for its buttons: the same conditions that the verbs enforce. */
export function abilitiesOf(facts: AttentionFacts, refusals: Refusals): Record<AttentionAction, Ability> {
  const gone = facts.status === "decommissioned" ? "A decommissioned agent is kept as it was." : null;
  const ability = (...reasons: (string | null)[]): Ability => {
    const reason = [...reasons, gone].find((one) => one !== null);
    return reason ? no(reason) : yes;
  };
  const missing = missingSeat(facts);
  const held = missing ? null : "Its owner and its sponsor are here.";
  return {
    claim: ability(refusals.manage, refusals.assign, held),
    name: ability(refusals.assign, held, facts.pending ? `${facts.pending.to} was asked and has not answered.` : null),
    queue: ability(refusals.manage, held, facts.governanceSince ? "It is in the queue already." : null),
    suspend: ability(refusals.suspend, facts.status === "active" ? null : "Only an active agent can be suspended."),
    decommission: ability(refusals.decommission),
    ask: ability(refusals.manage, decideAsk(facts)),
    confirm: ability(refusals.confirm, facts.status === "draft" ? "A draft is confirmed by registering it." : null),
    keep: yes,
  };
}

/** The sentence against asking the owner; null when somebody is there to answer. */
export function decideAsk({ owner, deputy }: Pick<AttentionFacts, "owner" | "deputy">): string | null {
  return owner?.active || deputy?.active ? null : "Nobody is there to ask: name an owner first.";
}

/** Whether the queue may be asked: somebody active is missing and the queue does not know yet. */
export function decideQueue(
  facts: Pick<AttentionFacts, "status" | "owner" | "sponsor" | "governanceSince">,
): { allowed: true } | { allowed: false; reason: string } {
  if (facts.status === "decommissioned") return { allowed: false, reason: "A decommissioned agent is kept as it was." };
  if (facts.governanceSince) return { allowed: false, reason: "It is in the governance queue already." };
  return missingSeat(facts) ? { allowed: true } : { allowed: false, reason: "Its owner and its sponsor are here." };
}
