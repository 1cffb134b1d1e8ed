"use client";

import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { cn } from "@/components/cn";
import { timeLeftText } from "./queue-state";

/** Milliseconds since 1970 by the database's clock, ticking each second. Null: not known yet. Undefined: nobody ticks. */
const QueueClockContext = createContext<number | null | undefined>(undefined);

interface QueueClockProps {
  /** What the server said when it drew the page; null where it said nothing. */
  start: string | null;
  /** Milliseconds that the database is ahead of this browser. */
  offset: number;
  children: ReactNode;
}

/** One ticking clock for every countdown on the page. */
export function QueueClockProvider({ start, offset, children }: QueueClockProps) {
  const [now, setNow] = useState(() => (start === null ? null : Date.parse(start)));
  useEffect(() => {
    const tick = () => setNow(Date.now() + offset);
    tick();
    const timer = setInterval(tick, 1_000);
    return () => clearInterval(timer);
  }, [offset]);
  return <QueueClockContext value={now}>{children}</QueueClockContext>;
}

/** Sees to it that somebody ticks: a case stands in the queue, which does, and on a page of its own. */
export function WithClock({ children }: { children: ReactNode }) {
  const ticks = useContext(QueueClockContext) !== undefined;
  if (ticks) return children;
  return (
    <QueueClockProvider start={null} offset={0}>
      {children}
    </QueueClockProvider>
  );
}

/** Whether an instant has come, by the database's clock as far as the browser knows it. */
export function useIsOver(at: string | null): boolean {
  const now = useContext(QueueClockContext) ?? null;
  return now !== null && at !== null && Date.parse(at) <= now;
}

interface TimeLeftProps {
  until: string;
  /** What it says when the time is over. */
  over?: string;
  className?: string;
}

/** "4 min left", and when it is over "Timed out": in words, and calm until the last minute. */
export function TimeLeft({ until, over = "Timed out", className }: TimeLeftProps) {
  const now = useContext(QueueClockContext) ?? null;
  if (now === null) return null;
  const left = Date.parse(until) - now;
  const text = timeLeftText(left);
  return (
    <time
      dateTime={until}
      className={cn("whitespace-nowrap tabular-nums", left < 60_000 && text && "font-medium text-warning", className)}
    >
      {text ?? over}
    </time>
  );
}
