"use client";

import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { cn } from "@/components/cn";
import { exactTime, relativeTime } from "./time-text";

interface Clock {
  /** ISO instant of the server's answer: the first paint is the same on both sides. */
  now: string;
  /** IANA zone the person chose. */
  timeZone: string;
}

const ClockContext = createContext<Clock>({ now: "1970-01-01T00:00:00.000Z", timeZone: "UTC" });

/** Gives every `Time` below it the person's zone and one ticking "now"; a minute is fine enough. */
export function ClockProvider({ now, timeZone, children }: Clock & { children: ReactNode }) {
  const [ticking, setTicking] = useState(now);
  useEffect(() => {
    setTicking(new Date().toISOString());
    const timer = setInterval(() => setTicking(new Date().toISOString()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return <ClockContext.Provider value={{ now: ticking, timeZone }}>{children}</ClockContext.Provider>;
}

export interface TimeProps {
  /** An instant; null shows `missing`. */
  at: Date | string | null;
  missing?: string;
  /** `exact` prints day, time and zone instead of "3 hours ago". */
  format?: "relative" | "exact";
  className?: string;
}

/** When: in words, with the exact instant and its zone on hover; a title and no tooltip, because a table holds hundreds. */
export function Time({ at, missing = "Never", format = "relative", className }: TimeProps) {
  const clock = useContext(ClockContext);
  if (at === null) return <span className={cn("text-muted-foreground", className)}>{missing}</span>;
  const instant = new Date(at);
  const exact = exactTime(instant, clock.timeZone);
  if (format === "exact") {
    return (
      <time dateTime={instant.toISOString()} className={cn("whitespace-nowrap", className)}>
        {exact}
      </time>
    );
  }
  return (
    <time dateTime={instant.toISOString()} title={exact} className={cn("whitespace-nowrap", className)}>
      {relativeTime(instant, new Date(clock.now))}
    </time>
  );
}
