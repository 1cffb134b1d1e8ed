import type { Ability, Environment, PersonRef, Tier } from "../schema";
import type { HandOverState, Seat } from "./terms";

/** An offer to answer for an agent, as lists show it. Instants are ISO 8601 in UTC. */
export interface HandOverView {
  id: string;
  seat: Seat;
  state: HandOverState;
  /** What whoever offered wrote to the person named: untrusted, to be shown literally. */
  note: string;
  agent: { id: string; name: string; environment: Environment; tier: Tier | null; purpose: string };
  /** Whether the caller may open the agent's page: who is asked may have no other say over it. */
  inSight: boolean;
  /** Who holds the seat until it is accepted; null when nobody does. */
  from: PersonRef | null;
  to: PersonRef;
  /** Null when the product itself asked. */
  offeredBy: PersonRef | null;
  offeredAt: string;
  expiresAt: string;
  decidedAt: string | null;
  /** Why it was declined. */
  reason: string;
  abilities: Record<"accept" | "decline" | "withdraw", Ability>;
}

export interface HandOverList {
  rows: HandOverView[];
  /** Of all that match, not only of this page. */
  total: number;
  /** The id to ask the next page from; null at the end. */
  next: string | null;
}

/** A time in which one person answered for an agent in one seat. */
export interface AccountabilityView {
  seat: Seat;
  person: PersonRef;
  fromAt: string;
  /** Null: still. */
  untilAt: string | null;
  /** Who asked, where the person came to the seat by accepting. */
  askedBy: PersonRef | null;
}

/** One seat of an agent as it is now. */
export interface SeatView {
  seat: Seat;
  person: PersonRef | null;
  since: string | null;
  /** Who is asked and has not answered. */
  pending: HandOverView | null;
  /** Naming anybody but oneself waits until they accept. */
  waits: boolean;
  offer: Ability;
  clear: Ability;
}

export interface AnsweringView {
  seats: SeatView[];
  /** Who answered when, the latest first. */
  periods: AccountabilityView[];
  /** Offers that came to nothing, the latest first. */
  ended: HandOverView[];
}
