"use client";

import { useEffect, useLayoutEffect, useRef } from "react";

const BUSY = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';
const TYPING =
  "input:not([type=checkbox]):not([type=radio]), textarea, select, [role=combobox], [contenteditable=true]";

/** Single keys of the queue and the case. A key that is held down counts once; silent while somebody types or a dialog is open. */
export function useDeskKeys(enabled: boolean, keys: Readonly<Record<string, () => void>>): void {
  const latest = useRef({ enabled, keys });
  // Before anything is drawn: whoever sees the new rows and presses a key means those.
  useLayoutEffect(() => {
    latest.current = { enabled, keys };
  });
  useEffect(() => {
    let former: { key: string; at: number } | null = null;
    function listen(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
      // The second key of "g a" leads to another room, and means nothing here.
      const isSecond = former?.key === "g" && event.timeStamp - former.at < 1_200;
      former = { key: event.key, at: event.timeStamp };
      const act = latest.current.enabled && !isSecond ? latest.current.keys[event.key] : undefined;
      const types = event.target instanceof HTMLElement && event.target.matches(TYPING);
      if (!act || (types && event.key !== "Escape")) return;
      if (document.querySelector(BUSY)) return;
      event.preventDefault();
      act();
    }
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}
