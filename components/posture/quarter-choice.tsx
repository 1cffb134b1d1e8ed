"use client";

import { useRouter } from "next/navigation";
import { Select } from "@/components/ui/select";
import { quarterText } from "@/lib/posture/present";
import { type Compared, earlierOf, laterOf, NOW } from "./compared";
import { quartersHref } from "./hrefs";

interface QuarterChoiceProps {
  teamId: string | null;
  /** The latest first. */
  quarters: readonly string[];
  chosen: Compared;
}

const named = (value: string) => ({ value, label: value === NOW ? "Now" : quarterText(value) });

/** Which two stand beside each other, the earlier first. Each choice is an address. */
export function QuarterChoice({ teamId, quarters, chosen }: QuarterChoiceProps) {
  const router = useRouter();
  const go = (change: Partial<Compared>) =>
    router.push(quartersHref(teamId, { ...chosen, ...change }), { scroll: false });
  return (
    <div className="flex flex-wrap items-center gap-2 print:hidden">
      <Select
        label="Earlier quarter"
        className="w-36"
        value={chosen.from}
        onValueChange={(from) => go({ from })}
        options={earlierOf(quarters, chosen.to).map(named)}
      />
      <span className="text-muted-foreground">compared with</span>
      <Select
        label="Later quarter, or now"
        className="w-36"
        value={chosen.to}
        onValueChange={(to) => go({ to })}
        options={laterOf(quarters).map(named)}
      />
    </div>
  );
}
