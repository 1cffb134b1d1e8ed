import { requirePermission, visibility } from "@/lib/access";
import type { Context } from "@/lib/context";
import { CountersignError } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { tierOfTool } from "@/lib/risk/rules";
import { CAPABILITIES, CAPABILITY_LABELS, EFFECT_LABELS, EFFECTS } from "@/lib/risk/schema";
import { addVisibility, Conditions } from "../filter";
import { searchTerms } from "../rules";
import { LIMITS, TIER_LABELS, TIERS } from "../terms";
import { searchRows } from "./queries";
import { type ToolSearch, type ToolSearchInput, type ToolSort, toolSearchSchema } from "./schema";
import { TOOL_STATE_LABELS, TOOL_STATES } from "./terms";
import type { ToolFacets, ToolHit, ToolPage } from "./views";

const FROM = "from agent_tools t join agents a on a.id = t.agent_id join agent_servers s on s.id = t.server_id";
// What counts of a tool now. A tool that waits is rated by what is listed.
const POWER = (column: "effect" | "capabilities") => `case when t.state = 'quarantined' then t.${column}
  when t.corrected_effect is not null then t.corrected_${column} when t.accepted_hash is not null then t.accepted_${column} else t.${column} end`;

const SORTS: Record<ToolSort, { key: string; type: string }> = {
  name: { key: "lower(t.name)", type: "text" },
  agent: { key: "lower(a.name)", type: "text" },
  tier: { key: "t.tier", type: '"Tier"' },
  seen: { key: "t.first_seen_at", type: "timestamptz" },
};

interface Place {
  sort: ToolSort;
  dir: "asc" | "desc";
  back: boolean;
  key: string;
  id: string;
}

/**
 * Tools across the agents that the caller may see (V4), a page by keyset in both directions. Tools of decommissioned agents
 * are history and do not appear.
 * @throws CountersignError `invalid` for a damaged page link, `forbidden` for who may see no agents at all
 */
export async function searchTools(ctx: Context, input: ToolSearchInput): Promise<ToolPage> {
  const search = parseInput(toolSearchSchema, input);
  const from = search.cursor === null ? null : placeIn(search.cursor, search);
  const [found, total] = await Promise.all([pageOf(ctx, search, from), countOf(ctx, search)]);
  const more = found.length > search.limit;
  const rows = found.slice(0, search.limit);
  if (from?.back) rows.reverse();
  const link = (row: (typeof rows)[number] | undefined, back: boolean) =>
    row ? linkTo({ sort: search.sort, dir: search.dir, back, key: keyText(row.key), id: row.id }) : null;
  return {
    rows: rows.map(({ key, ...row }) => ({
      ...row,
      // The filter goes by the classifier; the row says what counts.
      tier: row.corrected ? tierOfTool(row.effect, row.capabilities) : row.tier,
      firstSeenAt: row.firstSeenAt.toISOString(),
      lastSeenAt: row.lastSeenAt.toISOString(),
    })),
    total,
    next: from?.back || more ? link(rows.at(-1), false) : null,
    previous: from?.back ? (more ? link(rows[0], true) : null) : from ? link(rows[0], true) : null,
  };
}

/** Counts for each filter, every one without its own choice. */
export async function toolFacets(ctx: Context, input: ToolSearchInput): Promise<ToolFacets> {
  const search = parseInput(toolSearchSchema, input);
  const counted = (without: Partial<ToolSearch>, value: string, join = "") => {
    const conditions = conditionsOf(ctx, { ...search, ...without });
    return searchRows<{ value: string; count: bigint }>(
      `select ${value}::text as value, count(*) ${FROM} ${join} where ${conditions.where} group by 1`,
      conditions.values,
    ).then((rows) => new Map(rows.map((row) => [row.value, Number(row.count)])));
  };
  const [state, effect, capability, tier] = await Promise.all([
    counted({ state: [] }, "t.state"),
    counted({ effect: [] }, POWER("effect")),
    counted({ capability: [] }, "c.one", `cross join lateral unnest(${POWER("capabilities")}) c(one)`),
    counted({ tier: [] }, "t.tier"),
  ]);
  const listed = <V extends string>(values: readonly V[], labels: Record<V, string>, counts: Map<string, number>) =>
    values.map((value) => ({ value, label: labels[value], count: counts.get(value) ?? 0 }));
  return {
    state: listed(TOOL_STATES, TOOL_STATE_LABELS, state),
    effect: listed(EFFECTS, EFFECT_LABELS, effect),
    capability: listed(CAPABILITIES, CAPABILITY_LABELS, capability),
    tier: listed(TIERS, TIER_LABELS, tier),
  };
}

