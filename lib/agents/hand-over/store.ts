import type { SqlTx } from "@/lib/db";
import type { Environment } from "../terms";
import type { OfferFacts } from "./rules";
import type { Seat } from "./terms";

/** An offer as it is stored. */
export interface StoredOffer extends OfferFacts {
  id: string;
  agentId: string;
}

const OFFER = `h.id, h.agent_id as "agentId", h.role as seat, h.from_person_id as "fromId", h.to_person_id as "toId",
  h.offered_by_id as "offeredById", h.state, h.expires_at as "expiresAt"`;

export async function findOffers(tx: SqlTx, ids: readonly string[]): Promise<StoredOffer[]> {
  const { rows } = await tx.query<StoredOffer>(`select ${OFFER} from hand_overs h where h.id = any($1)`, [ids]);
  return rows;
}

/** Ids of what waits for this person on agents that are not gone, oldest first. */
export async function waitingFor(tx: SqlTx, personId: string, now: Date): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `select h.id from hand_overs h join agents a on a.id = h.agent_id
     where h.to_person_id = $1 and h.state = 'pending' and h.expires_at > $2 and a.status <> 'decommissioned' order by h.id`,
    [personId, now],
  );
  return rows.map(({ id }) => id);
}

/** The open offers for these agents, by agent and seat (`agentId/seat`). */
export async function openOffers(tx: SqlTx, agentIds: readonly string[]): Promise<Map<string, StoredOffer>> {
  if (!agentIds.length) return new Map();
  const { rows } = await tx.query<StoredOffer>(
    `select ${OFFER} from hand_overs h where h.agent_id = any($1) and h.state = 'pending'`,
    [agentIds],
  );
  return new Map(rows.map((offer) => [`${offer.agentId}/${offer.seat}`, offer]));
}

export interface NewOffer {
  id: string;
  agentId: string;
  seat: Seat;
  fromId: string | null;
  toId: string;
  note: string;
  offeredById: string;
  offeredAt: Date;
  expiresAt: Date;
}

/** Inserts offers in one statement. @returns the ids inserted; one that is missing met another offer of the same seat */
export async function insertOffers(tx: SqlTx, offers: readonly NewOffer[]): Promise<Set<string>> {
  if (!offers.length) return new Set();
  const rows = offers.map((offer) => ({
    id: offer.id,
    agent_id: offer.agentId,
    role: offer.seat,
    from_person_id: offer.fromId,
    to_person_id: offer.toId,
    note: offer.note,
    state: "pending",
    offered_by_id: offer.offeredById,
    offered_at: offer.offeredAt,
    expires_at: offer.expiresAt,
  }));
  const inserted = await tx.query<{ id: string }>(
    `insert into hand_overs (id, agent_id, role, from_person_id, to_person_id, note, state, offered_by_id, offered_at, expires_at)
     select id, agent_id, role, from_person_id, to_person_id, note, state, offered_by_id, offered_at, expires_at
     from json_populate_recordset(null::hand_overs, $1) on conflict do nothing returning id`,
    [JSON.stringify(rows)],
  );
  return new Set(inserted.rows.map(({ id }) => id));
}

export interface Closing {
  state: "accepted" | "declined" | "withdrawn";
  byId: string;
  reason?: string;
  now: Date;
}

/** Closes offers that are still open and within their time. @returns the ids closed */
export async function closeOffers(tx: SqlTx, ids: readonly string[], closing: Closing): Promise<Set<string>> {
  if (!ids.length) return new Set();
  const { rows } = await tx.query<{ id: string }>(
    `update hand_overs set state = $2, decided_by_id = $3, decided_at = $4, reason = $5
     where id = any($1) and state = 'pending' and expires_at > $4 returning id`,
    [ids, closing.state, closing.byId, closing.now, closing.reason ?? ""],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Ends what was open for seats that changed hands in another way. */
export async function overtakeOffers(
  tx: SqlTx,
  seats: readonly { agentId: string; seat: Seat }[],
  made: { byId: string; now: Date },
): Promise<void> {
  if (!seats.length) return;
  await tx.query(
    `update hand_overs h set state = 'overtaken', decided_by_id = $3, decided_at = $4
     from unnest($1::text[], $2::text[]) w(agent_id, role)
     where h.agent_id = w.agent_id and h.role = w.role and h.state = 'pending'`,
    [seats.map(({ agentId }) => agentId), seats.map(({ seat }) => seat), made.byId, made.now],
  );
}

export interface ExpiredOffer extends StoredOffer {
  name: string;
  environment: Environment;
}

/** Closes up to `most` open offers past their time, of these agents or (null) of all. */
export async function expireOffers(
  tx: SqlTx,
  agentIds: readonly string[] | null,
  { now, most }: { now: Date; most: number },
): Promise<ExpiredOffer[]> {
  const { rows } = await tx.query<ExpiredOffer>(
    `with due as (select id from hand_overs where state = 'pending' and expires_at <= $1
       and ($2::text[] is null or agent_id = any($2)) order by id limit $3 for update skip locked)
     update hand_overs h set state = 'expired', decided_at = $1 from due, agents a where h.id = due.id and a.id = h.agent_id
     returning ${OFFER}, a.name, a.environment`,
    [now, agentIds, most],
  );
  return rows;
}

/** Those of these people who are here. */
export async function activeOf(tx: SqlTx, personIds: readonly string[]): Promise<string[]> {
  const text = "select id from people where id = any($1) and status = 'active'";
  return (await tx.query<{ id: string }>(text, [personIds])).rows.map(({ id }) => id);
}
