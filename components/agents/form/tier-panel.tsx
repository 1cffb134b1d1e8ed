"use client";

import { useEffect, useRef, useState } from "react";
import { LeverList } from "@/components/risk/levers";
import { LiteralText } from "@/components/ui/literal-text";
import { TierBadge } from "@/components/ui/tier-badge";
import type { PreviewTierInput } from "@/lib/agents/schema";
import { TIER_LABELS, type TierPreview } from "@/lib/agents/terms";
import type { ActionState } from "@/lib/http/action-state";
import type { AgentFormValues } from "./form-values";

export type PreviewAction = (input: PreviewTierInput) => Promise<ActionState<TierPreview>>;

/** Milliseconds after the last answer until it is computed anew. */
const QUIET_MS = 250;

/** The tier of what is filled in so far, with its sum, computed by the server as one types and saved nowhere. */
export function TierPanel({ shown, failed }: Previewed) {
  return (
    <aside aria-label="Risk tier" className="grid gap-3 rounded-lg border border-border bg-card p-4">
      <header className="flex items-center justify-between gap-2">
        <h2 className="font-semibold text-sm">Risk tier</h2>
        <span role="status">{shown ? <TierBadge tier={shown.stands} /> : null}</span>
      </header>
      {failed ? <p className="text-muted-foreground text-xs">{failed}</p> : null}
      {shown ? <Shown preview={shown} /> : <p className="text-muted-foreground text-xs">Computed from your answers.</p>}
    </aside>
  );
}

export interface Previewed {
  /** The last answer; null before the first. */
  shown: TierPreview | null;
  failed: string | null;
}

/** Asks for the tier of the answers so far, once they rest; an answer that was overtaken is dropped. */
export function usePreview(agentId: string | null, values: AgentFormValues, preview: PreviewAction): Previewed {
  const [shown, setShown] = useState<TierPreview | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const latest = useRef(0);
  const { environment, systems, dataRead, dataWritten, privileges, autonomy, exposure } = values;
  const asked = JSON.stringify({ environment, systems, dataRead, dataWritten, privileges, autonomy, exposure });
  useEffect(() => {
    const turn = ++latest.current;
    const timer = setTimeout(async () => {
      const answer = await preview({ id: agentId, ...JSON.parse(asked) }).catch(() => null);
      // An answer that was overtaken by a later question says nothing any more.
      if (turn !== latest.current) return;
      if (answer?.ok) setShown(answer.value);
      setFailed(answer?.ok ? null : (answer?.message ?? "The preview cannot be computed now. Saving still works."));
    }, QUIET_MS);
    return () => clearTimeout(timer);
  }, [asked, agentId, preview]);
  return { shown, failed };
}

function Shown({ preview }: { preview: TierPreview }) {
  const heaviest = [...preview.factors].sort((a, b) => b.points - a.points);
  const held = preview.stands !== preview.tier;
  return (
    <>
      {held ? (
        <p className="text-xs">
          {TIER_LABELS[preview.tier]} would be computed; {TIER_LABELS[preview.stands].toLowerCase()} stands.
        </p>
      ) : null}
      <table aria-label="Its sum so far" className="w-full text-xs">
        <tbody>
          {heaviest.map((factor) => (
            <tr key={factor.id} className="align-top">
              <td className="py-0.5 pr-2 text-muted-foreground">
                <LiteralText text={factor.because} />
              </td>
              <td className="py-0.5 text-right tabular-nums">{factor.points || ""}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr className="border-border border-t">
            <th scope="row" className="py-1 text-left font-medium">
              {preview.next ? `${TIER_LABELS[preview.next.tier]} in ${preview.next.points} points` : "Sum"}
            </th>
            <td className="py-1 text-right font-semibold tabular-nums">{preview.score}</td>
          </tr>
        </tfoot>
      </table>
      <Demands preview={preview} />
      {preview.levers.length ? (
        <section aria-label="What would change it" className="grid gap-0.5 text-xs">
          <h3 className="font-medium">One answer that would change it</h3>
          <LeverList levers={preview.levers} />
        </section>
      ) : null}
    </>
  );
}

/** What the tier will ask for, before anybody is surprised by it. */
function Demands({ preview }: { preview: TierPreview }) {
  const high = preview.stands === "high" || preview.stands === "critical";
  return (
    <section aria-label="What it will ask for" className="grid gap-1 text-xs">
      {high ? (
        <p>Two different people answer for it, and somebody other than who completes the registration activates it.</p>
      ) : (
        <p>One person may own and sponsor it, and who registers it may activate it.</p>
      )}
      <details>
        <summary className="cursor-pointer text-link">{preview.controls.length} controls before it may act</summary>
        <ul className="mt-1 grid gap-0.5 text-muted-foreground">
          {preview.controls.map((control) => (
            <li key={control}>{control}</li>
          ))}
        </ul>
      </details>
    </section>
  );
}
