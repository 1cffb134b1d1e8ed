import { redirect } from "next/navigation";
import { auditHref } from "@/components/audit/hrefs";
import { linesOf } from "@/components/audit/stories";
import { type EventDetail, type EventFacets, type EventView, getEvent, listEvents, readSearch } from "@/lib/audit";
import type { AuditSearch, EventPage, SearchProblem } from "@/lib/audit/search";
import type { Context } from "@/lib/context";
import { isCountersignError } from "@/lib/errors";
import { searchFromParams } from "./search-params";

/** What the address asks for. */
export interface Asked {
  search: AuditSearch;
  /** As it was written, where it was not understood; null: the search says it all. */
  text: string | null;
  problems: readonly SearchProblem[];
  ignored: string[];
}

export type Params = Record<string, string | string[] | undefined>;

/**
 * The search of an address. One that was written in the box and understood becomes an address of its own; of one that was not,
 * the rest is shown with what is wrong. A place that is none is left out and told.
 */
export async function askedBy(ctx: Context, params: Params): Promise<Asked> {
  const written = typeof params.q === "string" ? params.q : null;
  if (written !== null) {
    const { search, problems } = await readSearch(ctx, written);
    if (problems.length === 0) redirect(auditHref(search));
    return { search, text: written, problems, ignored: [] };
  }
  const { search, ignored } = searchFromParams(params);
  const place = search.olderThan ?? search.newerThan;
  const asked = { search, text: null, problems: [], ignored };
  if (!place || (await eventOrNone(ctx, place))) return asked;
  return { ...asked, search: { ...search, olderThan: null, newerThan: null }, ignored: [...ignored, "page"] };
}

/** One event, or null where there is none that the reader may see. A refusal of the log itself goes on. */
export async function eventOrNone(ctx: Context, id: string): Promise<EventDetail | null> {
  try {
    return await getEvent(ctx, id);
  } catch (error) {
    if (isCountersignError(error) && error.code === "not_found") return null;
    throw error;
  }
}

/** A page has so many lines where there are so many: a workflow of a hundred steps folds into one of them. */
const LEAST_LINES = 20;
const MOST_READS = 4;

/** A page of the timeline, read on while it folds into a few lines. */
export async function readPage(ctx: Context, search: AuditSearch, timeZone: string): Promise<EventPage> {
  let page = await listEvents(ctx, search);
  if (search.newerThan || search.correlationId) return page;
  for (let reads = 1; reads < MOST_READS && page.older && linesOf(page.rows, timeZone) < LEAST_LINES; reads++) {
    const next = await listEvents(ctx, { ...search, olderThan: page.older });
    page = { ...next, newer: page.newer, rows: [...page.rows, ...next.rows] };
  }
  return page;
}

/** Names for the ids of a search, as far as its facets and rows know them. */
export function namesIn(facets: EventFacets, rows: readonly EventView[]): ReadonlyMap<string, string> {
  const counted = [...facets.agents, ...facets.actors, ...facets.policies].map(({ value, label }) => [value, label]);
  const shown = rows.flatMap(({ actor, agent, target, policy }) =>
    [actor, target, agent, policy].flatMap((ref) => (ref ? [[ref.id, ref.name]] : [])),
  );
  return new Map([...shown, ...counted] as [string, string][]);
}

/** A refusal is shown in its own words; anything else is the error page's. */
export function refusal(error: unknown): string {
  if (isCountersignError(error) && error.code === "forbidden") return error.message;
  throw error;
}
