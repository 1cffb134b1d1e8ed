"use client";

import { LoaderCircle } from "lucide-react";
import { useEffect, useState } from "react";
import { TierBadge } from "@/components/ui/tier-badge";
import { type CampaignScope, ITEM_KINDS, type ItemKind } from "@/lib/campaigns/terms";
import type { ScopeCounts } from "@/lib/campaigns/views";
import { TIERS } from "@/lib/risk/terms";
import type { WizardActions } from "./types";
import { count, KIND_NOUNS } from "./words";

/** Milliseconds of quiet before it is counted, so that a row of choices is one question. */
const QUIET_MS = 250;

export interface Counting {
  counts: ScopeCounts | null;
  pending: boolean;
  failure: string | null;
}

/** What the scope would take in, counted again after each choice; an answer that was overtaken is dropped. */
export function useCounts(kinds: readonly ItemKind[], scope: CampaignScope, ask: WizardActions["count"]): Counting {
  const [state, setState] = useState<Counting>({ counts: null, pending: true, failure: null });
  const wanted = JSON.stringify({ kinds, scope });
  useEffect(() => {
    let overtaken = false;
    setState((before) => ({ ...before, pending: true }));
    const timer = setTimeout(async () => {
      const answer = await ask(JSON.parse(wanted)).catch(() => null);
      if (overtaken) return;
      if (!answer)
        return setState({ counts: null, pending: false, failure: "Counting failed. Choose again to retry." });
      setState({
        counts: answer.ok ? answer.value : null,
        pending: false,
        failure: answer.ok ? null : answer.message,
      });
    }, QUIET_MS);
    return () => {
      overtaken = true;
      clearTimeout(timer);
    };
  }, [wanted, ask]);
  return state;
}

/** The effect of the choices so far, before anything is made of them. */
export function LiveCounts({ counting: { counts, pending, failure } }: { counting: Counting }) {
  return (
    <section
      aria-label="What this takes in"
      aria-busy={pending}
      className="sticky bottom-15 z-10 rounded-lg border border-border bg-muted px-4 py-3"
    >
      <p aria-live="polite" className="flex items-center gap-2 font-medium tabular-nums">
        {failure ?? (counts ? sumWords(counts) : "Counting…")}
        {pending ? <LoaderCircle aria-hidden className="size-3.5 animate-spin text-muted-foreground" /> : null}
      </p>
      {counts && counts.items > 0 ? (
        <div className="mt-2 flex flex-wrap gap-x-5 gap-y-1.5 text-sm">
          <ul aria-label="By tier" className="flex flex-wrap gap-x-3 gap-y-1.5">
            {[...TIERS].reverse().map((tier) =>
              counts.byTier[tier] ? (
                <li key={tier} className="flex items-center gap-1.5 tabular-nums">
                  <TierBadge tier={tier} /> {counts.byTier[tier].toLocaleString("en")}
                </li>
              ) : null,
            )}
          </ul>
          <p className="text-muted-foreground">
            {ITEM_KINDS.filter((kind) => counts.byKind[kind] > 0)
              .map((kind) => count(counts.byKind[kind], ...KIND_NOUNS[kind]))
              .join(" · ")}
          </p>
        </div>
      ) : null}
    </section>
  );
}

function sumWords({ items, agents, excluded }: ScopeCounts): string {
  if (items === 0) return "Nothing is in this scope yet";
  const left = excluded > 0 ? `, ${excluded.toLocaleString("en")} left out by exclusions` : "";
  return `${count(items, "item")} on ${count(agents, "agent")}${left}`;
}
