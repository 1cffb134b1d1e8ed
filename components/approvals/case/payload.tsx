import { Route, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/cn";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { LiteralText } from "@/components/ui/literal-text";
import { REST, SHOWN } from "@/lib/approvals/terms";
import type { PayloadRow } from "@/lib/approvals/views";
import { ORIGIN_LABELS, type Origin } from "@/lib/policy/terms";
import { HiddenPart } from "./hidden-part";
import { LongText } from "./long-text";
import { Narrow } from "./narrow";
import { Value } from "./value";

interface PayloadProps {
  rows: readonly PayloadRow[];
  label?: string;
  /** Paths of what is not the same in the other payload beside this one. */
  changed?: ReadonlySet<string>;
  /** Whether this is what waits, so that a reader who narrows lowers its values. */
  narrowing?: boolean;
}

/** Every value of the arguments, each once (A2): what says where the action goes first, and where each came from beside it (A10). */
export function Payload({ rows, label = "Arguments", changed, narrowing = false }: PayloadProps) {
  if (rows.length === 0) return <p className="px-4 py-3 text-muted-foreground">The call has no arguments.</p>;
  const entries = entriesOf(rows);
  const draw = (some: readonly PayloadRow[]) =>
    some.map((row) => (
      <Row key={row.path} row={row} entries={narrowing ? entries : null} changed={changed?.has(row.path) ?? false} />
    ));
  const rest = rows.slice(SHOWN.rows);
  return (
    <section aria-label={label} className="@container">
      <dl className="divide-y divide-border">{draw(rows.slice(0, SHOWN.rows))}</dl>
      {rest.length > 0 ? (
        <div className="border-border border-t px-4 py-3">
          <HiddenPart path={REST} size={`${rest.length.toLocaleString("en-GB")} more arguments`}>
            <dl className="-mx-4 -my-3 divide-y divide-border">{draw(rest)}</dl>
          </HiddenPart>
        </div>
      ) : null}
    </section>
  );
}

interface RowProps {
  row: PayloadRow;
  /** How many entries each list has; null where nothing is narrowed. */
  entries: ReadonlyMap<string, number> | null;
  changed: boolean;
}

function Row({ row, entries, changed }: RowProps) {
  const { path, hidden, says } = row;
  return (
    <div
      className={cn(
        "grid gap-x-4 gap-y-1 px-4 py-2.5 [contain-intrinsic-size:auto_3rem] [content-visibility:auto]",
        "@xl:grid-cols-[minmax(7rem,11rem)_minmax(0,1fr)_minmax(9rem,14rem)]",
        changed && "bg-selected",
      )}
    >
      <dt className="min-w-0">
        <LiteralText text={nameOf(path)} className="font-mono text-sm" />
        {says ? <LiteralText text={says} className="block text-muted-foreground text-xs" /> : null}
      </dt>
      <dd className="min-w-0">
        {hidden ? (
          <HiddenPart path={path} size={sizeOf(hidden)}>
            {path.length > SHOWN.path ? (
              <span className="mb-1 block font-mono text-sm">
                <LongText text={path} />
              </span>
            ) : null}
            <Value row={row} />
          </HiddenPart>
        ) : (
          <Value row={row} />
        )}
        <Notes row={row} />
        {entries ? <Narrow row={row} entries={entries} /> : null}
      </dd>
      <dd className="min-w-0">
        <From row={row} />
      </dd>
    </div>
  );
}

function Notes({ row: { reading, unusual, marks } }: { row: PayloadRow }) {
  return (
    <>
      {reading ? <LiteralText text={reading} className="block text-muted-foreground text-sm" /> : null}
      {unusual ? <Note>Unusual: {unusual}</Note> : null}
      {marks.length > 0 ? <Note>Holds {marks.join(", ")}</Note> : null}
    </>
  );
}

function Note({ children }: { children: ReactNode }) {
  return (
    <p className="mt-0.5 flex items-start gap-1.5 text-sm text-warning">
      <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
      <span className="min-w-0">{children}</span>
    </p>
  );
}

const TONES: Record<Origin, BadgeTone> = {
  stated: "success",
  standing: "success",
  trusted: "success",
  derived: "neutral",
  untrusted: "danger",
  nowhere: "warning",
};
const SHORT: Record<Origin, string> = {
  stated: "From the request",
  standing: "Standing knowledge",
  trusted: "Trusted source",
  derived: "Worked out",
  untrusted: "Untrusted content",
  nowhere: "From nowhere",
};

function From({ row: { origin, originBecause } }: { row: PayloadRow }) {
  if (!origin) return <span className="text-muted-foreground text-xs @max-xl:hidden">Not traced</span>;
  return (
    <>
      <Badge tone={TONES[origin]} title={ORIGIN_LABELS[origin]}>
        <Route aria-hidden />
        {SHORT[origin]}
      </Badge>
      {originBecause ? (
        <LiteralText text={originBecause} className="mt-0.5 block text-muted-foreground text-xs" />
      ) : null}
    </>
  );
}

function nameOf(path: string): string {
  if (path === "\\") return '""';
  return path.length > SHOWN.path ? `${[...path.slice(0, SHOWN.path)].slice(0, -1).join("")}…` : path;
}

function sizeOf({ characters, lines }: NonNullable<PayloadRow["hidden"]>): string {
  const count = (many: number, what: string) => `${many.toLocaleString("en-GB")} ${what}${many === 1 ? "" : "s"}`;
  return `${count(characters, "character")}${lines > 1 ? `, ${count(lines, "line")}` : ""}`;
}

/** How many entries each list has of which some may be left out. */
function entriesOf(rows: readonly PayloadRow[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { entry } of rows) if (entry) counts.set(entry.path, Math.max(counts.get(entry.path) ?? 0, entry.at + 1));
  return counts;
}
