import { recordEvents } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { lostRace } from "../guard";
import type { StoredAgent } from "../store";
import { offerEvent } from "./events";
import { decideOffer, expiryOf, type SeatChange } from "./rules";
import { expireOffers, insertOffers, type NewOffer, openOffers, overtakeOffers } from "./store";
import type { Seat } from "./terms";

/** A seat of an agent, to be offered. */
export interface Offer extends SeatChange {
  toId: string;
  agent: Pick<StoredAgent, "id" | "name" | "environment">;
}

/** What became of each offer of one agent, by agent and seat (`agentId/seat`); absent: it waits now. */
export type OfferRefusals = Map<string, CountersignError>;

export const offerKey = (agentId: string, seat: Seat) => `${agentId}/${seat}`;

/**
 * Offers seats to the people named, in the caller's transaction, with an event each (O2). An offer to somebody who was
 * already asked stays as it is. Callers have made sure that the people named are active.
 */
export async function writeOffers(
  tx: SqlTx,
  ctx: Context,
  offers: readonly Offer[],
  note = "",
): Promise<OfferRefusals> {
  const refusals: OfferRefusals = new Map();
  if (!offers.length) return refusals;
  const agentIds = [...new Set(offers.map(({ agent }) => agent.id))];
  await recordExpired(tx, ctx, agentIds);
  const open = await openOffers(tx, agentIds);
  const made: { row: NewOffer; offer: Offer }[] = [];
  for (const offer of offers) {
    const key = offerKey(offer.agent.id, offer.seat);
    const decision = decideOffer(open.get(key) ?? null, offer.toId);
    if (decision === "already") continue;
    if (decision.allowed) made.push({ offer, row: rowOf(ctx, offer, note) });
    else refusals.set(key, new CountersignError(decision.code, decision.reason));
  }
  const inserted = await insertOffers(
    tx,
    made.map(({ row }) => row),
  );
  for (const { offer, row } of made) {
    if (!inserted.has(row.id)) refusals.set(offerKey(offer.agent.id, offer.seat), lostRace(offer.agent.name));
  }
  const events = made
    .filter(({ row }) => inserted.has(row.id))
    .map(({ offer, row }) => offerEvent(offer.agent, row, "offered", { expiresAt: row.expiresAt.toISOString(), note }));
  await recordEvents(tx, ctx, events);
  return refusals;
}

function rowOf(ctx: Context, { agent, seat, fromId, toId }: Offer, note: string): NewOffer {
  return {
    id: newId("hov", ctx.now),
    agentId: agent.id,
    seat,
    fromId,
    toId,
    note,
    offeredById: ctx.actor.id,
    offeredAt: ctx.now,
    expiresAt: expiryOf(ctx.now),
  };
}

/** Ends the offers of seats that have another holder now; the seat's own event tells why. */
export async function overtake(
  tx: SqlTx,
  ctx: Context,
  changed: readonly { agentId: string; seats: readonly SeatChange[] }[],
): Promise<void> {
  const seats = changed.flatMap(({ agentId, seats }) => seats.map(({ seat }) => ({ agentId, seat })));
  await overtakeOffers(tx, seats, { byId: ctx.actor.id, now: ctx.now });
}

const BATCH = 500;

/** Writes down that offers have expired, of these agents or (null) the next few hundred of all. @returns how many */
export async function recordExpired(tx: SqlTx, ctx: Context, agentIds: readonly string[] | null): Promise<number> {
  const most = agentIds === null ? BATCH : agentIds.length * 3;
  const expired = await expireOffers(tx, agentIds, { now: ctx.now, most });
  const events = expired.map((offer) => {
    const { agentId: id, name } = offer;
    return offerEvent({ id, name, environment: offer.environment }, offer, "expired");
  });
  await recordEvents(tx, ctx, events);
  return expired.length;
}
