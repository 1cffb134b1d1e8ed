import { COLUMN_OF, COUNTED, type Counted } from "../../counting/kept";
import type { Facet } from "../../where";
import { monthOf, type Window } from "../../windows";

/** What the kept counts say of a search, month by month: where nothing can match, and how far a facet narrows. Pure. */

/** Months are added up value by value. */
const MOST_VALUES = 30;

export interface Month {
  /** Its first instant, UTC. */
  start: Date;
  /** All events that were counted. */
  events: number;
  /** Those that may meet each facet, at most; null: it is not counted. In the order of the facets. */
  facets: readonly (number | null)[];
}

export interface Months {
  /** Oldest first: every month that has events. */
  months: readonly Month[];
  /** Whether every event whose words can be looked up is counted: else 0 does not mean that there is none. */
  complete: boolean;
}

export interface FacetKey {
  /** Which of the facets. */
  place: number;
  counted: Counted;
  value: string;
}

/** The counts that tell of these facets: of a facet all of its values or none. */
export function keysOf(facets: readonly Facet[]): FacetKey[] {
  return facets.flatMap((facet, place) => {
    const keys = facet.flatMap(({ column, values }) => {
      const counted = COUNTED.find((one) => COLUMN_OF[one] === column);
      return values.map((value) => (counted ? { place, counted, value } : null));
    });
    const told = keys.filter((key) => key !== null);
    return told.length < keys.length || keys.length > MOST_VALUES ? [] : told;
  });
}

/** The parts of these stretches in which all facets may be met, in their order: months without any event of one of them are left out. */
export function occupied(windows: readonly Window[], { months, complete }: Months, upwards: boolean): Window[] {
  const isCounted = months.some(({ facets }) => facets.some((events) => events !== null));
  if (!complete || !isCounted) return [...windows];
  const runs = runsOf(months.filter(({ facets }) => !facets.includes(0)));
  if (!upwards) runs.reverse();
  return windows.flatMap((window) => runs.map((run) => both(window, run)).filter((part) => part !== null));
}

/** Months that follow one another, as one stretch. */
function runsOf(months: readonly Month[]): { from: Date; until: Date }[] {
  const runs: { from: Date; until: Date }[] = [];
  for (const { start } of months) {
    const last = runs.at(-1);
    if (last?.until.getTime() === start.getTime()) last.until = monthOf(start, 1);
    else runs.push({ from: start, until: monthOf(start, 1) });
  }
  return runs;
}

function both(window: Window, run: { from: Date; until: Date }): Window | null {
  const from = window.from && window.from > run.from ? window.from : run.from;
  const until = window.until && window.until < run.until ? window.until : run.until;
  return from < until ? { from, until } : null;
}

/** What is counted in the months that a stretch touches. */
export interface Extent {
  events: number;
  /** Of each facet; null: it is not counted. */
  facets: readonly (number | null)[];
}

export function extentOf({ from, until }: Window, { months }: Months): Extent {
  const touched = months.filter(({ start }) => (!until || start < until) && (!from || monthOf(start, 1) > from));
  const places = touched[0]?.facets.map((_, place) => place) ?? [];
  return {
    events: touched.reduce((sum, { events }) => sum + events, 0),
    facets: places.map((place) =>
      touched.reduce<number | null>((sum, { facets }) => {
        const events = facets[place] ?? null;
        return sum === null || events === null ? null : sum + events;
      }, 0),
    ),
  };
}
