import type { PrivilegeClass, Tier } from "@/lib/risk/terms";
import type { ItemKind, Stage } from "../campaigns/terms";

/** Who is to be asked, reckoned from the words of the rule alone (C3): what the database finds must be the same. */

export interface SeatPerson {
  id: string;
  active: boolean;
  managerId: string | null;
  roles: readonly { role: "reviewer" | "compliance"; teamId: string | null }[];
  groups: readonly PrivilegeClass[];
}

export interface SeatAgent {
  id: string;
  teamId: string | null;
  tier: Tier;
  ownerId: string | null;
  deputyId: string | null;
  sponsorId: string | null;
  creatorId: string | null;
  privileges: readonly PrivilegeClass[];
  /** Everybody who was owner, deputy or sponsor; `until` null: still is. */
  answered: readonly { personId: string; until: number | null }[];
}

export interface SeatSubject {
  kind: ItemKind;
  actions: readonly string[];
  requestedById: string | null;
  approvedById: string | null;
  certifiedAt: number | null;
}

export interface SeatQuestion {
  people: ReadonlyMap<string, SeatPerson>;
  agent: SeatAgent;
  subject: SeatSubject;
  stage: Pick<Stage, "reviewer" | "personId">;
  /** The stage that counts is the last. */
  isLast: boolean;
  fallbackId: string | null;
}

/** The seat: a person, "group:<class>", "compliance", or "" for nobody. */
export function reckonSeat(asked: SeatQuestion): string {
  const { stage, agent, people } = asked;
  const barred = whoIsBarred(asked);
  const free = (id: string | null): id is string => id !== null && people.get(id)?.active === true && !barred.has(id);
  if (stage.reviewer === "compliance") {
    if (voters(asked, null).some((id) => !barred.has(id))) return "compliance";
  }
  if (stage.reviewer === "group") {
    const group = classOf(asked);
    if (voters(asked, group).some((id) => !barred.has(id))) return group ? `group:${group}` : "compliance";
  }
  for (const id of inTurn(asked)) if (free(id)) return id;
  if (free(asked.fallbackId)) return asked.fallbackId;
  // Where the fallback is there and only separation of duties keeps them out, compliance looks at it.
  const isThere = asked.fallbackId !== null && people.get(asked.fallbackId)?.active === true;
  const team = { ...asked, agent };
  return isThere && voters(team, null).some((id) => !barred.has(id)) ? "compliance" : "";
}

/** Whoever comes before the fallback, in this order. */
function inTurn({ stage, agent, people }: SeatQuestion): (string | null)[] {
  const above = (id: string | null) => managersAbove(people, id);
  switch (stage.reviewer) {
    case "owner":
      return [agent.ownerId, agent.deputyId, agent.sponsorId, ...above(agent.ownerId)];
    case "sponsor":
      return [agent.sponsorId, ...above(agent.ownerId)];
    case "manager":
      return [...above(agent.ownerId), agent.sponsorId];
    case "person":
      return [stage.personId, ...above(stage.personId)];
    default:
      return [];
  }
}

function managersAbove(people: ReadonlyMap<string, SeatPerson>, id: string | null): string[] {
  const above: string[] = [];
  let at = id === null ? null : (people.get(id)?.managerId ?? null);
  while (at !== null && at !== id && !above.includes(at)) {
    above.push(at);
    at = people.get(at)?.managerId ?? null;
  }
  return above;
}

/** For the stage that counts, of tier high and above: whoever answers or answered for the agent, made it, or had a hand in the grant. */
function whoIsBarred({ agent, subject, isLast }: SeatQuestion): Set<string | null> {
  if (!isLast || !["high", "critical"].includes(agent.tier)) return new Set();
  const since = subject.certifiedAt;
  const former = agent.answered.filter(({ until }) => until === null || since === null || until > since);
  const hands = subject.kind === "entitlement" ? [subject.requestedById, subject.approvedById] : [];
  return new Set([
    ...[agent.ownerId, agent.deputyId, agent.sponsorId, agent.creatorId, ...hands],
    ...former.map(({ personId }) => personId),
  ]);
}

/** Null: compliance. */
function voters({ people, agent }: SeatQuestion, group: PrivilegeClass | null): string[] {
  const role = group === null ? "compliance" : "reviewer";
  return [...people.values()]
    .filter(({ active }) => active)
    .filter(({ groups }) => group === null || groups.includes(group))
    .filter(({ roles }) =>
      roles.some((held) => held.role === role && (held.teamId === null || held.teamId === agent.teamId)),
    )
    .map(({ id }) => id);
}

function classOf({ subject, agent }: SeatQuestion): PrivilegeClass | null {
  const usual = agent.privileges[0] ?? null;
  if (subject.kind !== "entitlement") return usual;
  const permits = (action: string) => subject.actions.includes(action);
  if (permits("administer")) {
    const infrastructure = agent.privileges.includes("infrastructure_change");
    return infrastructure && !agent.privileges.includes("permission_change")
      ? "infrastructure_change"
      : "permission_change";
  }
  if (permits("pay")) return "payment";
  if (permits("delete")) return "deletion";
  if (permits("execute")) return "infrastructure_change";
  if (permits("export")) return "data_export";
  if (permits("communicate")) return "external_communication";
  return usual;
}
