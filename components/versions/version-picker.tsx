"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Select } from "@/components/ui/select";
import { compareHref } from "./hrefs";

export interface VersionPickerProps {
  agentId: string;
  from: number;
  to: number;
  /** The numbers to choose from, newest first. */
  numbers: readonly number[];
}

/** Chooses the two versions of a comparison; the choice is the address. */
export function VersionPicker({ agentId, from, to, numbers }: VersionPickerProps) {
  const router = useRouter();
  const [busy, startTransition] = useTransition();
  const options = (other: number) =>
    numbers.map((number) => ({ value: String(number), label: `Version ${number}`, disabled: number === other }));
  const show = (chosen: { from: number; to: number }) =>
    startTransition(() => router.push(compareHref(agentId, chosen.from, chosen.to), { scroll: false }));
  return (
    <div className="flex flex-wrap items-center gap-2" aria-busy={busy || undefined}>
      <Select
        label="Compare"
        size="sm"
        className="w-32"
        value={String(from)}
        options={options(to)}
        onValueChange={(value) => show({ from: Number(value), to })}
      />
      <span className="text-muted-foreground">with</span>
      <Select
        label="With"
        size="sm"
        className="w-32"
        value={String(to)}
        options={options(from)}
        onValueChange={(value) => show({ from, to: Number(value) })}
      />
    </div>
  );
}
