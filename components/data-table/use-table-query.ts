"use client";

import type { Route } from "next";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useOptimistic, useTransition } from "react";
import { addressWith, type QueryChange, readTableQuery, type TableQuery } from "./query";
import { useStable } from "./use-stable";

interface ChangeOptions {
  /** `push` (the usual) lets Back undo the change. */
  history?: "push" | "replace";
  /** The rows are here already: the server is not asked. */
  shallow?: boolean;
}

export interface TableQueryState {
  query: TableQuery;
  /** Filters and order begin at the first page again. */
  change: (patch: QueryChange, options?: ChangeOptions) => void;
  /** The server is answering a former change. */
  pending: boolean;
}

const MOVES = ["q", "sort", "dir"] as const;

/**
 * The state of a table, read from the address and written to it: the address is the truth, so that Back, sharing and saved
 * views work by themselves. A change asks the server inside a transition: controls show it at once, and the old rows stay
 * until the new ones are here.
 */
export function useTableQuery(facetIds: readonly string[], hasDefaultView: boolean): TableQueryState {
  const router = useRouter();
  const path = usePathname();
  const address = useSearchParams().toString();
  const [pending, startTransition] = useTransition();
  const [wanted, want] = useOptimistic(address);

  const change = useStable((patch: QueryChange, { history = "push", shallow = false }: ChangeOptions = {}): void => {
    const filters = patch.facets !== undefined || MOVES.some((key) => key in patch);
    const first = filters ? { cursor: null, ...(hasDefaultView ? { view: "all" } : {}) } : {};
    const next = addressWith(new URLSearchParams(wanted), { ...first, ...patch });
    const href = (next ? `${path}?${next}` : path) as Route;
    if (shallow) {
      window.history[history === "push" ? "pushState" : "replaceState"](null, "", href);
      return;
    }
    startTransition(() => {
      want(next);
      router[history](href, { scroll: false });
    });
  });

  return { query: readTableQuery(new URLSearchParams(wanted), facetIds), change, pending };
}
