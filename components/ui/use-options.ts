"use client";

import { useEffect, useRef, useState } from "react";
import type { ComboboxOption } from "./combobox";
import { stillMatching } from "./still-matching";

/** Looks options up; `signal` is aborted when a later question overtakes this one. */
export type FindOptions = (query: string, signal: AbortSignal) => Promise<readonly ComboboxOption[]>;

/** Milliseconds of quiet before a question is asked, so that a word is one request and not six. */
const QUIET_MS = 140;
const NONE: readonly ComboboxOption[] = [];

/**
 * The options of the latest question only: an older answer that arrives late is dropped, and until the new one is there only what
 * matches it stays. A failure is told, not shown as no match.
 */
export function useOptions(search: FindOptions | undefined) {
  const [state, setState] = useState<{ options: readonly ComboboxOption[]; pending: boolean; failure: string | null }>({
    options: NONE,
    pending: false,
    failure: null,
  });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  function ask(query: string): void {
    if (!search) return;
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    setState((before) => ({ options: stillMatching(before.options, query), pending: true, failure: null }));
    const later = setTimeout(async () => {
      try {
        const options = await search(query.trim(), controller.signal);
        if (!controller.signal.aborted) setState({ options, pending: false, failure: null });
      } catch {
        if (controller.signal.aborted) return;
        setState({ options: NONE, pending: false, failure: "The search did not answer. Type again to retry." });
      }
    }, QUIET_MS);
    controller.signal.addEventListener("abort", () => clearTimeout(later));
  }

  return { ...state, ask };
}
