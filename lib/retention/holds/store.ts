import type { SqlTx } from "@/lib/db";
import type { Queryable } from "../store";
import type { HoldState } from "../terms";
import type { Covered, HoldScope } from "../views";

export interface HoldRow {
  id: string;
  title: string;
  reason: string;
  scope: HoldScope;
  state: HoldState;
  askedById: string;
  askedBy: string | null;
  askedAt: Date;
  confirmedById: string | null;
  confirmedBy: string | null;
  confirmedAt: Date | null;
  liftReason: string;
  liftAskedById: string | null;
  liftAskedBy: string | null;
  liftAskedAt: Date | null;
  liftedById: string | null;
  liftedBy: string | null;
  liftedAt: Date | null;
  version: number;
  subject: string | null;
}

const SELECT = `select h.id, h.title, h.reason, h.scope, h.state, h.asked_by_id as "askedById", a.name as "askedBy", h.asked_at as "askedAt",
    h.confirmed_by_id as "confirmedById", c.name as "confirmedBy", h.confirmed_at as "confirmedAt", h.lift_reason as "liftReason",
    h.lift_asked_by_id as "liftAskedById", l.name as "liftAskedBy", h.lift_asked_at as "liftAskedAt", h.lifted_by_id as "liftedById",
    d.name as "liftedBy", h.lifted_at as "liftedAt", h.version, coalesce(g.name, p.name) as subject
  from legal_holds h left join people a on a.id = h.asked_by_id left join people c on c.id = h.confirmed_by_id
    left join people l on l.id = h.lift_asked_by_id left join people d on d.id = h.lifted_by_id
    left join agents g on h.scope ->> 'kind' = 'agent' and g.id = h.scope ->> 'id'
    left join people p on h.scope ->> 'kind' = 'person' and p.id = h.scope ->> 'id'`;

/** What is in force or waits first, then what is over, the newest first. */
export async function readHolds(q: Queryable, limit: number): Promise<HoldRow[]> {
  const { rows } = await q.query<HoldRow>(
    `${SELECT} order by h.state in ('lifted', 'refused'), h.asked_at desc, h.id desc limit $1`,
    [limit],
  );
  return rows;
}

export async function lockHold(tx: SqlTx, id: string): Promise<HoldRow | null> {
  return (await tx.query<HoldRow>(`${SELECT} where h.id = $1 for update of h`, [id])).rows[0] ?? null;
}

export async function insertHold(
  tx: SqlTx,
  hold: { id: string; title: string; reason: string; scope: HoldScope; askedById: string; askedAt: Date },
): Promise<void> {
  await tx.query(
    "insert into legal_holds (id, title, reason, scope, asked_by_id, asked_at) values ($1, $2, $3, $4, $5, $6)",
    [hold.id, hold.title, hold.reason, JSON.stringify(hold.scope), hold.askedById, hold.askedAt],
  );
}

export interface HoldMove {
  id: string;
  version: number;
  from: HoldState;
  to: HoldState;
  byId: string;
  at: Date;
  reason?: string;
}

const MOVES: Record<string, string> = {
  "asked>active": "confirmed_by_id = $5, confirmed_at = $6",
  "asked>refused": "lifted_by_id = $5, lifted_at = $6, lift_reason = $7",
  "active>lift_asked": "lift_asked_by_id = $5, lift_asked_at = $6, lift_reason = $7",
  "lift_asked>lifted": "lifted_by_id = $5, lifted_at = $6",
  "lift_asked>active": "lift_asked_by_id = null, lift_asked_at = null, lift_reason = ''",
};

/** @returns false when the hold is of another version or in another state */
export async function moveHold(tx: SqlTx, move: HoldMove): Promise<boolean> {
  const change = MOVES[`${move.from}>${move.to}`];
  if (!change) throw new Error(`A hold does not go from ${move.from} to ${move.to}`);
  const given = [move.byId, move.at, move.reason ?? ""].slice(0, Math.max(0, ...numbersIn(change)) - 4);
  const { rowCount } = await tx.query(
    `update legal_holds set state = $4, ${change}, version = version + 1 where id = $1 and version = $2 and state = $3`,
    [move.id, move.version, move.from, move.to, ...given],
  );
  return rowCount === 1;
}

const numbersIn = (text: string) => [...text.matchAll(/\$(\d)/g)].map(([, number]) => Number(number));

/** What a scope names must be there. A story is there when an event of it is. */
export async function scopeIsThere(q: Queryable, { kind, id }: HoldScope): Promise<boolean> {
  if (kind === "everything") return true;
  const from = {
    agent: "from agents where id = $1",
    person: "from people where id = $1",
    correlation: "from audit_events where correlation_id = $1",
  }[kind];
  const { rows } = await q.query<{ there: boolean }>(`select exists (select ${from}) as there`, [id]);
  return rows[0]?.there ?? false;
}

const MOST = 100_000;
const ABOUT = {
  everything: ["true"],
  agent: ["agent_id = $3", "actor_id = $3", "target_id = $3"],
  person: ["actor_id = $3", "target_id = $3"],
  correlation: ["correlation_id = $3"],
};

/** How many kept events a scope covers, counted up to a bound. */
export async function countCovered(q: Queryable, scope: HoldScope): Promise<Covered> {
  const parts = ABOUT[scope.kind].map(
    (about) => `(select id from audit_events where ${about} and at >= $1 and at <= $2 limit ${MOST + 1})`,
  );
  const { rows } = await q.query<{ events: number }>(
    `select count(*)::int as events from (select * from (${parts.join(" union ")}) u limit ${MOST + 1}) e`,
    [scope.from ?? "-infinity", scope.to ?? "infinity", ...(scope.kind === "everything" ? [] : [scope.id])],
  );
  const events = rows[0]?.events ?? 0;
  return { events: Math.min(events, MOST), exact: events <= MOST };
}