function conditionsOf(ctx: Context, search: ToolSearch): Conditions {
  const seen = visibility(ctx.actor, "tools.read");
  if (!seen.everything && !seen.teamIds.length && seen.ownerId === null) requirePermission(ctx, "tools.read");
  const sql = new Conditions();
  addVisibility(sql, seen);
  sql.add("a.status <> 'decommissioned'");
  for (const term of searchTerms(search.q)) {
    const like = sql.value(`%${term.replace(/[\\%_]/g, "\\$&")}%`);
    sql.add(`lower(concat_ws(' ', t.name, s.name, a.name)) like ${like}`);
  }
  if (search.state.length) sql.add(`t.state = any(${sql.value(search.state)}::"ToolState"[])`);
  if (search.tier.length) sql.add(`t.tier = any(${sql.value(search.tier)}::"Tier"[])`);
  if (search.effect.length) sql.add(`${POWER("effect")} = any(${sql.value(search.effect)}::text[])`);
  if (search.capability.length) sql.add(`${POWER("capabilities")} && ${sql.value(search.capability)}::text[]`);
  return sql;
}

type Keyed = Omit<ToolHit, "firstSeenAt" | "lastSeenAt"> & { firstSeenAt: Date; lastSeenAt: Date; key: string | Date };

async function pageOf(ctx: Context, search: ToolSearch, from: Place | null): Promise<Keyed[]> {
  const sql = conditionsOf(ctx, search);
  const { key, type } = SORTS[search.sort];
  const up = (search.dir === "asc") !== (from?.back ?? false);
  if (from) sql.add(`(${key}, t.id) ${up ? ">" : "<"} (${sql.value(from.key)}::${type}, ${sql.value(from.id)})`);
  const order = up ? "asc" : "desc";
  return searchRows<Keyed>(
    `select t.id, t.name, coalesce(t.definition->>'title', '') as title, left(coalesce(t.definition->>'description', ''), 200) as description,
       s.name as server, t.state, t.accepted_hash is not null and t.accepted_hash <> t.hash as changed, ${POWER("effect")} as effect,
       ${POWER("capabilities")} as capabilities, t.tier, t.corrected_effect is not null and t.state <> 'quarantined' as corrected, t.first_seen_at as "firstSeenAt",
       t.last_seen_at as "lastSeenAt", ${key} as key,
       json_build_object('id', a.id, 'name', a.name, 'environment', a.environment, 'tier', a.tier) as agent
     ${FROM} where ${sql.where} order by ${key} ${order}, t.id ${order} limit ${search.limit + 1}`,
    sql.values,
  );
}

async function countOf(ctx: Context, search: ToolSearch): Promise<ToolPage["total"]> {
  const sql = conditionsOf(ctx, search);
  const [row] = await searchRows<{ count: bigint }>(
    `select count(*) from (select 1 ${FROM} where ${sql.where} limit ${LIMITS.count + 1}) x`,
    sql.values,
  );
  const count = Number(row?.count ?? 0n);
  return count > LIMITS.count ? { count: LIMITS.count, exact: false } : { count, exact: true };
}

const keyText = (key: string | Date) => (key instanceof Date ? key.toISOString() : key);

function linkTo(place: Place): string {
  return Buffer.from(JSON.stringify(Object.values(place)), "utf8").toString("base64url");
}

/** The place a page link names. It belongs to one order; anything else is damaged. */
function placeIn(cursor: string, search: ToolSearch): Place {
  const parts = parsedOrNull(Buffer.from(cursor, "base64url").toString("utf8"));
  if (Array.isArray(parts) && parts.length === 5) {
    const [sort, dir, back, key, id] = parts as unknown[];
    const fits = sort === search.sort && dir === search.dir && typeof back === "boolean" && isKey(search.sort, key);
    if (fits && typeof id === "string" && /^tol_[0-9a-z]{1,40}$/.test(id)) {
      return { sort: search.sort, dir: search.dir, back, key: key as string, id };
    }
  }
  throw new CountersignError("invalid", "This page link is damaged: begin at the first page.");
}

function isKey(sort: ToolSort, key: unknown): boolean {
  if (typeof key !== "string" || key.includes("\u0000")) return false;
  if (sort === "tier") return (TIERS as readonly string[]).includes(key);
  return sort !== "seen" || /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(key);
}

function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
