import type { Visibility } from "@/lib/access";
import { sql } from "@/lib/db";
import { newId } from "@/lib/ids";
import type { Outcome } from "../terms";
import {
  IN_FORCE,
  type InForce,
  POLICY_COLUMNS,
  type StoredPolicy,
  type StoredVersion,
  VERSION_COLUMNS,
} from "./store";
import type { VersionState } from "./terms";
import type { Findings } from "./views";

/** Every version in force, in order of the policies' ids. */
export async function selectInForce(): Promise<InForce[]> {
  const { rows } = await sql().query<InForce>(IN_FORCE);
  return rows;
}

export interface ListedPolicy extends StoredPolicy {
  text: string | null;
  publishedAt: Date | null;
  openNumber: number | null;
  openState: VersionState | null;
  openFindings: Findings | null;
  /** Whether a version of it was ever in force. */
  everInForce: boolean;
}

/** The organisation's policies by name: hundreds at most, with what is in force and what is open. */
export async function selectPolicies(): Promise<ListedPolicy[]> {
  const { rows } = await sql().query<ListedPolicy>(
    `select ${POLICY_COLUMNS}, f.text, f.published_at as "publishedAt", o.number as "openNumber", o.state as "openState",
       o.findings as "openFindings",
       exists (select 1 from policy_versions e where e.policy_id = p.id and e.published_at is not null) as "everInForce"
     from policies p left join policy_versions f on f.policy_id = p.id and f.number = p.published
       left join policy_versions o on o.policy_id = p.id and o.state in ('draft', 'proposed')
     order by lower(p.name), p.id limit 2000`,
  );
  return rows;
}

export async function selectPolicy(id: string): Promise<StoredPolicy | null> {
  const { rows } = await sql().query<StoredPolicy>(`select ${POLICY_COLUMNS} from policies p where p.id = $1`, [id]);
  return rows[0] ?? null;
}

/** Newest first. */
export async function selectVersions(policyId: string): Promise<StoredVersion[]> {
  const { rows } = await sql().query<StoredVersion>(
    `select ${VERSION_COLUMNS} from policy_versions v where v.policy_id = $1 order by v.number desc limit 500`,
    [policyId],
  );
  return rows;
}

/** A version with the name that its policy is known by. */
export type NamedVersion = Pick<StoredVersion, "policyId" | "number" | "state" | "text" | "tests"> & { name: string };

const NAMED = `select v.policy_id as "policyId", v.number, v.state, v.text, v.tests, p.name
  from policy_versions v join policies p on p.id = v.policy_id where v.policy_id = $1`;

/** The version being written or waiting. */
export async function selectOpen(policyId: string): Promise<NamedVersion | null> {
  const { rows } = await sql().query<NamedVersion>(`${NAMED} and v.state in ('draft', 'proposed')`, [policyId]);
  return rows[0] ?? null;
}

export async function selectVersion(policyId: string, number: number): Promise<NamedVersion | null> {
  const { rows } = await sql().query<NamedVersion>(`${NAMED} and v.number = $2`, [policyId, number]);
  return rows[0] ?? null;
}

export async function selectNames(personIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql().query<{ id: string; name: string }>("select id, name from people where id = any($1)", [
    personIds,
  ]);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Names of those of the agents whose decisions the caller may read. */
export async function selectAgentNames(seen: Visibility, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql().query<{ id: string; name: string }>(
    `select a.id, a.name from agents a where a.id = any($1) and ($2 or a.team_id = any($3)
       or ($4 in (a.owner_id, a.deputy_id, a.sponsor_id) and ($5 or a.team_id = any($6))))`,
    [ids, seen.everything, seen.teamIds, seen.ownerId, seen.ownEverywhere, seen.ownTeamIds],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Decisions that counts of a page look back on: bounds what one page costs, however much is decided. */
const COUNTED = 50_000;

export interface Determined {
  sourceId: string;
  outcome: Outcome;
  count: number;
}

/** How often each rule determined a decision since then, of the newest `COUNTED` decisions. */
export async function countDetermined(since: Date): Promise<Determined[]> {
  const { rows } = await sql().query<Determined>(
    `select u.id as "sourceId", d.outcome, count(*)::int as count
     from (select policies, outcome from decisions where id > $1 order by id desc limit ${COUNTED}) d, unnest(d.policies) u(id)
     group by 1, 2`,
    // Ids sort by the time at which they were made.
    [newId("dec", since)],
  );
  return rows;
}

export interface RecordedRow {
  id: string;
  at: Date;
  request: unknown;
  answer: unknown;
}

/** Decisions since then, newest first, from before one of them. Those of the test bench were never asked by an agent. */
export async function selectRecorded(page: {
  since: Date;
  before: string | null;
  limit: number;
}): Promise<RecordedRow[]> {
  const { rows } = await sql().query<RecordedRow>({
    name: "policy-replay",
    text: `select id, at, request, answer from decisions
      where id > $1 and ($2::text is null or id < $2) and caller_kind <> 'person' order by id desc limit $3`,
    values: [newId("dec", page.since), page.before, page.limit],
  });
  return rows;
}
