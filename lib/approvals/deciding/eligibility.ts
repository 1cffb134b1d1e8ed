import type { Role, RoleGrant } from "@/lib/context";
import type { Bar, Capacity, Group, Rung } from "../terms";

/** Who may decide a request, and why not (A4). Pure: asked at the click, for the page, and again at the use. */

export interface PersonFacts {
  id: string;
  name: string;
  active: boolean;
  managerId: string | null;
  grants: readonly RoleGrant[];
}

/** Of the organisation, as it is now: one object for many requests. */
export interface ReviewerFacts {
  /** Everybody who could come into it: who is not among them has no seat at any rung. */
  people: ReadonlyMap<string, PersonFacts>;
  /** Ids of the members of each group, whatever became of them since. */
  members: ReadonlyMap<Group, readonly string[]>;
  /** Who is away now, and whom they named to decide in their place. */
  away: ReadonlyMap<string, string | null>;
  breakGlass: ReadonlySet<string>;
}

/** Of one request: what is asked, and whom separation of duties keeps out, by id and for good. */
export interface RequestFacts {
  groups: readonly Group[];
  quorum: number;
  tier: string;
  rung: Rung;
  /** The agent's team now. */
  teamId: string | null;
  callerId: string;
  actingId: string | null;
  /** People on the delegation chain: whoever answers for an agent that handed the work on. */
  chainIds: readonly string[];
  /** Owner, deputy and sponsor of the agent now. */
  ownerIds: readonly string[];
  /** Whoever was one of them since the last certification of the agent, or ever when it has none. */
  formerOwnerIds: readonly string[];
  /** Whoever wrote, proposed or published the policies that asked. */
  editorIds: readonly string[];
}

export interface EligibilityFacts {
  reviewers: ReviewerFacts;
  request: RequestFacts;
}

/** `capacity` null exactly when `bar` is not. `groups`: those that the person's word counts for. */
export interface Standing {
  bar: Bar | null;
  capacity: Capacity | null;
  groups: Group[];
  /** Whom a delegate stands in for. */
  forPersonId: string | null;
}

const RUNG_ORDER: Record<Rung, number> = { group: 0, manager: 1, governance: 2 };

/**
 * Whether and as what this person may decide the request now. A bar of separation of duties holds in every capacity, and is the
 * person's own: a delegate neither inherits nor lifts one. No role decides by itself, least of all the administrator's.
 * @param breakGlass the person asks to break the glass: then membership there counts, and nothing else
 */
export function barOf(facts: EligibilityFacts, personId: string, breakGlass = false): Standing {
  const person = facts.reviewers.people.get(personId);
  if (person && !person.active) return barred("inactive");
  const duty = dutyBar(facts.request, personId);
  if (duty) return barred(duty);
  if (breakGlass) {
    const member = facts.reviewers.breakGlass.has(personId);
    return member ? seated("break_glass", [...facts.request.groups]) : barred("not_break_glass");
  }
  return person ? seatOf(facts, person) : barred("no_group");
}

/** Why separation of duties keeps this person out, whoever they are otherwise. Null: it does not. */
export function dutyBar(request: RequestFacts, personId: string): Bar | null {
  if (request.callerId === personId) return "requester";
  if (request.actingId === personId) return "acting_human";
  if (request.chainIds.includes(personId)) return "on_chain";
  if (request.ownerIds.includes(personId)) return "owner";
  if (request.formerOwnerIds.includes(personId)) return "former_owner";
  if (request.editorIds.includes(personId)) return "policy_editor";
  return null;
}

/** From the usual capacity to the rare; the groups of all that the person has count. */
function seatOf({ reviewers, request }: EligibilityFacts, person: PersonFacts): Standing {
  const seats = seatsIn(reviewers);
  const climbed = (rung: Rung) => RUNG_ORDER[request.rung] >= RUNG_ORDER[rung];
  const within = (fits: (members: GroupSeats) => boolean) =>
    request.groups.filter((group) => {
      const members = seats.groups.get(group);
      return members !== undefined && fits(members);
    });
  const reviews = holds(person, "reviewer", request.teamId);
  const absent = reviews ? absentFor(reviewers, seats, { personId: person.id, teamId: request.teamId }) : [];
  const own = within(({ members }) => members.has(person.id));
  const ways: [Capacity, Group[]][] = [
    ["member", reviews ? own : []],
    ["delegate", absent.length ? within(({ members }) => absent.some((id) => members.has(id))) : []],
    ["manager", climbed("manager") ? within(({ managers }) => managers.has(person.id)) : []],
    ["governance", climbed("governance") && holds(person, "compliance", request.teamId) ? [...request.groups] : []],
  ];
  const [first] = ways.find(([, groups]) => groups.length > 0) ?? [];
  if (!first) return barred(own.length > 0 ? "lost_role" : "no_group");
  const counted = new Set(ways.flatMap(([, groups]) => groups));
  const groups = request.groups.filter((group) => counted.has(group));
  const asked = absent.find((id) => within(({ members }) => members.has(id)).length > 0) ?? null;
  return { ...seated(first, groups), forPersonId: first === "delegate" ? asked : null };
}

