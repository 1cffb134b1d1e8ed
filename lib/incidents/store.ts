import type { SqlTx } from "@/lib/db";
import type { SwitchState, TargetKind } from "./terms";
import type { SwitchCounts } from "./views";

/** What a switch on this covers, as a condition on an agent `a`; $1 is the target. The same sentence as `stoppedBy` says of values. */
const COVERS: Record<TargetKind, string> = {
  agent: "a.id = $1",
  owner: "a.owner_id = $1",
  provider: "lower(btrim(a.provider)) = lower(btrim($1))",
  tier: "a.tier::text = $1",
  everything: "$1 = ''",
  server: "exists (select 1 from agent_servers s where s.agent_id = a.id and s.name = $1)",
  tool: `exists (select 1 from agent_tools t join agent_servers s on s.id = t.server_id
    where t.agent_id = a.id and t.state <> 'removed' and s.name || '/' || t.name = $1)`,
};

/** The ids of all agents that it covers. */
export async function coveredIds(tx: SqlTx, kind: TargetKind, target: string): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(`select a.id from agents a where ${COVERS[kind]} order by a.id`, [
    target,
  ]);
  return rows.map(({ id }) => id);
}

export interface Coverage {
  agents: number;
  active: number;
  credentials: number;
  tokens: number;
  owners: { id: string; name: string; agents: number }[];
  moreOwners: number;
  ownerless: number;
}

const OWNERS_SHOWN = 8;

/** What it covers, counted now. */
export async function countCovered(
  tx: SqlTx,
  { kind, target, now }: { kind: TargetKind; target: string; now: Date },
): Promise<Coverage> {
  const { rows } = await tx.query<Coverage>(
    `with covered as materialized (select a.id, a.status, a.owner_id from agents a where ${COVERS[kind]} and a.status <> 'decommissioned'),
       owners as (select c.owner_id, count(*)::int as agents from covered c where c.owner_id is not null group by 1)
     select (select count(*)::int from covered) as agents, (select count(*)::int from covered where status = 'active') as active,
       (select count(*)::int from credentials r where r.state in ('active', 'overlap') and r.agent_id in (select id from covered)) as credentials,
       (select count(*)::int from issued_tokens t where t.revoked_at is null and t.expires_at > $2 and t.agent_id in (select id from covered)) as tokens,
       (select count(*)::int from covered where owner_id is null) as ownerless,
       greatest((select count(*)::int from owners) - $3, 0) as "moreOwners",
       (select coalesce(json_agg(o), '[]') from (select p.id, p.name, o.agents from owners o join people p on p.id = o.owner_id
          order by o.agents desc, p.name limit $3) o) as owners`,
    [target, now, OWNERS_SHOWN],
  );
  const [row] = rows;
  if (!row) throw new Error("a count gave no row");
  return row;
}

/** A target as the database knows it: how it is written, and what permission asks about it. */
export interface KnownTarget {
  target: string;
  name: string;
  teamId: string | null;
  ownerId: string | null;
  deputyId: string | null;
  sponsorId: string | null;
}

const WHOLE = `null as "teamId", null as "ownerId", null as "deputyId", null as "sponsorId"`;
const TARGETS: Record<TargetKind, string> = {
  agent: `select a.id as target, a.name, a.team_id as "teamId", a.owner_id as "ownerId", a.deputy_id as "deputyId", a.sponsor_id as "sponsorId"
    from agents a where a.id = $1 and a.status <> 'decommissioned'`,
  owner: `select p.id as target, p.name, ${WHOLE} from people p where p.id = $1`,
  provider: `select a.provider as target, a.provider as name, ${WHOLE} from agents a where ${COVERS.provider} and btrim(a.provider) <> '' limit 1`,
  tier: `select t::text as target, t::text as name, ${WHOLE} from unnest(enum_range(null::"Tier")) t where t::text = $1`,
  everything: `select '' as target, 'everything' as name, ${WHOLE} where $1 = ''`,
  server: `select s.name as target, s.name, ${WHOLE} from agent_servers s where s.name = $1 limit 1`,
  tool: `select s.name || '/' || t.name as target, s.name || '/' || t.name as name, ${WHOLE} from agent_tools t
    join agent_servers s on s.id = t.server_id where s.name || '/' || t.name = $1 and t.state <> 'removed' limit 1`,
};

