import type { SqlTx } from "@/lib/db";
import type { Signature } from "../schema";
import type { KnownSupplier, OpenWaiver } from "./rules";
import type { ControlId } from "./terms";

/** What controls look at beyond the agent's own record. */
export interface ControlSurroundings {
  signature: Signature;
  suppliers: KnownSupplier[];
  waivers: OpenWaiver[];
}

// Suppliers are known under lower-case names; the index on `names` answers the containment.
const SURROUNDINGS = `select a.id, coalesce(s.signature, 'none') as signature,
  case when a.provider = '' then '[]' else (select coalesce(json_agg(json_build_object('name', p.name, 'contractRef', p.contract_ref,
    'contractEnd', to_char(p.contract_end, 'YYYY-MM-DD'), 'trusted', p.trusted) order by p.id), '[]')
    from suppliers p where p.names @> array[lower(a.provider)]) end as suppliers,
  (select coalesce(json_agg(json_build_object('id', w.id, 'control', w.control, 'until', w.until, 'reason', w.reason,
    'by', json_build_object('id', w.waived_by_id, 'name', coalesce(u.name, w.waived_by_id))) order by w.id), '[]')
    from control_waivers w left join people u on u.id = w.waived_by_id where w.agent_id = a.id and w.ended_at is null) as waivers
from agents a left join agent_sources s on s.agent_id = a.id where a.id = any($1)`;

/** What surrounds each of these agents, by id: set-based, for a bulk step as for one page. */
export async function loadControlSurroundings(
  tx: SqlTx,
  agentIds: readonly string[],
): Promise<Map<string, ControlSurroundings>> {
  if (!agentIds.length) return new Map();
  type Row = Omit<ControlSurroundings, "waivers"> & {
    id: string;
    waivers: (Omit<OpenWaiver, "until"> & { until: string })[];
  };
  const { rows } = await tx.query<Row>({ name: "control-surroundings", text: SURROUNDINGS, values: [agentIds] });
  return new Map(
    rows.map(({ id, waivers, ...around }) => [
      id,
      { ...around, waivers: waivers.map((waiver) => ({ ...waiver, until: new Date(waiver.until) })) },
    ]),
  );
}

export interface NewWaiver {
  id: string;
  agentId: string;
  /** The version of the agent that the decision rests on. */
  version: number;
  control: ControlId;
  reason: string;
  byId: string;
  until: Date;
  now: Date;
}

/**
 * Inserts the waiver while the agent still has the version that was looked at: the row is held until commit, so that its tier
 * cannot rise in between. What ran out is closed first, for one waiver of a control can be open.
 * @returns false when the agent changed, or somebody else waived the control at this moment
 */
export async function insertWaiver(tx: SqlTx, waiver: NewWaiver): Promise<boolean> {
  await tx.query(
    `update control_waivers set ended_at = until where agent_id = $1 and control = $2 and ended_at is null and until <= $3`,
    [waiver.agentId, waiver.control, waiver.now],
  );
  const { rowCount } = await tx.query(
    `insert into control_waivers (id, agent_id, control, reason, waived_by_id, waived_at, until)
     select $1, a.id, $4, $5, $6, $7, $8 from (select id from agents where id = $2 and version = $3 for share) a
     on conflict do nothing`,
    [waiver.id, waiver.agentId, waiver.version, waiver.control, waiver.reason, waiver.byId, waiver.now, waiver.until],
  );
  return rowCount === 1;
}

export interface StoredWaiver {
  id: string;
  agentId: string;
  control: ControlId;
  until: Date;
  endedAt: Date | null;
}

export async function loadWaiver(tx: SqlTx, id: string): Promise<StoredWaiver | null> {
  const { rows } = await tx.query<StoredWaiver>(
    `select id, agent_id as "agentId", control, until, ended_at as "endedAt" from control_waivers where id = $1`,
    [id],
  );
  return rows[0] ?? null;
}

/** @returns false when it was ended meanwhile, or its time ran out */
export async function closeWaiver(tx: SqlTx, id: string, by: { id: string; now: Date }): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update control_waivers set ended_at = $2, ended_by_id = $3 where id = $1 and ended_at is null and until > $2`,
    [id, by.now, by.id],
  );
  return rowCount === 1;
}

export interface WaiverRow {
  id: string;
  control: ControlId;
  reason: string;
  waivedAt: Date;
  until: Date;
  endedAt: Date | null;
  waivedBy: { id: string; name: string };
  endedBy: { id: string; name: string } | null;
}

const MOST_WAIVERS = 200;

/** Every waiver of an agent, newest first. */
export async function loadWaivers(tx: SqlTx, agentId: string): Promise<WaiverRow[]> {
  const { rows } = await tx.query<WaiverRow>(
    `select w.id, w.control, w.reason, w.waived_at as "waivedAt", w.until, w.ended_at as "endedAt",
       json_build_object('id', w.waived_by_id, 'name', coalesce(b.name, w.waived_by_id)) as "waivedBy",
       case when w.ended_by_id is not null then json_build_object('id', w.ended_by_id, 'name', coalesce(e.name, w.ended_by_id)) end as "endedBy"
     from control_waivers w left join people b on b.id = w.waived_by_id left join people e on e.id = w.ended_by_id
     where w.agent_id = $1 order by w.waived_at desc, w.id desc limit ${MOST_WAIVERS}`,
    [agentId],
  );
  return rows;
}

/** A person as lists name them; the id where there is nobody of that id. */
export async function loadPersonName(tx: SqlTx, id: string): Promise<{ id: string; name: string }> {
  const { rows } = await tx.query<{ name: string }>("select name from people where id = $1", [id]);
  return { id, name: rows[0]?.name ?? id };
}