/** Who is away now, named this person, and still could decide themselves. The delegate of a delegate is nobody. */
function absentFor(
  { people }: ReviewerFacts,
  seats: Seats,
  { personId, teamId }: { personId: string; teamId: string | null },
): string[] {
  return (seats.absent.get(personId) ?? []).filter((id) => {
    const member = people.get(id);
    return member?.active === true && holds(member, "reviewer", teamId);
  });
}

interface GroupSeats {
  members: ReadonlySet<string>;
  managers: ReadonlySet<string>;
}

interface Seats {
  groups: ReadonlyMap<Group, GroupSeats>;
  /** Of a delegate: who named them. */
  absent: ReadonlyMap<string, readonly string[]>;
  /** Whoever holds compliance anywhere. */
  governing: readonly string[];
}

// Made once of facts that many requests share: a queue of hundreds asks about hundreds of people.
const made = new WeakMap<ReviewerFacts, Seats>();

function seatsIn(reviewers: ReviewerFacts): Seats {
  const known = made.get(reviewers);
  if (known) return known;
  const { people, members, away } = reviewers;
  const groups = new Map<Group, GroupSeats>();
  for (const [group, ids] of members) {
    const managers = ids.flatMap((id) => people.get(id)?.managerId ?? []);
    groups.set(group, { members: new Set(ids), managers: new Set(managers) });
  }
  const absent = new Map<string, string[]>();
  for (const [id, delegate] of away) if (delegate) absent.set(delegate, [...(absent.get(delegate) ?? []), id]);
  const governs = ({ grants }: PersonFacts) => grants.some(({ role }) => role === "compliance");
  const governing = [...people.values()].filter(governs).map(({ id }) => id);
  const seats = { groups, absent, governing };
  made.set(reviewers, seats);
  return seats;
}

function holds(person: PersonFacts, role: Role, teamId: string | null): boolean {
  return person.grants.some((grant) => grant.role === role && (grant.teamId === null || grant.teamId === teamId));
}

const barred = (bar: Bar): Standing => ({ bar, capacity: null, groups: [], forPersonId: null });
const seated = (capacity: Capacity, groups: Group[]): Standing => ({ bar: null, capacity, groups, forPersonId: null });

/** Everybody who may decide it at this rung, by name. */
export function reviewersOf(facts: EligibilityFacts, rung: Rung = facts.request.rung): { id: string; name: string }[] {
  return [...seatsAt(facts, rung)]
    .map(({ personId: id }) => ({ id, name: facts.reviewers.people.get(id)?.name ?? id }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1));
}

/** Nobody at all may decide it, not even at the last rung: said at once, not when the time is over. */
export function isNobody(facts: EligibilityFacts): boolean {
  return seatsAt(facts, "governance").next().done === true;
}

/**
 * Whether those who may decide at this rung, and are here, are enough for the quorum and for every asked group. Who is away still
 * may; nobody should wait for them.
 */
export function canReach(facts: EligibilityFacts, rung: Rung = facts.request.rung): boolean {
  const here = [...seatsAt(facts, rung)].filter(({ personId }) => !facts.reviewers.away.has(personId));
  return isEnough(facts.request, here);
}

/** The seats of everybody who may decide it at this rung, one by one: who only asks whether there is one stops there. */
function* seatsAt({ reviewers, request }: EligibilityFacts, rung: Rung): Generator<Seat, undefined> {
  const at = { reviewers, request: { ...request, rung } };
  const { groups, governing } = seatsIn(reviewers);
  const asked = request.groups.flatMap((group) => groups.get(group) ?? []);
  const members = asked.flatMap((group) => [...group.members]);
  const others = members.flatMap((id) => reviewers.away.get(id) ?? []);
  const managers = rung === "group" ? [] : asked.flatMap((group) => [...group.managers]);
  const candidates = new Set([...members, ...others, ...managers, ...(rung === "governance" ? governing : [])]);
  for (const personId of candidates) {
    if (!reviewers.people.has(personId)) continue;
    const standing = barOf(at, personId);
    if (standing.bar === null) yield { personId, standing };
  }
}

/** Whether an approving vote is signed with a passkey (A8). */
export function needsPasskey(tier: string): boolean {
  return tier === "high" || tier === "critical";
}

/** How many distinct people have to approve: two at least for an agent of tier critical, whatever the policy says. */
export function quorumOf({ quorum, tier }: Pick<RequestFacts, "quorum" | "tier">): number {
  return Math.max(quorum, tier === "critical" ? 2 : 1);
}

/** One approving voter, as they stand now. */
export interface Seat {
  personId: string;
  standing: Standing;
}

/**
 * Whether these people together are an approval: the quorum of distinct people, and for each asked group somebody who counts for
 * it. Who stands in for somebody shares that one seat with them. Breaking the glass needs nobody beside it.
 */
export function isEnough(request: RequestFacts, seats: readonly Seat[]): boolean {
  const counting = seats.filter(({ standing }) => standing.bar === null);
  if (counting.some(({ standing }) => standing.capacity === "break_glass")) return true;
  const taken = new Set(counting.map(({ personId, standing }) => standing.forPersonId ?? personId));
  const covered = new Set(counting.flatMap(({ standing }) => standing.groups));
  return taken.size >= quorumOf(request) && request.groups.every((group) => covered.has(group));
}
