"use client";

import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import type { Selection } from "./use-selection";

export interface RowKeys {
  enabled: boolean;
  root: RefObject<HTMLElement | null>;
  rowIds: readonly string[];
  selection: Selection;
  peek: string | null;
  onPeek: (id: string | null) => void;
}

const BUSY = '[aria-modal="true"], [role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';

/**
 * `j` `k` move through the rows, Enter opens (the row's own link has the focus), `x` ticks, `Shift`+`x` ticks up to here, Space looks
 * quickly, `b` goes to what can be done with the ticked rows, Escape unticks. Silent while somebody types, and while a dialog or menu is open; in the quick look `j` `k` go on.
 */
export function useRowKeys(keys: RowKeys): void {
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

function press(event: KeyboardEvent, keys: RowKeys): void {
  if (!keys.enabled || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event))
    return;
  if (keys.peek) return void pressInPeek(event, keys, keys.peek);
  if (document.querySelector(BUSY)) return;
  const links = [...(keys.root.current?.querySelectorAll<HTMLElement>("[data-row-link]") ?? [])];
  const at = links.findIndex((link) => link.closest("tr")?.contains(document.activeElement));
  const id = keys.rowIds[at];
  if (event.key === "j" || event.key === "k") {
    event.preventDefault();
    const next = links[event.key === "j" ? Math.min(at + 1, links.length - 1) : Math.max(at - 1, 0)];
    next?.focus();
    next?.closest("tr")?.scrollIntoView({ block: "nearest" });
  } else if (event.key === "Escape") {
    keys.selection.clear();
  } else if (event.key === "b") {
    const act = keys.root.current?.querySelector<HTMLElement>("[data-bulk-actions] button");
    if (act) event.preventDefault();
    act?.focus();
  } else if (id && (event.key === "x" || event.key === "X")) {
    event.preventDefault();
    keys.selection.toggle(id, event.shiftKey);
  } else if (id && event.key === " " && document.activeElement === links[at]) {
    event.preventDefault();
    keys.onPeek(id);
  }
}

function pressInPeek(event: KeyboardEvent, keys: RowKeys, peek: string): void {
  const step = event.key === "j" ? 1 : event.key === "k" ? -1 : 0;
  const next = step ? keys.rowIds[keys.rowIds.indexOf(peek) + step] : undefined;
  if (!next || !keys.rowIds.includes(peek)) return;
  event.preventDefault();
  keys.onPeek(next);
}

function isTyping(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches("input:not([type=checkbox]), textarea, select, [role=combobox]");
}
