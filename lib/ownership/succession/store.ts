import type { Environment } from "@/lib/agents/schema";
import type { SqlTx } from "@/lib/db";
import type { Seat, Seated, Standing } from "./rules";

/** An agent in which the leaver sits, as far as succession goes. */
export interface Left extends Seated {
  id: string;
  name: string;
  environment: Environment;
  version: number;
}

/**
 * Every agent, not decommissioned, in which this person has a seat, by id. With `lock` held until commit: an edit of one waits,
 * and then finds a newer version. The person's own row is locked before, so that no agent comes to them meanwhile.
 */
export async function agentsOf(tx: SqlTx, personId: string, lock: "for no key update" | "" = ""): Promise<Left[]> {
  const { rows } = await tx.query<Left>(
    `select id, name, environment, status, tier, owner_id as owner, deputy_id as deputy, sponsor_id as sponsor,
       governance_since as "governanceSince", version from agents
     where status <> 'decommissioned' and (owner_id = $1 or deputy_id = $1 or sponsor_id = $1) order by id ${lock}`,
    [personId],
  );
  return rows;
}

export interface StandingRow extends Standing {
  id: string;
  name: string;
}

/** These people and everybody above them. `union` passes each person once, so that a circle of managers ends. */
export async function standingsOf(tx: SqlTx, personIds: readonly string[]): Promise<Map<string, StandingRow>> {
  const { rows } = await tx.query<StandingRow>(
    `with recursive line(id) as (select unnest($1::text[]) union select p.manager_id from line l join people p on p.id = l.id
       where p.manager_id is not null)
     select p.id, p.name, p.status = 'active' as active, p.manager_id as "managerId" from line l join people p on p.id = l.id`,
    [personIds],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

export interface NewSeats {
  id: string;
  version: number;
  owner: string | null;
  deputy: string | null;
  sponsor: string | null;
  governanceSince: Date | null;
  /** The seats that change. */
  fields: readonly string[];
}

/**
 * Seats everybody in one statement: at no instant does anybody see a seat between the former and the next holder. The version
 * rises, so that an edit made on the former one conflicts. @returns how many rows still had the version they were read with
 */
export async function writeSeats(
  tx: SqlTx,
  seats: readonly NewSeats[],
  made: { now: Date; byId: string },
): Promise<number> {
  if (!seats.length) return 0;
  const rows = seats.map(({ governanceSince, ...seat }) => ({ ...seat, governance_since: governanceSince }));
  const { rowCount } = await tx.query(
    `update agents a set version = a.version + 1, owner_id = r.owner, deputy_id = r.deputy, sponsor_id = r.sponsor,
       governance_since = r.governance_since, updated_at = $2, updated_by_id = $3, updated_fields = r.fields
     from json_to_recordset($1) r(id text, version int, owner text, deputy text, sponsor text, governance_since timestamptz, fields text[])
     where a.id = r.id and a.version = r.version`,
    [JSON.stringify(rows), made.now, made.byId],
  );
  return rowCount ?? 0;
}

/** Ends the open offers to and from a leaver, and those of the seats that changed hands: nobody can accept what is settled. */
export async function overtakeOffers(
  tx: SqlTx,
  given: { personId: string; seats: readonly { agentId: string; role: Seat }[]; byId: string; now: Date },
): Promise<number> {
  const { rowCount } = await tx.query(
    `update hand_overs h set state = 'overtaken', decided_at = $1, decided_by_id = $2
     where h.state = 'pending' and (h.to_person_id = $3 or h.from_person_id = $3
       or (h.agent_id, h.role) in (select * from unnest($4::text[], $5::text[])))`,
    [
      given.now,
      given.byId,
      given.personId,
      given.seats.map(({ agentId }) => agentId),
      given.seats.map(({ role }) => role),
    ],
  );
  return rowCount ?? 0;
}

/** How many offers a departure would end. */
export async function countOffers(tx: SqlTx, personId: string): Promise<number> {
  const { rows } = await tx.query<{ offers: number }>(
    `select count(*)::int as offers from hand_overs where state = 'pending' and (to_person_id = $1 or from_person_id = $1)`,
    [personId],
  );
  return rows[0]?.offers ?? 0;
}

/** Whether the server ended the transaction because it and another waited for each other. */
export function isDeadlock(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === "40P01";
}
