"use client";

import { debounce } from "nuqs";
import { SearchInput } from "@/components/ui/search-input";
import type { TableQueryState } from "./use-table-query";

/** Milliseconds of quiet before the server is asked, so that a word is one question. */
const QUIET_MS = 180;

/** Searches as one types; the address follows without a new entry in the browser's history for each letter. */
export function SearchBox({ label, state }: { label: string; state: TableQueryState }) {
  const { query, change } = state;
  return (
    <SearchInput
      label={label}
      placeholder={label}
      aria-keyshortcuts="/"
      value={query.q}
      className="w-64 max-sm:w-full"
      onValueChange={(value) =>
        change({ q: value || null }, { history: "replace", limitUrlUpdates: value ? debounce(QUIET_MS) : undefined })
      }
      onKeyDown={(event) => {
        if (event.key === "Escape" && query.q) change({ q: null }, { history: "replace" });
      }}
    />
  );
}
