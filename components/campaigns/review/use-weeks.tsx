import type { ReviewItem } from "./types";

/** Calls per week as bars, with the figures for whoever does not see them. */
export function UseWeeks({ perWeek }: { perWeek: ReviewItem["use"]["perWeek"] }) {
  const most = Math.max(...perWeek, 1);
  return (
    <figure className="grid gap-1">
      <div aria-hidden className="flex h-10 items-end gap-0.75 border-border border-b">
        {perWeek.map((calls, week) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: thirteen weeks, always the same
            key={week}
            title={`${calls} calls`}
            className={calls ? "flex-1 rounded-xs bg-primary" : "h-px flex-1 bg-border-strong"}
            style={calls ? { height: `${Math.max((calls / most) * 100, 6)}%` } : undefined}
          />
        ))}
      </div>
      <figcaption className="flex justify-between text-2xs text-muted-foreground">
        <span aria-hidden>13 weeks ago</span>
        <span aria-hidden>this week</span>
        <span className="sr-only">Calls per week, the oldest first: {perWeek.join(", ")}</span>
      </figcaption>
    </figure>
  );
}
