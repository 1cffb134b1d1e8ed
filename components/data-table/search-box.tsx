"use client";

import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { SearchInput } from "@/components/ui/search-input";
import { useStable } from "./use-stable";
import type { TableQueryState } from "./use-table-query";

/** Milliseconds of quiet before the server is asked, so that a word is one question. */
const QUIET_MS = 180;

/** Searches as one types; the address follows without a new entry in the browser's history for each letter. */
export function SearchBox({ label, state }: { label: string; state: TableQueryState }) {
  const { query, change } = state;
  const [typed, setTyped] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const box = useRef<HTMLInputElement>(null);
  const early = useStable((inBrowser: string) => {
    if (inBrowser !== query.q) ask(inBrowser, QUIET_MS);
  });
  // What was typed before the page came alive is in the browser alone: it is searched for like the rest.
  useLayoutEffect(() => early(box.current?.value ?? ""), [early]);
  useEffect(() => () => clearTimeout(timer.current), []);

  function ask(text: string, after: number): void {
    setTyped(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      setTyped(null);
      change({ q: text }, { history: "replace" });
    }, after);
  }

  return (
    <SearchInput
      label={label}
      placeholder={label}
      aria-keyshortcuts="/"
      ref={box}
      value={typed ?? query.q}
      className="w-64 max-sm:w-full"
      onValueChange={(text) => ask(text, text ? QUIET_MS : 0)}
      onKeyDown={(event) => {
        if (event.key === "Escape" && (typed ?? query.q)) ask("", 0);
      }}
    />
  );
}
