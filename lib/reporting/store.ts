import { type Gate, instantArray, textArray } from "@/lib/audit";
import { sql } from "@/lib/db";
import type { ReportedAgent } from "./rules";

export interface KeyRow {
  key: Buffer;
  digest: Buffer;
  eventId: string;
  sourceId: string;
  at: Date;
}

/** Which reported events were taken already. In the order of keys: two batches with the same ids then wait, and never for each other. */
export const REPORTED_KEYS: Gate<KeyRow> = {
  name: "reported",
  insert: (first) => `insert into reported_keys (source_id, key, event_id, at, digest)
    select k.source_id, substring($${first}::bytea from k.place::int * 32 - 31 for 16), k.event_id, k.at,
      substring($${first}::bytea from k.place::int * 32 - 15 for 16)
    from unnest($${first + 1}::text[], $${first + 2}::text[], $${first + 3}::timestamptz[]) with ordinality
      as k (source_id, event_id, at, place) order by 1, 2
    on conflict (source_id, key) do nothing returning event_id`,
  valuesOf: (rows) => [
    Buffer.concat(rows.flatMap(({ key, digest }) => [key, digest])),
    textArray(rows.map(({ sourceId }) => sourceId)),
    textArray(rows.map(({ eventId }) => eventId)),
    instantArray(rows.map(({ at }) => at)),
  ],
};

/** What was recorded under these keys of this source. */
export async function selectReported(sourceId: string, keys: readonly Buffer[]) {
  const { rows } = await sql().query<{ key: Buffer; digest: Buffer; eventId: string }>({
    name: "reported-keys",
    text: `select key, digest, event_id as "eventId" from reported_keys where source_id = $1 and key = any ($2)`,
    values: [sourceId, keys],
  });
  return rows;
}

const AGENTS_BY_ID = `select id as ref, id, team_id as "teamId" from agents where id = any ($1)
  union all select i.id, a.id, a.team_id from agent_instances i join agents a on a.id = i.agent_id where i.id = any ($2)`;
const AGENTS_BY_NAME = "union all select lower(name), id, team_id from agents where lower(name) = any ($3)";

/** Agents by what reporters call them: id, id of an instance, or name. Two of the same name are two rows. */
export async function selectAgents(named: {
  ids: readonly string[];
  instances: readonly string[];
  names: readonly string[];
}) {
  const { ids, instances, names } = named;
  // Names are looked for only where some are given: they have no index of their own.
  const byName = names.length > 0;
  const { rows } = await sql().query<ReportedAgent & { ref: string }>({
    name: byName ? "reported-agents-named" : "reported-agents",
    text: byName ? `${AGENTS_BY_ID} ${AGENTS_BY_NAME}` : AGENTS_BY_ID,
    values: byName ? [ids, instances, names] : [ids, instances],
  });
  return rows;
}

export interface Cited {
  ref: string;
  agentId: string;
  /** The workflow, of a decision; "" of everything else. */
  correlationId: string;
}

/** Of which agents these records are, each where there is such a record. */
export async function selectCited(refs: Record<"dec" | "apr" | "ent" | "crd" | "ins" | "pol", readonly string[]>) {
  const { rows } = await sql().query<Cited>({
    name: "reported-cited",
    text: `select id as ref, agent_id as "agentId", correlation_id as "correlationId" from decisions where id = any ($1)
      union all select id, agent_id, '' from approvals where id = any ($2)
      union all select id, agent_id, '' from entitlements where id = any ($3)
      union all select id, agent_id, '' from credentials where id = any ($4)
      union all select id, agent_id, '' from agent_instances where id = any ($5)
      union all select r.ref, '', '' from unnest($6::text[]) as r (ref) join policies p on p.id = split_part(r.ref, '@', 1)
        where strpos(r.ref, '@') = 0 or exists (select from policy_versions v
          where v.policy_id = p.id and v.number = split_part(r.ref, '@', 2)::int)`,
    values: [refs.dec, refs.apr, refs.ent, refs.crd, refs.ins, refs.pol],
  });
  return rows;
}

/** Of these workflows, those in which this agent was decided about. */
export async function selectWorkflows(pairs: readonly { agentId: string; correlationId: string }[]) {
  const { rows } = await sql().query<{ agentId: string; correlationId: string }>({
    name: "reported-workflows",
    text: `select p.agent_id as "agentId", p.correlation_id as "correlationId"
      from unnest($1::text[], $2::text[]) as p (agent_id, correlation_id)
      where exists (select 1 from decisions d where d.correlation_id = p.correlation_id and d.agent_id = p.agent_id)`,
    values: [pairs.map(({ agentId }) => agentId), pairs.map(({ correlationId }) => correlationId)],
  });
  return rows;
}

export interface PaceTaken {
  /** As many as were wanted, or more; 0: wait first. */
  taken: number;
  waitMs: number;
}

/** Takes from what a source may report, counted for every instance together. `at`: by the database's clock where none is given. */
export async function takeShared(
  wanted: { sourceId: string; count: number; ahead: number; burst: number; perSecond: number },
  at: Date | null = null,
): Promise<PaceTaken> {
  const { sourceId, count, ahead, burst, perSecond } = wanted;
  const { rows } = await sql().query<PaceTaken>({
    name: "reporting-pace",
    text: `select taken, wait_ms as "waitMs"
      from limits.take_reporting_pace($1, $2, $3, $4, $5, coalesce($6::timestamptz, clock_timestamp()))`,
    values: [sourceId, count, ahead, burst, perSecond, at],
  });
  return rows[0] ?? { taken: 0, waitMs: 1_000 };
}

/** Forgets keys from before, some thousand at a time. @returns how many */
export async function deleteReported(before: Date, most: number): Promise<number> {
  const { rowCount } = await sql().query(
    `delete from reported_keys where ctid = any (array(select ctid from reported_keys where at < $1 limit $2))`,
    [before, most],
  );
  return rowCount ?? 0;
}
