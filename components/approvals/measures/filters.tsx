"use client";

import { useRouter } from "next/navigation";
import { Select } from "@/components/ui/select";
import { LinkTabs } from "@/components/ui/tabs";
import type { MeasuresSearch } from "@/lib/approvals/measures/schema";
import type { Measures } from "@/lib/approvals/measures/views";
import { DAYS } from "@/lib/approvals/terms";
import { PRIVILEGE_CLASS_LABELS } from "@/lib/people/terms";
import { PRIVILEGE_CLASSES } from "@/lib/risk/terms";
import { measuresHref } from "./hrefs";

const ALL = "all";

/** What is measured. Each choice is an address. */
export function MeasureFilters({
  search,
  choices,
}: {
  search: MeasuresSearch;
  choices: Pick<Measures, "tools" | "teams">;
}) {
  const router = useRouter();
  const go = (change: Partial<MeasuresSearch>) => router.push(measuresHref(search, change), { scroll: false });
  const or = (value: string) => (value === ALL ? null : value);
  const tools = search.tool && !choices.tools.includes(search.tool) ? [search.tool, ...choices.tools] : choices.tools;
  return (
    <div className="mb-4 grid gap-3 print:hidden">
      <LinkTabs
        label="Period"
        tabs={DAYS.map((days) => ({
          label: `${days} days`,
          href: measuresHref(search, { days }),
          current: days === search.days,
        }))}
      />
      <div className="grid gap-2 sm:grid-cols-3 lg:max-w-4xl">
        <Select
          label="Kind of action"
          value={search.group ?? ALL}
          onValueChange={(value) => go({ group: PRIVILEGE_CLASSES.find((one) => one === value) ?? null })}
          options={[
            { value: ALL, label: "Every kind of action" },
            ...PRIVILEGE_CLASSES.map((value) => ({ value, label: PRIVILEGE_CLASS_LABELS[value] })),
          ]}
        />
        <Select
          label="Tool"
          value={search.tool ?? ALL}
          onValueChange={(value) => go({ tool: or(value) })}
          options={[{ value: ALL, label: "Every tool" }, ...tools.map((tool) => ({ value: tool, label: tool }))]}
        />
        <Select
          label="Team"
          value={search.teamId ?? ALL}
          onValueChange={(value) => go({ teamId: or(value) })}
          options={[
            { value: ALL, label: "Every team" },
            ...choices.teams.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      </div>
    </div>
  );
}
