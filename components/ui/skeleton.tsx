import { cn } from "@/components/cn";

/** A grey block where something will be. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn("block h-4 animate-breathe rounded-sm bg-border/70", className)} />;
}

const WIDTHS = ["w-3/5", "w-2/5", "w-4/5", "w-1/2", "w-2/3"] as const;

function Loading({ label }: { label: string }) {
  return (
    <span role="status" className="sr-only">
      {label}
    </span>
  );
}

/** The shape of a list page while its rows come. */
export function TableSkeleton({
  rows = 12,
  columns = 6,
  label = "Loading the list",
}: {
  rows?: number;
  columns?: number;
  label?: string;
}) {
  const columnNumbers = Array.from({ length: columns }, (_, column) => column);
  return (
    <div className="overflow-hidden rounded-lg border border-border bg-card">
      <Loading label={label} />
      <div className="h-9 border-border border-b bg-muted" />
      {Array.from({ length: rows }, (_, row) => row).map((row) => (
        <div
          key={row}
          className="grid h-10 items-center gap-4 border-border border-b px-3 last:border-b-0"
          style={{ gridTemplateColumns: `minmax(0, 2fr) repeat(${columns - 1}, minmax(0, 1fr))` }}
        >
          {columnNumbers.map((column) => (
            <Skeleton key={column} className={WIDTHS[(row * 3 + column) % WIDTHS.length]} />
          ))}
        </div>
      ))}
    </div>
  );
}

/** The shape of a detail page: header, tabs, two columns. */
export function DetailSkeleton({ label = "Loading" }: { label?: string }) {
  return (
    <div className="grid grid-cols-1 gap-6">
      <Loading label={label} />
      <div className="grid grid-cols-1 gap-2">
        <Skeleton className="h-3 w-28" />
        <Skeleton className="h-7 w-72 max-w-full" />
        <Skeleton className="w-96 max-w-full" />
      </div>
      <div className="flex gap-5 border-border border-b pb-2.5">
        {["w-16", "w-14", "w-20", "w-14"].map((width, position) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: four fixed blocks
          <Skeleton key={position} className={width} />
        ))}
      </div>
      <div className="grid grid-cols-1 gap-4 lg:grid-cols-[2fr_1fr]">
        <CardSkeleton lines={7} />
        <CardSkeleton lines={4} />
      </div>
    </div>
  );
}

export function CardSkeleton({ lines = 4 }: { lines?: number }) {
  return (
    <div className="grid gap-3 rounded-lg border border-border bg-card p-4">
      {Array.from({ length: lines }, (_, line) => line).map((line) => (
        <Skeleton key={line} className={WIDTHS[line % WIDTHS.length]} />
      ))}
    </div>
  );
}
