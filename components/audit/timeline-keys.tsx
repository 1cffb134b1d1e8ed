"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

interface TimelineKeysProps {
  enabled: boolean;
  /** Whether a record stands open: the keys then move it and leave the list where it is. */
  open: boolean;
}

/** `j` and `k` walk the lines of the timeline; Enter opens the one in focus, for it is a link. Renders nothing. */
export function TimelineKeys({ enabled, open }: TimelineKeysProps) {
  const router = useRouter();
  useEffect(() => {
    if (!enabled) return;
    function onKey(event: KeyboardEvent) {
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      const step = { j: 1, k: -1 }[event.key];
      const lines = step ? linesOnScreen() : [];
      const at = lines.findIndex((line) => (open ? line.ariaCurrent === "true" : line === document.activeElement));
      const next = lines[at < 0 ? 0 : Math.min(Math.max(at + (step ?? 0), 0), lines.length - 1)];
      if (!next) return;
      event.preventDefault();
      if (!open) return next.focus();
      next.scrollIntoView({ block: "nearest" });
      // In the place of the last one: Back closes the record, however many were looked at.
      router.replace(addressOf(next), { scroll: false });
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [enabled, open, router]);
  return null;
}

function linesOnScreen(): HTMLAnchorElement[] {
  const lines = document.querySelectorAll<HTMLAnchorElement>("[data-timeline] a[data-row]");
  return [...lines].filter((line) => line.checkVisibility());
}

type Address = Parameters<ReturnType<typeof useRouter>["replace"]>[0];

function addressOf({ pathname, search }: HTMLAnchorElement): Address {
  return `${pathname}${search}` as Address;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(input|select|textarea)$/i.test(target.tagName))
  );
}
