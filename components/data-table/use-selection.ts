"use client";

import { useRef, useState } from "react";
import { useStable } from "./use-stable";

export interface Selection {
  chosen: ReadonlySet<string>;
  /** All rows that match the filter, also those on other pages. */
  matching: boolean;
  /** Ticks or unticks a row; with `range` also all rows between it and the one touched before. */
  toggle: (id: string, range?: boolean) => void;
  togglePage: () => void;
  chooseMatching: () => void;
  choose: (ids: readonly string[]) => void;
  clear: () => void;
  pageState: "none" | "some" | "all";
}

/**
 * Which rows are ticked. The choice lives as long as the filter does (`scope`): other rows would otherwise be acted on unseen.
 * It survives turning pages and sorting.
 */
export function useSelection(rowIds: readonly string[], scope: string): Selection {
  const [state, setState] = useState({ scope, chosen: new Set<string>() as ReadonlySet<string>, matching: false });
  const anchor = useRef<string | null>(null);
  const current = state.scope === scope ? state : { scope, chosen: new Set<string>(), matching: false };
  const onPage = rowIds.filter((id) => current.matching || current.chosen.has(id)).length;

  function put(chosen: ReadonlySet<string>, matching = false): void {
    setState({ scope, chosen, matching });
  }

  const toggle = useStable((id: string, range = false): void => {
    // Leaving "all matching" by unticking one row keeps the rest of this page: what is ticked is what is seen.
    const next = new Set(current.matching ? rowIds : current.chosen);
    const on = !next.has(id);
    for (const each of range ? between(rowIds, anchor.current, id) : [id]) {
      if (on) next.add(each);
      else next.delete(each);
    }
    anchor.current = id;
    put(next);
  });

  return {
    chosen: current.chosen,
    matching: current.matching,
    toggle,
    togglePage: () => {
      const next = new Set(current.matching ? [] : current.chosen);
      const all = onPage === rowIds.length;
      for (const id of rowIds) {
        if (all) next.delete(id);
        else next.add(id);
      }
      put(next);
    },
    chooseMatching: () => put(new Set(), true),
    choose: (ids) => put(new Set(ids)),
    clear: () => put(new Set()),
    pageState: onPage === 0 ? "none" : onPage === rowIds.length ? "all" : "some",
  };
}

/** The ids from one row to another, both included, in either direction; only the second when the first is on another page. */
export function between(ids: readonly string[], from: string | null, to: string): readonly string[] {
  const start = from === null ? -1 : ids.indexOf(from);
  const end = ids.indexOf(to);
  if (start < 0 || end < 0) return [to];
  return ids.slice(Math.min(start, end), Math.max(start, end) + 1);
}
