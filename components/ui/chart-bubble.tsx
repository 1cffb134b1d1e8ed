const shortDay = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });

/** "21 Nov" of "2026-11-21". */
export const dayText = (iso: string) => shortDay.format(new Date(`${iso}T00:00:00Z`));

/** The labels beside an axis. */
export const TICK = { fill: "var(--muted-foreground)", fontSize: 11 };

/** What a chart says under the pointer: the name, and each part with its swatch. */
export function ChartBubble({
  title,
  parts,
  nothing,
}: {
  title: string;
  parts: readonly { label: string; ink: string; count: number }[];
  nothing: string;
}) {
  return (
    <div className="max-w-72 rounded-md border border-border bg-popover px-3 py-2 text-xs shadow-md">
      <p className="truncate font-medium">{title}</p>
      {parts.length === 0 ? <p className="text-muted-foreground">{nothing}</p> : null}
      {parts.map(({ label, ink, count }) => (
        <p key={label} className="flex items-center gap-2">
          <span aria-hidden className="size-2.5 shrink-0 rounded-xs" style={{ background: ink }} />
          <span className="flex-1">{label}</span>
          <span className="tabular-nums">{count.toLocaleString("en")}</span>
        </p>
      ))}
    </div>
  );
}