/** The target of a switch, or null when there is nothing of that name: a switch that stops nothing by a slip of the pen is worse than none. */
export async function findTarget(tx: SqlTx, kind: TargetKind, target: string): Promise<KnownTarget | null> {
  const { rows } = await tx.query<KnownTarget>(TARGETS[kind], [target]);
  return rows[0] ?? null;
}

export interface CoveredTarget extends KnownTarget {
  /** Agents it covers that are not decommissioned: how many, and up to `most` of them in order of id. */
  count: number;
  some: { id: string; ownerId: string | null }[];
}

/** The target together with the agents it covers, in one statement. */
export async function findCovered(
  tx: SqlTx,
  { kind, target, most }: { kind: TargetKind; target: string; most: number },
): Promise<CoveredTarget | null> {
  const covered = `from agents a where ${COVERS[kind]} and a.status <> 'decommissioned'`;
  const { rows } = await tx.query<CoveredTarget>(
    `select t.*, (select count(*)::int ${covered}) as count, (select coalesce(json_agg(c), '[]') from (
       select a.id, a.owner_id as "ownerId" ${covered} order by a.id limit $2) c) as some from (${TARGETS[kind]}) t`,
    [target, most],
  );
  return rows[0] ?? null;
}

export interface NewSwitch {
  id: string;
  targetKind: TargetKind;
  target: string;
  reason: string;
  drill: boolean;
  thrownById: string;
  thrownAt: Date;
  counts: Omit<SwitchCounts, "points" | "behind" | "resumed" | "kept"> & { stopped: readonly string[] };
}

/**
 * Throws it: the row, and the epoch that every decision point waits for. The row of the epoch orders throws and lifts, and is
 * touched last, so that nobody waits for the rest of this transaction.
 * @returns null when the same switch is on already; `began` is when this transaction began, by the clock of the database
 */
export async function insertSwitch(tx: SqlTx, row: NewSwitch): Promise<{ epoch: bigint; began: string } | null> {
  const { rows } = await tx.query<{ epoch: bigint; began: string }>(
    `with raised as (update decision_control set kill_epoch = kill_epoch + 1 where id = 1 returning kill_epoch)
     insert into kill_switches (id, epoch, target_kind, target, reason, drill, thrown_by_id, thrown_at, counts)
     select $1, kill_epoch, $2, $3, $4, $5, $6, $7, $8 from raised
     on conflict (target_kind, target, drill) where state = 'active' do nothing returning epoch, now()::text as began`,
    [
      row.id,
      row.targetKind,
      row.target,
      row.reason,
      row.drill,
      row.thrownById,
      row.thrownAt,
      JSON.stringify(row.counts),
    ],
  );
  return rows[0] ?? null;
}

/** One more throw or lift. Rings every decision point at commit, by a trigger. */
export async function raiseEpoch(tx: SqlTx): Promise<bigint> {
  const { rows } = await tx.query<{ epoch: bigint }>(
    "update decision_control set kill_epoch = kill_epoch + 1 where id = 1 returning kill_epoch as epoch",
  );
  if (!rows[0]) throw new Error("decision_control has no row");
  return rows[0].epoch;
}

/**
 * Writes down that everybody has heard, once; a drill is over with that.
 * @param began the instant from which the time to kill counts, by the clock of the database
 * @returns the time to kill in microseconds, or null when it was written down before
 */
