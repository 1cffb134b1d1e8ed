/** How many items are answered, as a bar and as figures; without an item, that it has none yet. */
export function AnsweredBar({ answered, items }: { answered: number; items: number }) {
  if (items === 0) return <span className="text-muted-foreground text-sm">No items yet</span>;
  const share = Math.min(1, answered / items);
  return (
    <span className="grid gap-1">
      <span className="flex items-baseline justify-between gap-3 text-sm">
        <span className="tabular-nums">
          {answered.toLocaleString("en")} of {items.toLocaleString("en")} answered
        </span>
        <span className="text-muted-foreground tabular-nums">{shareText(share)}</span>
      </span>
      <span aria-hidden className="h-1.5 overflow-hidden rounded-full bg-border">
        <span className="block h-full rounded-full bg-primary" style={{ width: `${share * 100}%` }} />
      </span>
    </span>
  );
}

/** A share as whole percent; never 100 % while something is left, never 0 % when something is done. */
export function shareText(share: number): string {
  if (share > 0 && share < 0.01) return "< 1 %";
  return `${share === 1 ? 100 : Math.min(99, Math.round(share * 100))} %`;
}
