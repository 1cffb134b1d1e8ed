"use client";

import { useRouter } from "next/navigation";
import { Select } from "@/components/ui/select";
import { quarterText } from "@/lib/posture/present";
import { quartersHref } from "./hrefs";

interface QuarterChoiceProps {
  teamId: string | null;
  /** The latest first. */
  quarters: readonly string[];
  /** Before `to`; null: there is none. */
  from: string | null;
  to: string;
}

const named = (value: string) => ({ value, label: quarterText(value) });

/** Which two quarters stand beside each other, the earlier first. Each choice is an address. */
export function QuarterChoice({ teamId, quarters, from, to }: QuarterChoiceProps) {
  const router = useRouter();
  if (quarters.length < 2) {
    return (
      <p className="text-muted-foreground">A second one is written when its quarter ends: then two can be compared.</p>
    );
  }
  const go = (change: { from?: string; to?: string }) =>
    router.push(quartersHref(teamId, { ...(from ? { from } : {}), to, ...change }), { scroll: false });
  return (
    <div className="flex flex-wrap items-center gap-2 print:hidden">
      <Select
        label="Earlier quarter"
        className="w-36"
        value={from}
        onValueChange={(value) => go({ from: value })}
        options={quarters.filter((quarter) => quarter < to).map(named)}
      />
      <span className="text-muted-foreground">compared with</span>
      <Select
        label="Later quarter"
        className="w-36"
        value={to}
        onValueChange={(value) => go({ to: value })}
        options={quarters.slice(0, -1).map(named)}
      />
    </div>
  );
}
