import type { GroupState } from "./views";

/** What is wrong with a group, as a sentence; null: there is somebody to ask. */
export function warningOf(group: GroupState, now: Date): string | null {
  const active = group.members.filter((member) => member.active);
  if (active.length === 0) return "Nobody is in it: what is asked of it goes to governance, or expires.";
  const reachable = active.filter((member) => !isAway(member, now) || member.delegate);
  if (reachable.length === 0) return "Everybody in it is away and nobody stands in: requests wait for the escalation.";
  if (group.captive.length > 0) {
    const [first] = group.captive;
    const others = group.captive.length - 1;
    const whom = others ? `${first?.name} and ${others} more` : first?.name;
    return `Only people who answer for ${whom} are in it: none of them may decide about it.`;
  }
  if (active.length === 1) return "One person alone: nobody is left when that person asks, is away or owns the agent.";
  return null;
}

function isAway(member: { awayUntil: Date | null }, now: Date): boolean {
  return member.awayUntil !== null && member.awayUntil > now;
}
