import { Time } from "@/components/ui/time";
import type { Stretch } from "@/lib/compliance/views";
import { StateBadge } from "./state-badge";

/** How long the control was in which state, the newest first. */
export function History({ history }: { history: readonly Stretch[] }) {
  if (history.length === 0) {
    return <p className="px-4 py-3 text-muted-foreground">Not checked yet: the worker does it within the hour.</p>;
  }
  return (
    <ol aria-label="History" className="divide-y divide-border">
      {history.map((stretch) => (
        <li key={stretch.from} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2.5">
          <StateBadge state={stretch.state} />
          <span className="text-muted-foreground text-xs">
            {daysText(stretch)} since <Time at={stretch.from} format="exact" />
          </span>
        </li>
      ))}
    </ol>
  );
}

function daysText({ days, until }: Stretch): string {
  const length = days === 0 ? "less than a day" : days === 1 ? "1 day" : `${days} days`;
  return until ? `${length},` : `${length} up to now,`;
}
