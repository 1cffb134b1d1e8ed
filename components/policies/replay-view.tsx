import type { Route } from "next";
import Link from "next/link";
import { OutcomeBadge } from "@/components/decisions/outcome-badge";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import type { Replay } from "@/lib/policy/schema";

const SHOWN = 20;

/** What of the recorded decisions would come out otherwise, counted and by example. */
export function ReplayView({ replay }: { replay: Replay }) {
  const { counts, flips, decided, unreadable } = replay;
  const flipped = counts.reduce((sum, { count }) => sum + count, 0);
  return (
    <div className="grid gap-3">
      <p>
        {decided === 0 ? (
          <>No decision of the last {replay.days} days could be decided again: nothing was asked in that time.</>
        ) : (
          <>
            <strong className="font-semibold">
              {flipped.toLocaleString("en")} of {decided.toLocaleString("en")}
            </strong>{" "}
            decisions of the last {replay.days} days would come out otherwise
            {replay.cut ? " (the newest ones: there were more)" : ""}.
          </>
        )}
        {unreadable ? ` ${unreadable.toLocaleString("en")} could not be decided again.` : ""}
      </p>
      {counts.length ? (
        <ul aria-label="What would change" className="grid gap-1.5">
          {counts.map(({ from, to, count }) => (
            <li key={`${from} ${to}`} className="flex flex-wrap items-center gap-2">
              <OutcomeBadge outcome={from} />
              <span aria-hidden>→</span>
              <span className="sr-only">becomes</span>
              <OutcomeBadge outcome={to} />
              <span className="tabular-nums">{count.toLocaleString("en")} times</span>
            </li>
          ))}
        </ul>
      ) : null}
      {flips.length ? <Examples replay={replay} /> : null}
    </div>
  );
}

function Examples({ replay: { flips } }: { replay: Replay }) {
  return (
    <details>
      <summary className="text-link">
        {flips.length === 1 ? "Show it" : `Show ${Math.min(flips.length, SHOWN)} of them`}
      </summary>
      <ul className="mt-2 divide-y divide-border rounded-md border border-border">
        {flips.slice(0, SHOWN).map((flip) => (
          <li key={flip.decisionId} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-3 py-2">
            <span className="min-w-0">
              <Link
                href={`/decisions/${flip.decisionId}` as Route}
                prefetch={false}
                className="text-link underline-offset-3 hover:underline"
              >
                <LiteralText text={flip.agentName ?? flip.agentId} /> calls <LiteralText text={flip.tool} />
              </Link>{" "}
              <span className="text-muted-foreground">
                on <LiteralText text={flip.server} />, <Time at={flip.at} />
              </span>
            </span>
            <span className="inline-flex items-center gap-1.5">
              <OutcomeBadge outcome={flip.from} />
              <span aria-hidden>→</span>
              <span className="sr-only">becomes</span>
              <OutcomeBadge outcome={flip.to} />
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
