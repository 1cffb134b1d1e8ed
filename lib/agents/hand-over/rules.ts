import type { AgentFacts } from "../rules";
import type { AgentStatus } from "../terms";
import { HAND_OVER_DAYS, type HandOverState, SEATS, type Seat } from "./terms";

const DAY_MS = 86_400_000;
const NAMED_AS = { owner: "ownerId", deputy: "deputyId", sponsor: "sponsorId" } as const satisfies Record<Seat, string>;

/** Who answers for an agent, as far as these rules look. */
export type Seats = Pick<AgentFacts, "owner" | "deputy" | "sponsor">;

/** Who is to sit where: an absent seat is not concerned, null leaves it empty. */
export interface NamedSeats {
  ownerId?: string | null | undefined;
  deputyId?: string | null | undefined;
  sponsorId?: string | null | undefined;
}

function namedFor(named: NamedSeats, seat: Seat): string | null | undefined {
  return named[NAMED_AS[seat]];
}

/**
 * Whether naming takes effect at once or waits for the person named (O2). Naming yourself is accepting by doing it; taking
 * somebody away asks nobody. A draft binds nobody but its owner; from registration on every seat does.
 */
export function wayOf(naming: {
  status: AgentStatus;
  seat: Seat;
  personId: string | null;
  actorId: string;
}): "now" | "offer" {
  const { status, seat, personId, actorId } = naming;
  if (personId === null || personId === actorId) return "now";
  return status === "draft" && seat !== "owner" ? "now" : "offer";
}

export interface SeatChange {
  seat: Seat;
  fromId: string | null;
  toId: string | null;
}

/** What naming changes, seat by seat: what is done now, and what is offered. A seat named as it is changes nothing. */
export function divide(
  agent: Seats & { status: AgentStatus },
  named: NamedSeats,
  actorId: string,
): { now: SeatChange[]; offers: (SeatChange & { toId: string })[] } {
  const now: SeatChange[] = [];
  const offers: (SeatChange & { toId: string })[] = [];
  for (const seat of SEATS) {
    const toId = namedFor(named, seat);
    const fromId = agent[seat]?.id ?? null;
    if (toId === undefined || toId === fromId) continue;
    if (toId !== null && wayOf({ status: agent.status, seat, personId: toId, actorId }) === "offer") {
      offers.push({ seat, fromId, toId });
    } else {
      now.push({ seat, fromId, toId });
    }
  }
  return { now, offers };
}

/** The agent with these seats taken. A deputy who becomes the owner leaves the deputy's seat: nobody stands in for themselves. */
export function seated<A extends Seats & { governanceSince: Date | null }>(
  agent: A,
  changes: readonly SeatChange[],
): A {
  const after = { ...agent };
  for (const { seat, toId } of changes) after[seat] = toId === null ? null : { id: toId, active: true };
  if (after.owner && after.deputy?.id === after.owner.id) after.deputy = null;
  // Out of the governance queue only once both whom every agent needs are there (O3).
  if (after.owner?.active && after.sponsor?.active) after.governanceSince = null;
  return after;
}

/** The seats whose holder differs. */
export function changedSeats(before: Seats, after: Seats): SeatChange[] {
  return SEATS.map((seat) => ({ seat, fromId: before[seat]?.id ?? null, toId: after[seat]?.id ?? null })).filter(
    ({ fromId, toId }) => fromId !== toId,
  );
}

/** The sentence against naming one person as owner and deputy; null when there is none. */
export function faultOfNaming(agent: Seats, named: NamedSeats): string | null {
  const of = (seat: "owner" | "deputy") => namedFor(named, seat) ?? agent[seat]?.id ?? null;
  if (!named.deputyId || named.deputyId !== of("owner")) return null;
  return "The deputy stands in for the owner: name somebody else.";
}

/** An offer as the rules see it. */
export interface OfferFacts {
  seat: Seat;
  fromId: string | null;
  toId: string;
  offeredById: string;
  state: HandOverState;
  expiresAt: Date;
}

export function expiryOf(offeredAt: Date): Date {
  return new Date(offeredAt.getTime() + HAND_OVER_DAYS * DAY_MS);
}

/** The state as it is by now: an offer past its time is expired, whether or not somebody has written that down. */
export function stateAt(offer: Pick<OfferFacts, "state" | "expiresAt">, now: Date): HandOverState {
  return offer.state === "pending" && offer.expiresAt <= now ? "expired" : offer.state;
}

export type HandOverDecision = { allowed: true } | { allowed: false; code: "conflict" | "forbidden"; reason: string };

const YES: HandOverDecision = { allowed: true };
const no = (code: "conflict" | "forbidden", reason: string): HandOverDecision => ({ allowed: false, code, reason });

/** Whether a seat can be offered while `open` waits for it: again to the same person is `already`, to another is not. */
export function decideOffer(open: OfferFacts | null, toId: string): HandOverDecision | "already" {
  if (!open) return YES;
  if (open.toId === toId) return "already";
  return no(
    "conflict",
    `Somebody else was already asked to be its ${open.seat} and has not answered: withdraw that offer first.`,
  );
}

const OVER: Record<Exclude<HandOverState, "pending">, string> = {
  accepted: "This offer was already accepted.",
  declined: "This offer was already declined.",
  withdrawn: "This offer was withdrawn: there is nothing left to answer.",
  expired: "This offer has expired. Whoever made it can make it again.",
  overtaken: "This offer was overtaken: somebody else answers by now.",
};

/**
 * Whether `actor` may accept or decline now (O2): the person named and nobody else, while the offer stands. Accepting asks
 * once more for what may have changed since: the agent is not gone, and the seat is held by whom it was offered in place of.
 */
export function decideAnswer(
  offer: OfferFacts,
  agent: Seats & { status: AgentStatus },
  asked: { answer: "accept" | "decline"; actorId: string; active: boolean; now: Date },
): HandOverDecision {
  if (offer.toId !== asked.actorId) return no("forbidden", "Only the person who was asked can answer.");
  if (!asked.active) return no("forbidden", "An account that is not active answers for nothing.");
  const state = stateAt(offer, asked.now);
  if (state !== "pending") return no("conflict", OVER[state]);
  if (asked.answer === "decline") return YES;
  if (agent.status === "decommissioned") {
    return no("conflict", "The agent was decommissioned meanwhile: there is nothing left to answer for.");
  }
  if ((agent[offer.seat]?.id ?? null) !== offer.fromId) return no("conflict", OVER.overtaken);
  if (offer.seat === "deputy" && agent.owner?.id === offer.toId) {
    return no("conflict", "You are its owner by now: the deputy stands in for the owner.");
  }
  return YES;
}

/** Whether an offer may be taken back: by who made it, or by whom `overseer` says has the say over the agent. */
export function decideWithdraw(
  offer: OfferFacts,
  asked: { actorId: string; overseer: boolean; now: Date },
): HandOverDecision {
  if (offer.offeredById !== asked.actorId && !asked.overseer) {
    return no("forbidden", "Only who made the offer, or compliance, can withdraw it.");
  }
  const state = stateAt(offer, asked.now);
  return state === "pending" ? YES : no("conflict", OVER[state]);
}
