"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Combobox, type ComboboxOption } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { TIER_LABELS, TIERS } from "@/lib/agents/terms";
import { TARGET_HINTS, TARGET_KINDS, TARGET_LABELS, type TargetKind } from "@/lib/incidents/terms";

export interface TargetFormProps {
  kind: TargetKind;
  /** What is chosen now; null before anything was. */
  chosen: ComboboxOption | null;
  drill: boolean;
}

const KINDS = TARGET_KINDS.map((value) => ({ value, label: TARGET_LABELS[value], hint: TARGET_HINTS[value] }));
const TIER_OPTIONS = TIERS.map((value) => ({ value, label: TIER_LABELS[value] }));
const WHICH: Partial<Record<TargetKind, string>> = {
  agent: "Which agent",
  tool: "Which tool",
  server: "Which server",
  owner: "Whose agents",
  provider: "Which provider",
};

/** Chooses what is stopped. The choice is the address of the page, so that it can be sent to whoever may throw it. */
export function TargetForm({ kind: first, chosen, drill }: TargetFormProps) {
  const router = useRouter();
  const [kind, setKind] = useState(first);
  const [pending, startTransition] = useTransition();
  const go = (targetKind: TargetKind, target: string) =>
    startTransition(() => router.replace(throwHref(targetKind, target, drill), { scroll: false }));
  const which = WHICH[kind];
  return (
    <div aria-busy={pending} className="grid gap-4">
      <Field label="What to stop" hint={TARGET_HINTS[kind]}>
        <Select
          options={KINDS}
          value={kind}
          onValueChange={(next) => {
            setKind(next);
            if (next === "everything") go(next, "");
          }}
        />
      </Field>
      {which ? (
        <Field label={which}>
          <Combobox
            key={kind}
            clearable={false}
            defaultValue={kind === first ? chosen : null}
            onValueChange={(option) => {
              if (option) go(kind, option.value);
            }}
            placeholder="Type a part of its name…"
            emptyText="Nothing that you may see has this in its name."
            search={(query, signal) => findTargets(kind, query, signal)}
          />
        </Field>
      ) : null}
      {kind === "tier" ? (
        <Field label="Which tier">
          <Select
            options={TIER_OPTIONS}
            value={kind === first ? (chosen?.value as (typeof TIERS)[number] | undefined) : undefined}
            onValueChange={(tier) => go("tier", tier)}
          />
        </Field>
      ) : null}
    </div>
  );
}

function throwHref(kind: TargetKind, target: string, drill: boolean): Route {
  const query = new URLSearchParams({ kind, ...(target ? { target } : {}), ...(drill ? { drill: "1" } : {}) });
  return `/kill-switch/throw?${query}` as Route;
}

async function findTargets(kind: TargetKind, q: string, signal: AbortSignal): Promise<readonly ComboboxOption[]> {
  const answer = await fetch(`/api/kill-switch/targets?${new URLSearchParams({ kind, q })}`, { signal });
  if (!answer.ok) throw new Error("The search did not answer.");
  return (await answer.json()) as ComboboxOption[];
}
