import type { Tier } from "@/lib/risk/terms";
import { type Bar, type CampaignState, type ItemDecision, type ItemState, type Mark, OPEN_STATES } from "../terms";
import { deadlineOf } from "./deadline";

/** Whom separation of duties concerns, of one item. */
interface Duties {
  /** Owner, deputy and sponsor of the agent now. */
  ownerIds: readonly string[];
  /** Whoever was one of them since the last certification, or ever when there is none. */
  formerOwnerIds: readonly string[];
  creatorId: string | null;
  /** Who asked for the grant, and who approved it. */
  granterIds: readonly string[];
}

export interface BarFacts {
  campaign: { state: CampaignState; stage: number; stages: number; stageDueAt: Date | null };
  item: { tier: Tier; state: ItemState; stage: number; marks: readonly Mark[]; dueAt: Date | null };
  duties: Duties;
  /** Everybody who is asked now, and those of them who are active. */
  asked: ReadonlySet<string>;
  active: ReadonlySet<string>;
  /** Of a second look: who decided it first. */
  firstLookIds: readonly string[];
  now: Date;
}

/**
 * Why this person may not answer an item now (C3, C5); null when they may. For tier high and critical the stage that counts, the
 * last one, needs somebody who neither answers for the agent nor made it nor had a hand in the grant; before it, and below, the
 * owner's own look is the point.
 * @param decision what they want to say: to revoke is possible also while an item is paused
 */
export function barOf(facts: BarFacts, personId: string, decision?: ItemDecision): Bar | null {
  const { campaign, item, now } = facts;
  if (!facts.active.has(personId)) return "inactive";
  if (!facts.asked.has(personId)) return "not_asked";
  if (campaign.state !== "active" || !OPEN_STATES.concat("conflict").includes(item.state)) return "not_open";
  const paused = item.marks.includes("paused");
  if (item.stage < campaign.stage && !paused) return "not_open";
  const due = deadlineOf(item, campaign);
  if (due && due.getTime() <= now.getTime()) return "late";
  if (item.marks.includes("second_look") && facts.firstLookIds.includes(personId)) return "own_second_look";
  const duty = dutyBar(facts, personId);
  if (duty) return duty;
  return paused && decision !== "revoke" ? "paused" : null;
}

/** Why separation of duties keeps this person out of the stage that counts. Null: it does not, or another stage is asked. */
export function dutyBar(
  {
    campaign,
    item,
    duties,
  }: Pick<BarFacts, "duties"> & { campaign: { stages: number }; item: { tier: Tier; stage: number } },
  personId: string,
): Bar | null {
  const counts = (item.tier === "high" || item.tier === "critical") && item.stage >= campaign.stages;
  if (!counts) return null;
  if (duties.ownerIds.includes(personId)) return "owner";
  if (duties.formerOwnerIds.includes(personId)) return "former_owner";
  if (duties.creatorId === personId) return "creator";
  return duties.granterIds.includes(personId) ? "grant_approver" : null;
}

/** What the page and the refusal say of each bar. */
export const BAR_SENTENCES: Readonly<Record<Bar, string>> = {
  not_asked: "Somebody else is asked about this.",
  inactive: "Your account is deactivated.",
  owner: "You answer for this agent: at its tier somebody else has to decide.",
  former_owner: "You answered for this agent since it was last certified: somebody else has to decide.",
  creator: "You registered this agent: at its tier somebody else has to decide.",
  grant_approver: "You asked for or approved this grant: at its tier somebody else has to decide.",
  late: "The time to decide this is over.",
  not_open: "This is not open for decisions any more.",
  paused: "The agent is stopped, so that this waits until it runs again. It can be revoked at any time.",
  own_second_look: "You decided this before: a second look needs somebody else.",
};
