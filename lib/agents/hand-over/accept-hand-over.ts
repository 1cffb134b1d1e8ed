import { requirePermission } from "@/lib/access";
import { recordEvents } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { CountersignError, isCountersignError, notFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { changeEach } from "../change-each";
import { lostRace, refusingOnRecord } from "../guard";
import { activePeople, type StoredAgent } from "../store";
import type { BulkOutcome } from "../views";
import { type Asked, askedFor } from "./answer";
import { offerEvent, seatEvents } from "./events";
import { overtake } from "./offer";
import { changedSeats, decideAnswer, seated } from "./rules";
import {
  type AcceptHandOverInput,
  type AcceptHandOversInput,
  acceptHandOverSchema,
  acceptHandOversSchema,
} from "./schema";
import { closeOffers, waitingFor } from "./store";

/** Rows of one transaction, as for other bulk actions. */
const CHUNK = 500;

interface Answered {
  id: string;
  agentId: string;
  name: string;
  refusal: CountersignError | null;
}

/**
 * Takes a seat that was offered to the caller (O2). Everything is asked again at this moment: the offer still stands, the seat
 * is held by whom it was offered in place of, the agent is not gone, and the registration keeps what it rests on.
 * @throws CountersignError `forbidden` for anybody but the person named, `conflict` when it is too late, `unmet` when a gate would be lost
 */
export async function acceptHandOver(ctx: Context, input: AcceptHandOverInput): Promise<{ agentId: string }> {
  const { id } = parseInput(acceptHandOverSchema, input);
  return refusingOnRecord(ctx, { verb: "handOvers.answer" }, () =>
    inSqlTransaction(async (tx) => {
      requirePermission(ctx, "handOvers.answer");
      const [answered] = await acceptAll(tx, ctx, [id]);
      if (!answered || answered.refusal) throw answered?.refusal ?? notFound("offer");
      return { agentId: answered.agentId };
    }),
  );
}

/** The same for several, or for all that wait for the caller: each is decided by itself and says what became of it. */
export async function acceptHandOvers(ctx: Context, input: AcceptHandOversInput): Promise<BulkOutcome> {
  const { ids: named } = parseInput(acceptHandOversSchema, input);
  requirePermission(ctx, "handOvers.answer");
  const ids = named ? [...new Set(named)] : await inSqlTransaction((tx) => waitingFor(tx, ctx.actor.id, ctx.now));
  const answered: Answered[] = [];
  for (let from = 0; from < ids.length; from += CHUNK) {
    const chunk = ids.slice(from, from + CHUNK).sort();
    answered.push(...(await inSqlTransaction((tx) => acceptAll(tx, ctx, chunk)).catch(notReached(chunk))));
  }
  const refused = answered.filter(({ refusal }) => refusal).length;
  const rows = answered.map(({ id, name, refusal }) => {
    const outcome = refusal ? ("refused" as const) : ("done" as const);
    return { id, name, outcome, reason: refusal?.message ?? "" };
  });
  return { done: answered.length - refused, refused, waiting: 0, rows };
}

/** A chunk that lost a race was rolled back: its rows say so, and what was accepted before it stays. */
const notReached =
  (chunk: readonly string[]) =>
  (error: unknown): Answered[] => {
    if (!isCountersignError(error)) throw error;
    return chunk.map((id) => ({ id, agentId: "", name: "", refusal: error }));
  };

/**
 * One agent may be offered in two seats at once: those are taken one after the other, for each changes what the next finds.
 * Locks in the order of every change of who answers: people, agents, offers.
 */
async function acceptAll(tx: SqlTx, ctx: Context, ids: readonly string[]): Promise<Answered[]> {
  const active = (await activePeople(tx, [ctx.actor.id])).has(ctx.actor.id);
  const answered: Answered[] = [];
  let rest = [...ids];
  while (rest.length) {
    const asked = await askedFor(tx, ctx, rest);
    const agents = new Set<string>();
    const turn = rest.filter((id) => {
      const agentId = asked.get(id)?.agent.id ?? id;
      return !agents.has(agentId) && agents.add(agentId);
    });
    answered.push(...(await acceptTurn(tx, ctx, { turn, asked, active })));
    const taken = new Set(turn);
    rest = rest.filter((id) => !taken.has(id));
  }
  return answered;
}

async function acceptTurn(
  tx: SqlTx,
  ctx: Context,
  { turn, asked, active }: { turn: readonly string[]; asked: ReadonlyMap<string, Asked>; active: boolean },
): Promise<Answered[]> {
  const willing: Asked[] = [];
  const answered = turn.map((id): Answered => {
    const found = asked.get(id);
    if (!found) return { id, agentId: "", name: "", refusal: notFound("offer") };
    const { offer, agent } = found;
    const decision = decideAnswer(offer, agent, { answer: "accept", actorId: ctx.actor.id, active, now: ctx.now });
    if (decision.allowed) willing.push(found);
    const refusal = decision.allowed ? null : new CountersignError(decision.code, decision.reason);
    return { id, agentId: agent.id, name: agent.name, refusal };
  });
  const refused = await take(tx, ctx, willing);
  return answered.map((one) => ({ ...one, refusal: one.refusal ?? refused.get(one.agentId) ?? null }));
}

/** Seats the caller. @returns the refusals by agent */
async function take(tx: SqlTx, ctx: Context, willing: readonly Asked[]): Promise<Map<string, CountersignError>> {
  const changes = willing.map(({ offer, agent }) => ({ before: agent, after: withSeat(ctx, agent, offer) }));
  const { written, refused } = await changeEach(tx, ctx, changes, "people");
  const done = new Set(written.map(({ agent }) => agent.id));
  const took = willing.filter(({ agent }) => done.has(agent.id));
  const closing = { state: "accepted", byId: ctx.actor.id, now: ctx.now } as const;
  const closed = await closeOffers(
    tx,
    took.map(({ offer }) => offer.id),
    closing,
  );
  // Answered or withdrawn between our look and our write: nothing of this transaction may stay, or the seat would be taken unasked.
  const late = took.find(({ offer }) => !closed.has(offer.id));
  if (late) throw lostRace(late.agent.name);
  const seats = took.map(({ offer, agent }) => ({
    agent,
    offer,
    changes: changedSeats(agent, withSeat(ctx, agent, offer)),
  }));
  await overtake(
    tx,
    ctx,
    seats.map(({ agent, changes }) => ({ agentId: agent.id, seats: changes })),
  );
  const events = seats.flatMap(({ agent, offer, changes }) => [
    offerEvent(agent, offer, "accepted"),
    ...seatEvents(agent, changes),
  ]);
  await recordEvents(tx, ctx, events);
  return refused;
}

function withSeat(ctx: Context, agent: StoredAgent, { seat, fromId, toId }: Asked["offer"]): StoredAgent {
  const after = seated(agent, [{ seat, fromId, toId }]);
  return { ...after, ownerAsked: false, updatedById: ctx.actor.id, updatedFields: [seat] };
}
