"use client";

import { useRouter } from "next/navigation";
import { Select } from "@/components/ui/select";
import { quarterText } from "@/lib/posture/present";
import { quartersHref } from "./hrefs";

interface QuarterChoiceProps {
  teamId: string | null;
  quarters: readonly string[];
  from: string | null;
  to: string;
}

/** Which two quarters stand beside each other. Each choice is an address. */
export function QuarterChoice({ teamId, quarters, from, to }: QuarterChoiceProps) {
  const router = useRouter();
  const options = quarters.map((value) => ({ value, label: quarterText(value) }));
  const go = (change: { from?: string; to?: string }) =>
    router.push(quartersHref(teamId, { ...(from ? { from } : {}), to, ...change }), { scroll: false });
  return (
    <div className="flex flex-wrap items-center gap-2 print:hidden">
      <Select
        label="Earlier quarter"
        className="w-36"
        value={from}
        onValueChange={(value) => go({ from: value })}
        options={options}
      />
      <span className="text-muted-foreground">compared with</span>
      <Select
        label="Later quarter"
        className="w-36"
        value={to}
        onValueChange={(value) => go({ to: value })}
        options={options}
      />
    </div>
  );
}
