"use client";

import { useRouter } from "next/navigation";
import { Select, type SelectOption } from "@/components/ui/select";
import {
  DECISION_LABELS,
  ITEM_STATE_LABELS,
  ITEM_STATES,
  STAGE_REVIEWER_LABELS,
  type Stage,
} from "@/lib/campaigns/terms";
import { TIER_LABELS, TIERS } from "@/lib/risk/terms";
import { GROUP_LABELS, OUTCOMES, statesOf, TAKING } from "./groups";
import { type ItemSearch, itemsHref } from "./hrefs";

const ALL = "all";

export interface ItemFiltersProps {
  campaignId: string;
  search: ItemSearch;
  stages: readonly Stage[];
  /** The seats that have items, those with the most open ones first. */
  seats: readonly { key: string; label: string }[];
}

/** Which items are shown. Each choice is an address. */
export function ItemFilters({ campaignId, search, stages, seats }: ItemFiltersProps) {
  const router = useRouter();
  const go = (change: ItemSearch) =>
    router.push(itemsHref(campaignId, { ...search, after: null, ...change }), { scroll: false });
  return (
    <div className="mb-3 grid gap-2 sm:grid-cols-2 lg:grid-cols-5 print:hidden">
      <Select
        label="Stage"
        value={search.stage ? String(search.stage) : ALL}
        onValueChange={(value) => go({ stage: value === ALL ? null : Number(value) })}
        options={[
          all("Every stage"),
          ...stages.map(({ reviewer }, at) => ({
            value: String(at + 1),
            label: `${at + 1}: ${STAGE_REVIEWER_LABELS[reviewer]}`,
          })),
        ]}
      />
      <Select
        label="Reviewer"
        value={search.seat ?? ALL}
        onValueChange={(value) => go({ seat: value === ALL ? null : value })}
        options={[all("Everybody asked"), ...seatOptions(seats, search.seat)]}
      />
      <Select
        label="Tier"
        value={search.tier ?? ALL}
        onValueChange={(value) => go({ tier: TIERS.find((one) => one === value) ?? null })}
        options={[all("Every tier"), ...TIERS.map((value) => ({ value, label: TIER_LABELS[value] }))]}
      />
      <Select
        label="State"
        value={search.states?.join() ?? ALL}
        onValueChange={(value) => go({ states: chosen(ITEM_STATES, value) })}
        options={withChosen(STATE_OPTIONS, search.states, ITEM_STATE_LABELS)}
      />
      <Select
        label="Decision"
        value={search.decisions?.join() ?? ALL}
        onValueChange={(value) => go({ decisions: chosen(DECISIONS, value) })}
        options={withChosen(DECISION_OPTIONS, search.decisions, { ...DECISION_LABELS, none: "None yet" })}
      />
    </div>
  );
}

const all = (label: string): SelectOption => ({ value: ALL, label });

const DECISIONS = [...OUTCOMES, "none"] as const;
const STATE_OPTIONS: readonly SelectOption[] = [
  all("Every state"),
  ...(["waits", "stuck"] as const).map((group) => ({ value: statesOf(group).join(), label: GROUP_LABELS[group] })),
  ...ITEM_STATES.map((value) => ({ value, label: ITEM_STATE_LABELS[value] })),
];
const DECISION_OPTIONS: readonly SelectOption[] = [
  all("Every decision"),
  { value: "none", label: "None yet" },
  { value: TAKING.join(), label: "Taken away" },
  ...OUTCOMES.map((value) => ({ value, label: DECISION_LABELS[value] })),
];

/** What an option stands for; null: everything. */
function chosen<T extends string>(known: readonly T[], value: string): T[] | null {
  const some = known.filter((one) => value.split(",").includes(one));
  return some.length ? some : null;
}

/** A set of an address that no option stands for stays choosable. */
function withChosen<T extends string>(
  options: readonly SelectOption[],
  some: readonly T[] | null | undefined,
  labels: Record<T, string>,
): readonly SelectOption[] {
  const value = some?.join();
  if (!some || !value || options.some((one) => one.value === value)) return options;
  return [...options, { value, label: some.map((one) => labels[one]).join(", ") }];
}

/** A seat that is asked for and not among the first stays choosable. */
function seatOptions(seats: ItemFiltersProps["seats"], chosen: string | null | undefined): SelectOption[] {
  const known = seats.filter(({ key }) => key !== "").map(({ key, label }) => ({ value: key, label }));
  return !chosen || known.some(({ value }) => value === chosen) ? known : [{ value: chosen, label: chosen }, ...known];
}
