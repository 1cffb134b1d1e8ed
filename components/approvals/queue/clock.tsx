"use client";

import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { cn } from "@/components/cn";
import { timeLeftText } from "./queue-state";

interface QueueClock {
  /** Milliseconds since 1970 by the database's clock, ticking each second; null until the browser ticks. */
  now: number;
}

const QueueClockContext = createContext<QueueClock | null>(null);

/** One ticking clock for every countdown on the page. @param offset milliseconds that the database is ahead of this browser */
export function QueueClockProvider({
  start,
  offset,
  children,
}: {
  start: string;
  offset: number;
  children: ReactNode;
}) {
  const [now, setNow] = useState(() => Date.parse(start));
  useEffect(() => {
    const tick = () => setNow(Date.now() + offset);
    tick();
    const timer = setInterval(tick, 1_000);
    return () => clearInterval(timer);
  }, [offset]);
  return <QueueClockContext.Provider value={{ now }}>{children}</QueueClockContext.Provider>;
}

/** Whether an instant has come, by the database's clock as far as the browser knows it. Without a clock around it: no. */
export function useIsOver(at: string | null): boolean {
  const clock = useContext(QueueClockContext);
  return clock !== null && at !== null && Date.parse(at) <= clock.now;
}

/** "4 min left", and when it is over "Timed out": in words, and calm until the last minute. */
export function TimeLeft({
  until,
  over = "Timed out",
  className,
}: {
  until: string;
  over?: string;
  className?: string;
}) {
  const clock = useContext(QueueClockContext);
  if (!clock) return null;
  const left = Date.parse(until) - clock.now;
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
