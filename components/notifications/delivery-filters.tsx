"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Select } from "@/components/ui/select";
import {
  CHANNEL_LABELS,
  CHANNELS,
  DELIVERY_STATE_LABELS,
  DELIVERY_STATES,
  KIND_LABELS,
  KINDS,
} from "@/lib/notifications/terms";
import { type DeliveryFilter, deliveriesHref } from "./hrefs";

const ANY = "any";

function optionsOf<Value extends string>(every: string, values: readonly Value[], labels: Record<Value, string>) {
  return [{ value: ANY, label: every }, ...values.map((value) => ({ value, label: labels[value] }))];
}

const STATES = optionsOf("Every state", DELIVERY_STATES, DELIVERY_STATE_LABELS);
const WAYS = optionsOf("E-mail and webhooks", CHANNELS, CHANNEL_LABELS);
const ABOUT = optionsOf("About anything", KINDS, KIND_LABELS);

/** Narrows the log; the choice is the address of the page. */
export function DeliveryFilters({ search }: { search: DeliveryFilter }) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const choose = (field: "state" | "channel" | "kind") => (value: string) =>
    startTransition(() =>
      router.replace(deliveriesHref(search, { [field]: value === ANY ? null : value }), { scroll: false }),
    );
  return (
    <fieldset aria-label="Filters" aria-busy={pending} className="mb-4 flex flex-wrap gap-2 print:hidden">
      <Select
        label="State"
        size="sm"
        className="w-full sm:w-48"
        options={STATES}
        value={search.state ?? ANY}
        onValueChange={choose("state")}
      />
      <Select
        label="Way"
        size="sm"
        className="w-full sm:w-48"
        options={WAYS}
        value={search.channel ?? ANY}
        onValueChange={choose("channel")}
      />
      <Select
        label="About"
        size="sm"
        className="w-full sm:w-48"
        options={ABOUT}
        value={search.kind ?? ANY}
        onValueChange={choose("kind")}
      />
    </fieldset>
  );
}
