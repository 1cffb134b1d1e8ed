"use client";

import { Clock } from "lucide-react";
import { useEffect, useState } from "react";
import { cn } from "@/components/cn";
import { Time } from "@/components/ui/time";

/** Time left, without shouting: minutes, and seconds in the last two. A reader who listens is told when it runs out, not every second. */
export function TimeLeft({ until, label = "left" }: { until: string; label?: string }) {
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  if (now === null) return <Time at={until} />;
  const seconds = Math.round((Date.parse(until) - now) / 1_000);
  const isShort = seconds < 120;
  return (
    <span className={cn("inline-flex items-center gap-1 tabular-nums", isShort && "text-warning")}>
      <Clock aria-hidden className="size-3.5" />
      {seconds > 0 ? `${textOf(seconds)} ${label}` : "Time is over"}
    </span>
  );
}

function textOf(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} days`;
}
