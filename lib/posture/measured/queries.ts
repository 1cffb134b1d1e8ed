import type { Environment } from "@/lib/agents/terms";
import { sql } from "@/lib/db";
import { idsFrom } from "@/lib/ids";
import type { MeasureId } from "../terms";
import { type MeasuredSet, SETS } from "./sets";

const DAY_MS = 86_400_000;
const DENIAL_DAYS = 7;

/** Whose numbers, and of when. `teamId` null: the whole organisation. */
export interface Extent {
  teamId: string | null;
  now: Date;
}

export interface Measured {
  /** Null: there was nothing to measure. */
  value: number | null;
  found: number;
  of: number | null;
}

/** Each statement names all its values, though not every set uses each. */
const GIVEN = "($1::text is null or $1::text is not null) and $2::timestamptz is not null and $3::text is not null";

function valuesOf({ teamId, now }: Extent): unknown[] {
  return [teamId, now, idsFrom("dec", new Date(now.getTime() - DENIAL_DAYS * DAY_MS))];
}

const scopeOf = ({ within, team }: MeasuredSet) =>
  `${within} and ($1::text is null or ${team} = $1::text) and ${GIVEN}`;

/** The number of one measure, with what it rests on. @param isShare of the whole, how much is not among the rows */
export async function measure(id: MeasureId, isShare: boolean, extent: Extent): Promise<Measured> {
  const set = SETS[id];
  const only = set.found === null ? "" : ` filter (where ${set.found})`;
  const { rows } = await sql().query<{ whole: number; found: number; value: number | null }>({
    name: `posture-of-${id}`,
    text: `${set.with ?? ""} select count(*)::int as whole, (count(*)${only})::int as found${set.value ? `, (${set.value}${only})::float8 as value` : ", null::float8 as value"}
      from ${set.from} where ${scopeOf(set)}`,
    values: valuesOf(extent),
  });
  const { whole = 0, found = 0, value = null } = rows[0] ?? {};
  if (isShare) return { value: whole === 0 ? null : (whole - found) / whole, found, of: whole };
  if (set.value) return { value, found, of: null };
  return { value: found, found, of: set.found === null ? null : whole };
}

export interface FoundRow {
  key: string;
  target: string;
  agentId: string | null;
  name: string | null;
  agentName: string | null;
  /** Where the agent runs: the same name may stand in several. */
  environment: Environment | null;
  what: string;
  teamName: string | null;
  /** The instant as text, to the microsecond, and as an instant; null: none. */
  place: string;
  at: Date | null;
}

/** The rows behind a number from a place on, the oldest first. */
export async function selectRows(
  id: MeasureId,
  extent: Extent,
  { after, limit }: { after: { place: string; key: string } | null; limit: number },
): Promise<FoundRow[]> {
  const set = SETS[id];
  const at = `coalesce(${set.at}, 'infinity'::timestamptz)`;
  const { rows } = await sql().query<FoundRow & { at: Date | number }>(
    `${set.with ? `${set.with}, rows` : "with rows"} as (select ${set.key} as key, ${at} as at, ${set.target} as target, ${set.agent} as agent, ${set.name} as name,
        (${set.what})::text as what, ${set.team} as team from ${set.from}
        where ${scopeOf(set)} and ${set.found ?? "true"} and ($4::timestamptz is null or (${at}, ${set.key}) > ($4::timestamptz, $5::text))
        order by 2, 1 limit $6)
      select r.key, r.target, r.agent as "agentId", r.name, r.what, g.name as "agentName", g.environment::text as environment, t.name as "teamName", r.at::text as place,
        case when isfinite(r.at) then r.at end as at
      from rows r left join agents g on g.id = r.agent left join teams t on t.id = r.team order by r.at, r.key`,
    [...valuesOf(extent), after?.place ?? null, after?.key ?? null, limit],
  );
  return rows as FoundRow[];
}
