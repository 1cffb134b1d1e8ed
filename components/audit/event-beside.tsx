"use client";

import { X } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useSyncExternalStore } from "react";
import { buttonVariants } from "@/components/ui/button";
import { EventSheet, type EventSheetProps } from "./event-sheet";

interface EventBesideProps extends EventSheetProps {
  eventId: string;
}

const WIDE = "(min-width: 90rem)";

/** The record of one event: a third column where the window has room for it, a panel over the list where it has none. */
export function EventBeside({ eventId, ...record }: EventBesideProps) {
  const isWide = useSyncExternalStore(
    watchWidth,
    () => window.matchMedia(WIDE).matches,
    () => true,
  );
  return isWide ? <Column eventId={eventId} {...record} /> : <EventSheet {...record} />;
}

function watchWidth(changed: () => void): () => void {
  const width = window.matchMedia(WIDE);
  width.addEventListener("change", changed);
  return () => width.removeEventListener("change", changed);
}

function Column({ eventId, title, subtitle, closeHref, children }: EventBesideProps) {
  const column = useRef<HTMLElement>(null);
  const last = useRef(eventId);
  last.current = eventId;
  useEscape(closeHref);
  // The keys go on in the record as they would in a panel, and back to its line when it closes.
  useEffect(() => {
    column.current?.focus({ preventScroll: true });
    return () => lineOf(last.current)?.focus({ preventScroll: true });
  }, []);
  return (
    <aside
      ref={column}
      tabIndex={-1}
      aria-label="Event"
      className="sticky top-4 flex max-h-[calc(100dvh-2rem)] flex-col self-start rounded-lg border border-border bg-card outline-none max-[90rem]:hidden print:hidden"
    >
      <header className="flex items-start justify-between gap-3 border-border border-b py-2.5 pr-2 pl-4">
        <div className="min-w-0">
          <h2 className="font-semibold text-base">{title}</h2>
          <div className="text-muted-foreground text-xs">{subtitle}</div>
        </div>
        <Link
          href={closeHref}
          scroll={false}
          prefetch={false}
          aria-label="Close"
          className={buttonVariants({ variant: "ghost", size: "icon" })}
        >
          <X aria-hidden />
        </Link>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto px-4 py-3 [overflow-wrap:anywhere]">{children}</div>
    </aside>
  );
}

/** Escape closes the record, unless it is meant for something that lies over the page or for a field. */
function useEscape(closeHref: EventSheetProps["closeHref"]): void {
  const router = useRouter();
  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      if (event.key !== "Escape" || isElsewhere(event.target)) return;
      router.push(closeHref, { scroll: false });
    }
    // Before whatever lies over the page has heard the key and is gone.
    document.addEventListener("keydown", onKey, true);
    return () => document.removeEventListener("keydown", onKey, true);
  }, [closeHref, router]);
}

function isElsewhere(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]')) return true;
  return target instanceof HTMLElement && /^(input|select|textarea)$/i.test(target.tagName);
}

function lineOf(eventId: string): HTMLElement | null {
  return document.querySelector(`[data-timeline] a[data-row][href$="event=${eventId}"]`);
}