export async function acknowledgeSwitch(
  tx: SqlTx,
  { id, began, points, now }: { id: string; began: string; points: number; now: Date },
): Promise<number | null> {
  const { rows } = await tx.query<{ micros: bigint }>(
    `update kill_switches set acknowledged_at = $4, kill_micros = (extract(epoch from clock_timestamp() - $2::timestamptz) * 1000000)::bigint,
       counts = counts || jsonb_build_object('points', $3::int, 'behind', 0), state = case when drill then 'lifted' else state end,
       lifted_at = case when drill then $4 else lifted_at end, version = version + 1
     where id = $1 and acknowledged_at is null returning kill_micros as micros`,
    [id, began, points, now],
  );
  return rows[0] ? Number(rows[0].micros) : null;
}

/** Writes down who has not confirmed. */
export async function noteBehind(tx: SqlTx, id: string, heard: { points: number; behind: number }): Promise<void> {
  await tx.query("update kill_switches set counts = counts || $2::jsonb where id = $1 and acknowledged_at is null", [
    id,
    JSON.stringify(heard),
  ]);
}

export interface StoredSwitch {
  id: string;
  epoch: bigint;
  targetKind: TargetKind;
  target: string;
  drill: boolean;
  state: SwitchState;
  thrownById: string | null;
  thrownAt: Date;
  liftRequestedById: string | null;
  liftReason: string;
  /** Ids of the agents that it suspended. */
  stopped: string[];
  version: number;
}

/** The switch, held until commit; null when there is none. */
export async function lockSwitch(tx: SqlTx, id: string): Promise<StoredSwitch | null> {
  const { rows } = await tx.query<StoredSwitch>(
    `select id, epoch, target_kind as "targetKind", target, drill, state, thrown_by_id as "thrownById", thrown_at as "thrownAt",
       lift_requested_by_id as "liftRequestedById", lift_reason as "liftReason",
       array(select jsonb_array_elements_text(coalesce(counts->'stopped', '[]'))) as stopped, version
     from kill_switches where id = $1 for update`,
    [id],
  );
  return rows[0] ?? null;
}

/** @returns whether it still had the version that was looked at */
export async function writeLiftRequest(
  tx: SqlTx,
  seen: { id: string; version: number },
  { byId, at, reason }: { byId: string; at: Date; reason: string },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update kill_switches set lift_requested_by_id = $3, lift_requested_at = $4, lift_reason = $5, version = version + 1
     where id = $1 and version = $2 and state = 'active'`,
    [seen.id, seen.version, byId, at, reason],
  );
  return rowCount === 1;
}

/** @returns whether it still was on, at the version that was looked at */
export async function writeLift(
  tx: SqlTx,
  seen: { id: string; version: number },
  { byId, at, resumed, kept }: { byId: string; at: Date; resumed: number; kept: number },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update kill_switches set state = 'lifted', lifted_by_id = $3, lifted_at = $4, version = version + 1,
       counts = counts || jsonb_build_object('resumed', $5::int, 'kept', $6::int)
     where id = $1 and version = $2 and state = 'active'`,
    [seen.id, seen.version, byId, at, resumed, kept],
  );
  return rowCount === 1;
}

/** Switches that nobody has acknowledged although their waiting is long over: the process that threw them has ended. */
export async function selectUnheard(tx: SqlTx, thrownBefore: Date): Promise<(StoredSwitch & { began: string })[]> {
  const { rows } = await tx.query<StoredSwitch & { began: string }>(
    `select id, epoch, target_kind as "targetKind", drill, thrown_at::text as began from kill_switches
     where state = 'active' and acknowledged_at is null and thrown_at < $1 order by epoch limit 100`,
    [thrownBefore],
  );
  return rows;
}

/** Those of these people who are here, and whoever is and holds one of these roles for the whole organisation. */
export async function peopleToTell(tx: SqlTx, ids: readonly string[], roles: readonly string[]): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `select p.id from people p where p.status = 'active' and (p.id = any($1) or exists (
       select 1 from role_grants g where g.person_id = p.id and g.team_id is null and g.role::text = any($2))) order by p.id`,
    [ids, roles],
  );
  return rows.map(({ id }) => id);
}
