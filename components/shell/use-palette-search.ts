"use client";

import { useEffect, useState } from "react";
import type { PaletteAnswer, PaletteGroup } from "./palette-results";

const QUIET_MS = 110;
const NONE: readonly PaletteGroup[] = [];

export interface PaletteSearch {
  groups: readonly PaletteGroup[];
  state: "idle" | "asking" | "answered" | "failed";
}

/** Asks the server once typing pauses; the answer to an older question is dropped. Two characters at least. */
export function usePaletteSearch(query: string): PaletteSearch {
  const [search, setSearch] = useState<PaletteSearch>({ groups: NONE, state: "idle" });
  const asked = query.trim();
  useEffect(() => {
    if (asked.length < 2) {
      setSearch({ groups: NONE, state: "idle" });
      return;
    }
    const controller = new AbortController();
    setSearch((before) => ({ groups: before.groups, state: "asking" }));
    const timer = setTimeout(() => {
      ask(asked, controller.signal).then(
        (groups) => setSearch({ groups, state: "answered" }),
        () => {
          if (!controller.signal.aborted) setSearch({ groups: NONE, state: "failed" });
        },
      );
    }, QUIET_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [asked]);
  return search;
}

async function ask(query: string, signal: AbortSignal): Promise<readonly PaletteGroup[]> {
  const response = await fetch(`/api/palette?q=${encodeURIComponent(query)}`, { signal });
  if (!response.ok) throw new Error(`The palette answered ${response.status}.`);
  const answer = (await response.json()) as PaletteAnswer;
  return answer.groups;
}
