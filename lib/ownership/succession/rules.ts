import { isHighTier } from "@/lib/agents/rules";
import type { AgentStatus, Tier } from "@/lib/agents/schema";

/** A place from which somebody answers for an agent. The deputy is a second owner, first in line. */
export type Seat = "owner" | "deputy" | "sponsor";

/** Who sits where; null is an empty seat. */
type Seats = Record<Seat, string | null>;

/** A person as far as succession goes. */
export interface Standing {
  active: boolean;
  managerId: string | null;
}

/**
 * By which way a seat was filled: by whoever sat as deputy or sponsor, by a manager, or not at all. `queue`: nobody follows and
 * the governance queue names somebody. `vacated`: a seat that may stay empty, because its holder left it or moved up.
 */
export type Way = "deputy" | "sponsor" | "manager" | "queue" | "vacated";

export interface SeatMove {
  role: Seat;
  formerId: string | null;
  successorId: string | null;
  way: Way;
}

export interface Succession {
  seats: Seats;
  /** Since when the governance queue has to name somebody; null while nobody is missing. */
  governanceSince: Date | null;
  /** At most one for each seat; empty when the leaver sat nowhere. */
  moves: SeatMove[];
}

/** What succession looks at. */
export interface Seated extends Seats {
  status: AgentStatus;
  tier: Tier | null;
  governanceSince: Date | null;
}

/**
 * Who follows when a person leaves (O3). The owner's seat goes to the deputy, else to the sponsor, else to the leaver's
 * manager, else to nobody and the governance queue. Whoever becomes owner leaves the other seat: a sponsor's goes to the
 * sponsor's manager. A leaving sponsor is followed by their manager. Managers who have left are walked past, and nobody is made
 * owner and sponsor of one agent; where a registration needs two people, a second one is looked for before the queue is asked.
 * @param people everybody in a seat, the leaver, and all who stand above them; who is unknown counts as gone
 */
export function succeed(
  agent: Seated,
  leaverId: string,
  { people, now }: { people: ReadonlyMap<string, Standing>; now: Date },
): Succession {
  const here = (id: string | null): id is string => id !== null && id !== leaverId && people.get(id)?.active === true;
  const above = (id: string, taken: readonly (string | null)[]) =>
    firstAbove(id, people, (one) => here(one) && !taken.includes(one));
  const seats: Seats = { owner: agent.owner, deputy: agent.deputy, sponsor: agent.sponsor };
  const moves = new Map<Seat, SeatMove>();
  const put = (role: Seat, successorId: string | null, way: Way) => {
    moves.set(role, { role, formerId: agent[role], successorId, way });
    seats[role] = successorId;
  };
  const fill = (role: Seat, successorId: string | null) => put(role, successorId, successorId ? "manager" : "queue");

  if (seats.owner === leaverId) {
    const heir = heirOf(seats, here, above(leaverId, []));
    put("owner", heir.id, heir.way);
    if (heir.id && seats.deputy === heir.id) put("deputy", null, "vacated");
    if (heir.id && seats.sponsor === heir.id) fill("sponsor", above(heir.id, [heir.id]));
  }
  if (seats.sponsor === leaverId) fill("sponsor", above(leaverId, [seats.owner]));
  if (seats.deputy === leaverId) put("deputy", null, "vacated");

  const answering = () => new Set(Object.values(seats).filter(here));
  const needsTwo = agent.status !== "draft" && isHighTier(agent.tier) && distinct(agent, people) >= 2;
  if (needsTwo && moves.size && here(seats.owner) && answering().size < 2) {
    const second = above(leaverId, [seats.owner]) ?? above(seats.owner, [seats.owner]);
    if (second) fill(here(seats.sponsor) ? "deputy" : "sponsor", second);
  }
  const lacks = !here(seats.owner) || moves.get("sponsor")?.successorId === null || (needsTwo && answering().size < 2);
  const waits = moves.size > 0 && lacks;
  return {
    seats,
    governanceSince: waits ? (agent.governanceSince ?? now) : agent.governanceSince,
    moves: [...moves.values()],
  };
}

function heirOf(
  { deputy, sponsor }: Seats,
  here: (id: string | null) => id is string,
  manager: string | null,
): { id: string | null; way: Way } {
  if (here(deputy)) return { id: deputy, way: "deputy" };
  if (here(sponsor)) return { id: sponsor, way: "sponsor" };
  return manager ? { id: manager, way: "manager" } : { id: null, way: "queue" };
}

/** The nearest person above who will do. Two managers of each other do not make it walk for ever. */
function firstAbove(id: string, people: ReadonlyMap<string, Standing>, willDo: (id: string) => boolean): string | null {
  const passed = new Set([id]);
  let next = people.get(id)?.managerId ?? null;
  while (next !== null && !passed.has(next)) {
    if (willDo(next)) return next;
    passed.add(next);
    next = people.get(next)?.managerId ?? null;
  }
  return null;
}

function distinct(agent: Seats, people: ReadonlyMap<string, Standing>): number {
  const { owner, deputy, sponsor } = agent;
  return new Set([owner, deputy, sponsor].filter((id) => id !== null && people.get(id)?.active)).size;
}

/** The move that one line about the agent tells: the owner's, else the first. */
export function chiefMove(moves: readonly SeatMove[]): SeatMove | null {
  return moves.find(({ role }) => role === "owner") ?? moves.find(({ role }) => role === "sponsor") ?? moves[0] ?? null;
}

/** Whether somebody who was not asked now answers for the agent, or nobody does: then it is told as a succession. */
export function isQueued({ moves, governanceSince }: Succession): boolean {
  return governanceSince !== null && moves.some(({ way }) => way === "queue");
}
