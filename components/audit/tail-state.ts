import type { EventView } from "@/lib/audit/search";

/** What the live tail holds: what is shown above the list, and what waits until the reader comes back up. Newest first. */
export interface TailState {
  shown: readonly EventView[];
  waiting: readonly EventView[];
  /** Whether older ones of the shown were let go, to keep the page light. */
  cut: boolean;
}

export const NO_TAIL: TailState = { shown: [], waiting: [], cut: false };

/** The most that stand above the list; older ones are one reload away. */
export const MOST_SHOWN = 200;

/**
 * New events put in, each once.
 * @param known the ids of the list below
 * @param hold whether the reader is elsewhere on the page: what moves under their eyes would be lost to them
 */
export function received(state: TailState, events: readonly EventView[], { known, hold }: Place): TailState {
  const here = new Set([...state.shown, ...state.waiting].map(({ id }) => id));
  const once = new Map(events.map((event) => [event.id, event]));
  const fresh = [...once.values()].filter(({ id }) => !known.has(id) && !here.has(id));
  if (fresh.length === 0) return state;
  if (hold) return { ...state, waiting: inOrder([...fresh, ...state.waiting]) };
  return shownWith(state, [...fresh, ...state.waiting]);
}

interface Place {
  known: ReadonlySet<string>;
  hold: boolean;
}

/** What waited, shown. */
export function caughtUp(state: TailState): TailState {
  return state.waiting.length ? shownWith(state, state.waiting) : state;
}

function shownWith(state: TailState, more: readonly EventView[]): TailState {
  const all = inOrder([...more, ...state.shown]);
  return { shown: all.slice(0, MOST_SHOWN), waiting: [], cut: state.cut || all.length > MOST_SHOWN };
}

/** As the list below: the latest first; numbers come in the order of commits, not of time. */
function inOrder(events: readonly EventView[]): EventView[] {
  return events.toSorted((a, b) => (a.at === b.at ? compare(b.id, a.id) : compare(b.at, a.at)));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
