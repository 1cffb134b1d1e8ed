import type { Tier } from "@/lib/risk/terms";
import { namedIn } from "../present";
import type { Queryable } from "../store";
import { ITEM_KINDS, type ItemKind, type Rights, type Snapshot } from "../terms";
import type { PersonRef } from "../views";

export interface SubjectKey {
  kind: ItemKind;
  subjectId: string;
}

/** A right as it is now. `digest`: SHA-256 of the rights, hex. */
export interface LiveSubject extends SubjectKey {
  rights: Rights;
  digest: string;
  snapshot: Snapshot;
  agentId: string;
  teamId: string | null;
  tier: Tier;
}

export const subjectKey = ({ kind, subjectId }: SubjectKey): `${ItemKind}:${string}` => `${kind}:${subjectId}`;

// By kind: the view's other kinds are left out of the plan, and the subject is found by the index of its own table. Planning the view
// takes longer than reading from it: the plan is kept, for behind a subselect the number of ids does not make another one cheaper.
const living = (kind: ItemKind) => `
  select s.kind, s.subject_id as "subjectId", s.rights, encode(campaign_digest(s.rights), 'hex') as digest,
    campaign_snapshot(s, c.certified_at) as snapshot, s.agent_id as "agentId", s.team_id as "teamId", s.tier
  from campaign_subjects s left join certifications c on c.kind = s.kind and c.subject_id = s.subject_id
  where s.kind = '${kind}' and s.subject_id = any(array(select unnest($1::text[])))`;

/** These rights as they stand in this moment, by `subjectKey`; what is gone is not among them (C4). */
export async function liveSubjects(
  q: Queryable,
  keys: readonly SubjectKey[],
): Promise<Map<`${ItemKind}:${string}`, LiveSubject>> {
  const found = new Map<`${ItemKind}:${string}`, LiveSubject>();
  const byKind = Map.groupBy(keys, ({ kind }) => kind);
  for (const kind of ITEM_KINDS) {
    const wanted = byKind.get(kind);
    if (!wanted) continue;
    const ids = wanted.map(({ subjectId }) => subjectId);
    const { rows } = await q.query<LiveSubject>({ name: `campaign-living-${kind}`, text: living(kind), values: [ids] });
    for (const row of rows) found.set(subjectKey(row), row);
  }
  return found;
}

/** Names of people, resources, instances and issuers by id, as far as they exist. */
export async function selectNames(q: Queryable, ids: readonly string[]): Promise<Map<string, string>> {
  if (!ids.length) return new Map();
  const { rows } = await q.query<{ id: string; name: string }>({
    name: "review-names",
    text: `select id, name from people where id = any($1) union all select id, name from resources where id = any($1)
      union all select id, name from agent_instances where id = any($1) union all select id, name from trusted_issuers where id = any($1)`,
    values: [ids],
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** The names that sentences about these rights show. */
export function namesOf(q: Queryable, rights: readonly (Rights | null)[]): Promise<Map<string, string>> {
  return selectNames(q, [...new Set(rights.flatMap((one) => (one ? namedIn(one) : [])))]);
}

/** These people as pages name them. */
export async function peopleNamed(q: Queryable, ids: readonly string[]): Promise<Map<string, PersonRef>> {
  const { rows } = await q.query<PersonRef>(
    "select id, name, status = 'active' as active from people where id = any($1)",
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}
