import type { Context } from "@/lib/context";
import { parseInput } from "@/lib/parse";
import { namesOf } from "./names";
import { typeLabel } from "./present";
import { readable } from "./queries";
import { keptFacet } from "./reading/counting/kept";
import { type Spans, spansOf } from "./reading/counting/spans";
import { countedMonths, countKept, type Tally, tallyKept, tallyNewest } from "./reading/counting/store";
import { boundsOf, facetsOf, leftOut, type Seen } from "./reading/where";
import {
  type AuditSearch,
  type AuditSearchInput,
  auditSearchSchema,
  type EventCount,
  type EventFacet,
  type EventFacets,
} from "./search";

/** Events that are counted one by one, value by value … */
const NEWEST = 5_000;
/** … and only as many. */
const NEWEST_COUNTED = 10_000;
/** Words are found one by one as well. */
const NEWEST_WITH_WORDS = 2_000;
const SHOWN = 20;

/**
 * Counts by kind, severity, outcome, agent, actor, tool and policy (L4): of all events where nothing but time is asked for, from
 * the counts that are kept; else of the newest 5,000 that match (2,000 where words are searched for), with how many there are in all.
 */
export async function eventFacets(ctx: Context, input: AuditSearchInput = {}): Promise<EventFacets> {
  const search = parseInput(auditSearchSchema, input);
  const seen = await readable(ctx);
  const most = mostOf(search, NEWEST);
  const kept = isPlain(search, seen) ? await keptTally(ctx, search) : null;
  const { tally, events } = kept ?? (await newestTally(ctx, search, seen, most));
  const complete = kept !== null || events < most;
  const kinds = facetOf(tally.type, typeLabel);
  return {
    window: events,
    complete,
    total: (complete ? null : await keptCount(ctx, search, seen)) ?? { count: events, exact: complete },
    kinds,
    resources: byResource(kinds),
    severities: facetOf(tally.severity, (value) => value),
    outcomes: facetOf(tally.outcome, (value) => value),
    ...(await namedFacets(ctx, tally)),
  };
}

/** How many events match: exact where the kept counts say so, with nothing but time and one facet asked for; else counted up to 10,000 (2,000 with words). */
export async function countEvents(ctx: Context, input: AuditSearchInput = {}): Promise<EventCount> {
  const search = parseInput(auditSearchSchema, input);
  const seen = await readable(ctx);
  const kept = isPlain(search, seen) ? await keptTally(ctx, search) : null;
  if (kept) return { count: kept.events, exact: true };
  const counted = await keptCount(ctx, search, seen);
  if (counted) return counted;
  const most = mostOf(search, NEWEST_COUNTED);
  const { events } = await newestTally(ctx, search, seen, most + 1);
  return { count: Math.min(events, most), exact: events <= most };
}

const mostOf = ({ text }: AuditSearch, most: number) => (text.trim() === "" ? most : NEWEST_WITH_WORDS);

/** Whether all events of a stretch of time are asked for. */
function isPlain(search: AuditSearch, seen: Seen): boolean {
  const chosen = [...facetsOf(search, seen), ...leftOut(search)];
  return seen.everything && search.text.trim() === "" && chosen.length === 0;
}

async function keptTally(ctx: Context, search: AuditSearch) {
  const spans = await keptSpans(ctx, search);
  return spans && tallyKept(spans);
}

/** How many there are where one facet is asked for; null: the kept counts do not say. */
async function keptCount(ctx: Context, search: AuditSearch, seen: Seen): Promise<EventCount | null> {
  const facet = search.text.trim() === "" ? keptFacet(facetsOf(search, seen), leftOut(search)) : null;
  const spans = facet && (await keptSpans(ctx, search));
  const count = facet && spans && (await countKept(spans, facet));
  return count === null ? null : { count, exact: true };
}

async function keptSpans(ctx: Context, search: AuditSearch): Promise<Spans | null> {
  const months = await countedMonths();
  const newest = months && months.newest > ctx.now ? months.newest : ctx.now;
  return months && spansOf(boundsOf(search), { oldest: months.oldest, newest });
}

function newestTally(ctx: Context, search: AuditSearch, seen: Seen, most: number) {
  return tallyNewest({ search, seen, place: null, upwards: false, now: ctx.now }, most);
}

function facetOf(counts: ReadonlyMap<string, number>, label: (value: string) => string): EventFacet[] {
  return [...counts]
    .map(([value, count]) => ({ value, label: label(value), count }))
    .sort((one, other) => other.count - one.count || (one.value < other.value ? -1 : 1));
}

async function namedFacets(ctx: Context, { agent, actor, tool, policy }: Tally) {
  const [agents, actors, policies] = [agent, actor, policy].map((counts) =>
    facetOf(counts, (value) => value).slice(0, SHOWN),
  ) as [EventFacet[], EventFacet[], EventFacet[]];
  // Only parts of the system act under names that are no ids.
  const ids = [...agents, ...actors, ...policies].map(({ value }) => value);
  const names = await namesOf(
    ctx.actor,
    ids.map((id) => ({ kind: id.includes("_") ? "" : "system", id })),
  );
  const named = (facets: EventFacet[]) =>
    facets.map((facet) => ({ ...facet, label: names.get(facet.value)?.name ?? facet.label }));
  return {
    agents: named(agents),
    actors: named(actors),
    policies: named(policies),
    tools: facetOf(tool, (value) => value).slice(0, SHOWN),
  };
}

function byResource(kinds: readonly EventFacet[]): EventFacets["resources"] {
  const groups = Map.groupBy(kinds, ({ value }) => value.split(".", 1)[0] as string);
  return [...groups]
    .map(([value, members]) => ({
      value,
      label: typeLabel(value),
      count: members.reduce((sum, { count }) => sum + count, 0),
      kinds: members,
    }))
    .sort((one, other) => other.count - one.count || (one.value < other.value ? -1 : 1));
}
