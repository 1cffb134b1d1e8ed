import type { Visibility } from "@/lib/access";
import { sql } from "@/lib/db";
import { addVisibility, Conditions } from "../filter";
import type { AgentStatus, PersonRef } from "../schema";
import type { OfferFacts, Seats } from "./rules";
import type { AccountabilityView, HandOverView } from "./views";

/** A row of a list, with what the rules look at to say what may be done about it. */
export interface HandOverRow extends Omit<HandOverView, "state" | "abilities" | "inSight"> {
  offer: OfferFacts;
  agentStatus: AgentStatus;
  seats: Seats;
  teamId: string | null;
}

const PAGE = 50;
const person = (alias: string) =>
  `case when ${alias}.id is not null then json_build_object('id', ${alias}.id, 'name', ${alias}.name, 'active', ${alias}.status = 'active') end`;

const COLUMNS = `h.id, h.role as seat, h.state, h.note, h.reason, h.offered_at as "offeredAt", h.expires_at as "expiresAt",
  h.decided_at as "decidedAt", h.offered_by_id as "offeredById", h.from_person_id as "fromId", h.to_person_id as "toId",
  json_build_object('id', a.id, 'name', a.name, 'environment', a.environment, 'tier', a.tier, 'purpose', left(a.purpose, 200)) as agent,
  a.status as "agentStatus", a.team_id as "teamId", ${person("f")} as "from", ${person("t")} as "to", ${person("b")} as "offeredBy",
  ${person("o")} as owner, ${person("d")} as deputy, ${person("s")} as sponsor`;
const JOINS = `left join people f on f.id = h.from_person_id join people t on t.id = h.to_person_id
  left join people b on b.id = h.offered_by_id left join people o on o.id = a.owner_id left join people d on d.id = a.deputy_id
  left join people s on s.id = a.sponsor_id`;

interface Found extends Omit<HandOverRow, "offer" | "seats" | "offeredAt" | "expiresAt" | "decidedAt"> {
  state: OfferFacts["state"];
  fromId: string | null;
  toId: string;
  offeredById: string;
  owner: PersonRef | null;
  deputy: PersonRef | null;
  sponsor: PersonRef | null;
  offeredAt: Date;
  expiresAt: Date;
  decidedAt: Date | null;
}

export type Wanted =
  | { which: "agent"; agentId: string }
  | { which: "mine" | "offered" | "pending"; after: string | null };

/** A page of offers: of one agent newest first, otherwise what waits, oldest first. Ids sort by time. */
export async function selectHandOvers(
  wanted: Wanted,
  asked: { personId: string; now: Date; seen: Visibility },
): Promise<{ rows: HandOverRow[]; total: number; next: string | null }> {
  const conditions = new Conditions();
  if (wanted.which === "agent") {
    conditions.add(`h.agent_id = ${conditions.value(wanted.agentId)}`);
    const { rows } = await sql().query<Found>(
      `select ${COLUMNS} from hand_overs h join agents a on a.id = h.agent_id ${JOINS}
       where ${conditions.where} order by h.id desc limit ${PAGE}`,
      conditions.values,
    );
    return { rows: rows.map(rowOf), total: rows.length, next: null };
  }
  conditions.add(
    `h.state = 'pending' and h.expires_at > ${conditions.value(asked.now)} and a.status <> 'decommissioned'`,
  );
  if (wanted.which === "mine") conditions.add(`h.to_person_id = ${conditions.value(asked.personId)}`);
  if (wanted.which === "offered") conditions.add(`h.offered_by_id = ${conditions.value(asked.personId)}`);
  if (wanted.which === "pending") addVisibility(conditions, asked.seen);
  const total = await countOf(conditions);
  if (wanted.after) conditions.add(`h.id > ${conditions.value(wanted.after)}`);
  const { rows } = await sql().query<Found>(
    `select ${COLUMNS} from hand_overs h join agents a on a.id = h.agent_id ${JOINS}
     where ${conditions.where} order by h.id limit ${PAGE + 1}`,
    conditions.values,
  );
  const page = rows.slice(0, PAGE);
  return { rows: page.map(rowOf), total, next: rows.length > PAGE ? (page.at(-1)?.id ?? null) : null };
}

async function countOf(conditions: Conditions): Promise<number> {
  const { rows } = await sql().query<{ count: number }>(
    `select count(*)::int as count from hand_overs h join agents a on a.id = h.agent_id where ${conditions.where}`,
    conditions.values,
  );
  return rows[0]?.count ?? 0;
}

function rowOf(found: Found): HandOverRow {
  const { state, fromId, toId, offeredById, owner, deputy, sponsor, ...shown } = found;
  return {
    ...shown,
    offeredAt: found.offeredAt.toISOString(),
    expiresAt: found.expiresAt.toISOString(),
    decidedAt: found.decidedAt?.toISOString() ?? null,
    offer: { seat: found.seat, fromId, toId, offeredById, state, expiresAt: found.expiresAt },
    seats: { owner, deputy, sponsor },
  };
}

const PERIODS = `select c.role as seat, c.from_at as "fromAt", c.until_at as "untilAt", ${person("p")} as person, ${person("b")} as "askedBy"
  from accountabilities c join people p on p.id = c.person_id
  left join hand_overs h on h.agent_id = c.agent_id and h.role = c.role and h.to_person_id = c.person_id
    and h.state = 'accepted' and h.decided_at = c.from_at
  left join people b on b.id = h.offered_by_id
  where c.agent_id = $1 order by c.from_at desc, c.role limit 200`;

/** Who answered for this agent when, the latest first. */
export async function selectPeriods(agentId: string): Promise<AccountabilityView[]> {
  const { rows } = await sql().query<
    Omit<AccountabilityView, "fromAt" | "untilAt"> & { fromAt: Date; untilAt: Date | null }
  >({ name: "accountabilities", text: PERIODS, values: [agentId] });
  return rows.map((row) => ({
    ...row,
    fromAt: row.fromAt.toISOString(),
    untilAt: row.untilAt?.toISOString() ?? null,
  }));
}
