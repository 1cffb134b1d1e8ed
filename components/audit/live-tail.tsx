"use client";

import { ArrowUp } from "lucide-react";
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import type { AuditSearch } from "@/lib/audit/search";
import { auditHref } from "./hrefs";
import { LiveSwitch } from "./live-switch";
import { caughtUp, NO_TAIL, received, type TailState } from "./tail-state";
import { type TailStatus, TailStream } from "./tail-stream";
import { EventLine } from "./timeline-line";

interface LiveTailProps {
  search: AuditSearch;
  /** The address of the stream, with the filters of this search. */
  address: string;
  /** The log number from which on nothing is in the list below for certain. */
  after: number;
  /** The ids of the list below. */
  known: readonly string[];
  openEventId: string | undefined;
  /** Why the list cannot follow here; null: it can. */
  bar: string | null;
  /** What stands beside the switch. */
  children: ReactNode;
}

/** Whether it was switched on when the filters changed: the tail of another search goes on with it. */
let remembered = false;

/** New events above the list as they come. What comes while the reader is further down waits for them. */
export function LiveTail({ search, address, after, known, openEventId, bar, children }: LiveTailProps) {
  const top = useRef<HTMLDivElement>(null);
  const below = useMemo(() => new Set(known), [known]);
  // Numbers only grow: what was asked from at first misses nothing, however often the list is read anew.
  const [from] = useState(after);
  const list = useRef(below);
  list.current = below;
  const [on, setOn] = useState(remembered);
  const [status, setStatus] = useState<TailStatus>("live");
  const [tail, setTail] = useState<TailState>(NO_TAIL);
  const following = on && bar === null;

  useEffect(() => {
    if (!following) return;
    const stream = new TailStream(address, from, {
      onStatus: setStatus,
      onEvents: (events) => {
        const place = { known: list.current, hold: isAbove(top.current) };
        setTail((state) => received(state, events, place));
      },
    });
    const look = () => (document.hidden ? stream.pause() : stream.open());
    look();
    document.addEventListener("visibilitychange", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      stream.close();
    };
  }, [following, address, from]);

  const show = useCallback(() => {
    setTail(caughtUp);
    top.current?.scrollIntoView({ block: "center" });
  }, []);

  function turn(next: boolean): void {
    remembered = next;
    setOn(next);
  }

  const shown = tail.shown.filter(({ id }) => !below.has(id));
  return (
    <div ref={top} className="mb-3 scroll-mt-24">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        {children}
        <LiveSwitch on={on} onChange={turn} status={status} bar={bar} />
      </div>
      <p role="status" className="sr-only">
        {following ? heard(tail) : ""}
      </p>
      {tail.waiting.length ? (
        <Button size="sm" className="-translate-x-1/2 fixed top-18 left-1/2 z-20 rounded-full shadow-md" onClick={show}>
          <ArrowUp aria-hidden />
          {tail.waiting.length} new
        </Button>
      ) : null}
      {shown.length ? (
        <section aria-label="New since this page was read" data-timeline="" className="mt-2">
          <h2 className="py-1.5 font-medium text-muted-foreground text-xs">New since this page was read</h2>
          <ol className="divide-y divide-border overflow-hidden rounded-lg border border-info-line bg-card">
            {shown.map((event) => (
              <li key={event.id}>
                <EventLine event={event} href={auditHref(search, {}, event.id)} open={event.id === openEventId} />
              </li>
            ))}
          </ol>
          {tail.cut ? (
            <p className="mt-1 text-muted-foreground text-xs">
              Older new events were let go here to keep the page light: reload it to see all.
            </p>
          ) : null}
        </section>
      ) : null}
    </div>
  );
}

/** Whether the place where new events come in lies above what the reader sees. */
function isAbove(place: HTMLElement | null): boolean {
  return (place?.getBoundingClientRect().bottom ?? 0) < 0;
}

function heard({ shown, waiting }: TailState): string {
  const count = shown.length + waiting.length;
  return count ? `${count} new ${count === 1 ? "event" : "events"}` : "";
}
