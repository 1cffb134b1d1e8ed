"use client";

import { useEffect } from "react";

/** `j` and `k` walk the lines of the timeline; Enter opens the one in focus, for it is a link. Renders nothing. */
export function TimelineKeys({ enabled }: { enabled: boolean }) {
  useEffect(() => {
    if (!enabled) return;
    function onKey(event: KeyboardEvent) {
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      const step = { j: 1, k: -1 }[event.key];
      if (!step) return;
      const lines = [...document.querySelectorAll<HTMLElement>("[data-timeline] a[data-row]")].filter((line) =>
        line.checkVisibility(),
      );
      const at = lines.indexOf(document.activeElement as HTMLElement);
      const next = lines[at < 0 ? 0 : Math.min(Math.max(at + step, 0), lines.length - 1)];
      if (!next) return;
      event.preventDefault();
      next.focus();
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [enabled]);
  return null;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(input|select|textarea)$/i.test(target.tagName))
  );
}
