"use client";

import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";

export interface QueueKeys {
  enabled: boolean;
  root: RefObject<HTMLElement | null>;
  /** `id`: of the entry that has the focus. */
  onKey: (key: "a" | "b" | "x", id: string | null) => void;
}

const BUSY = '[aria-modal="true"], [role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';
const TYPING = "input:not([type=checkbox]), textarea, select, [role=combobox]";

/** `j` `k` move through the queue, `x` ticks, `a` and `b` ask to accept and to block. Silent while somebody types or a dialog is open. */
export function useQueueKeys(keys: QueueKeys): void {
  const latest = useRef(keys);
  // Before anything is drawn: whoever sees the new rows and presses a key means those.
  useLayoutEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event, latest.current);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}

function press(event: KeyboardEvent, { enabled, root, onKey }: QueueKeys): void {
  if (!enabled || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  const { target, key } = event;
  if (target instanceof HTMLElement && (target.isContentEditable || target.matches(TYPING))) return;
  if (document.querySelector(BUSY)) return;
  const entries = [...(root.current?.querySelectorAll<HTMLElement>("[data-queue-entry]") ?? [])];
  const at = entries.findIndex((entry) => entry.contains(document.activeElement));
  if (key === "j" || key === "k") {
    const next = entries[key === "j" ? Math.min(at + 1, entries.length - 1) : Math.max(at - 1, 0)];
    if (!next) return;
    event.preventDefault();
    next.querySelector<HTMLElement>("a, button")?.focus();
    next.scrollIntoView({ block: "nearest" });
  } else if (key === "a" || key === "b" || key === "x") {
    event.preventDefault();
    onKey(key, entries[at]?.dataset.queueEntry ?? null);
  }
}
