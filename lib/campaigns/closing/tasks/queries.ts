import type { SqlTx } from "@/lib/db";
import type { Tier } from "@/lib/risk/terms";
import type { Queryable } from "../../store";
import type { CampaignState, ItemKind, Rights, TaskKind } from "../../terms";
import type { PersonRef } from "../../views";

/** A task as it is read: with its campaign and its item. */
export interface TaskRow {
  id: string;
  campaignId: string;
  campaignName: string;
  campaignState: CampaignState;
  teamId: string | null;
  number: number | null;
  kind: TaskKind;
  content: Record<string, unknown>;
  itemKind: ItemKind | null;
  agentId: string | null;
  agentName: string | null;
  tier: Tier | null;
  rights: Rights | null;
  owner: PersonRef | null;
  dueAt: Date;
  state: "open" | "done" | "dropped";
  createdAt: Date;
  doneAt: Date | null;
  doneBy: PersonRef | null;
  note: string;
  version: number;
}

const PERSON = (alias: string) =>
  `case when ${alias}.id is not null then json_build_object('id', ${alias}.id, 'name', ${alias}.name, 'active', ${alias}.status = 'active') end`;
const TASK = `t.id, t.campaign_id as "campaignId", c.name as "campaignName", c.state as "campaignState", c.team_id as "teamId", t.number, t.kind,
    t.content, i.kind as "itemKind", i.agent_id as "agentId", a.name as "agentName", i.tier, i.snapshot->'rights' as rights, ${PERSON("o")} as owner,
    t.due_at as "dueAt", t.state, t.created_at as "createdAt", t.done_at as "doneAt", ${PERSON("d")} as "doneBy", t.note, t.version
  from campaign_tasks t join campaigns c on c.id = t.campaign_id
    left join campaign_items i on i.campaign_id = t.campaign_id and i.number = t.number left join agents a on a.id = i.agent_id
    left join people o on o.id = t.owner_id left join people d on d.id = t.done_by_id`;

export async function findTask(q: Queryable, id: string): Promise<TaskRow | null> {
  return (await q.query<TaskRow>(`select ${TASK} where t.id = $1`, [id])).rows[0] ?? null;
}

/** Which tasks a reader is shown. `teams`: of campaigns of these teams; null: of every campaign. */
interface Wanted {
  campaignId: string | null;
  personId: string;
  teams: readonly string[] | null;
  /** Their own, and those that are nobody's where they may settle them. */
  mine: boolean;
  state: "open" | "done" | "all";
}

export async function selectTasks(q: Queryable, wanted: Wanted): Promise<TaskRow[]> {
  const { campaignId, personId, teams, mine, state } = wanted;
  const { rows } = await q.query<TaskRow>(
    `select ${TASK} where ($1::text is null or t.campaign_id = $1)
       and (t.owner_id = $2 or ((not $3 or t.owner_id is null) and ($4::text[] is null or c.team_id = any($4))))
       and (case $5 when 'open' then t.state = 'open' when 'done' then t.state <> 'open' else true end)
     order by t.state = 'open' desc, t.due_at, t.id limit 500`,
    [campaignId, personId, mine, teams, state],
  );
  return rows;
}

/** Settles an open task of this version. @returns false when somebody was faster */
export async function writeSettled(
  tx: SqlTx,
  task: { id: string; version: number; byId: string; note: string },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update campaign_tasks set state = 'done', done_at = clock_timestamp(), done_by_id = $3, note = $4, version = version + 1
     where id = $1 and version = $2 and state = 'open'`,
    [task.id, task.version, task.byId, task.note],
  );
  return rowCount === 1;
}

/** A person says that a remediation is done: what waited for that, or failed, counts as done from here on. */
export async function writeSaidDone(tx: SqlTx, campaignId: string, number: number): Promise<void> {
  await tx.query(
    `with done as (update campaign_remediations set state = 'done', version = version + 1
       where campaign_id = $1 and number = $2 and state in ('manual', 'error') returning number)
     update campaign_items i set state = 'done', version = i.version + 1 from done where i.campaign_id = $1 and i.number = done.number`,
    [campaignId, number],
  );
}
