"use client";

import { useEffect, useLayoutEffect, useRef } from "react";

/** Milliseconds in which the second key of a sequence must follow. */
const SEQUENCE_MS = 1200;

export interface Shortcuts {
  /** "?" or "g a" → what it does. */
  keys: Readonly<Record<string, () => void>>;
  /** ⌘K or Ctrl K: works everywhere, also when single keys are turned off. */
  onPalette: () => void;
  enabled: boolean;
}

/** The console's single keys. Silent while someone types, while a dialog is open, with a modifier, or when turned off (WCAG 2.1.4). */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  // Before anything is drawn: whoever sees the new rows and presses a key means those.
  useLayoutEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    let first: { key: string; at: number } | null = null;
    function onKeyDown(event: KeyboardEvent): void {
      const { keys, onPalette, enabled } = latest.current;
      if ((event.metaKey || event.ctrlKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
        event.preventDefault();
        onPalette();
        return;
      }
      if (!enabled || event.defaultPrevented || !isFree(event)) return;
      const pair = first && event.timeStamp - first.at < SEQUENCE_MS ? `${first.key} ${event.key}` : null;
      const act = (pair ? keys[pair] : undefined) ?? keys[event.key];
      first = act ? null : { key: event.key, at: event.timeStamp };
      if (!act) return;
      event.preventDefault();
      act();
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}

function isFree(event: KeyboardEvent): boolean {
  if (event.metaKey || event.ctrlKey || event.altKey || event.isComposing) return false;
  const target = event.target instanceof Element ? event.target : null;
  if (
    target?.closest(
      "input:not([type=checkbox]), textarea, select, [contenteditable=true], [role=combobox], [role=menu]",
    )
  )
    return false;
  return document.querySelector("[role=dialog], [role=alertdialog]") === null;
}
