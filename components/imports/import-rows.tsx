import { BadgeCheck, ShieldQuestion } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { cn } from "@/components/cn";
import { ScrollRegion } from "@/components/data-table/scroll-region";
import { Badge } from "@/components/ui/badge";
import { LiteralText } from "@/components/ui/literal-text";
import type { ImportRowResult } from "@/lib/agents/schema";
import { listingText, SIGNATURE_LABELS, type Signature, SOURCE_LABELS, type Source } from "@/lib/agents/terms";
import { RESULT_WORDS } from "./result-words";

export type ShownRow = Pick<ImportRowResult, "position" | "kind" | "name" | "result" | "reason" | "agentId"> &
  Partial<Pick<ImportRowResult, "warnings" | "changedFields" | "tools">> & { signature?: Signature | null };

const CELL = "border-border border-b px-3 py-2 align-top";

/** What becomes, or became, of each record of a file. Names and reasons may quote the file: shown to the letter. */
export function ImportRows({ rows, label }: { rows: readonly ShownRow[]; label: string }) {
  return (
    <ScrollRegion label={label} className="max-h-[36rem] rounded-lg border border-border bg-card">
      <table className="w-full border-separate border-spacing-0">
        <thead>
          <tr className="text-left text-muted-foreground text-xs [&>th]:sticky [&>th]:top-0 [&>th]:h-9 [&>th]:border-border [&>th]:border-b [&>th]:bg-muted [&>th]:px-3 [&>th]:font-medium">
            <th scope="col" className="w-14 text-right">
              Row
            </th>
            <th scope="col" className="w-24">
              Result
            </th>
            <th scope="col">Name</th>
            <th scope="col" className="max-sm:hidden">
              Kind
            </th>
            <th scope="col" className="max-sm:hidden">
              What to know
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.position} ${row.kind} ${row.name}`}>
              <td className={`${CELL} text-right text-muted-foreground`}>{row.position.toLocaleString("en")}</td>
              <td className={CELL}>
                <Badge tone={RESULT_WORDS[row.result].tone}>{RESULT_WORDS[row.result].label}</Badge>
              </td>
              <td className={`${CELL} min-w-40`}>
                <Name row={row} />
                <div className="sm:hidden">
                  <Notes row={row} />
                </div>
              </td>
              <td className={`${CELL} whitespace-nowrap text-muted-foreground max-sm:hidden`}>{kindLabel(row.kind)}</td>
              <td className={`${CELL} max-sm:hidden`}>
                <Notes row={row} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

/** The label of a kind; one that no importer knows says so. */
function kindLabel(kind: string): string {
  return kind in SOURCE_LABELS ? SOURCE_LABELS[kind as Source] : "Not recognised";
}

function Name({ row }: { row: ShownRow }) {
  const name = row.name ? <LiteralText text={row.name} /> : <span className="text-muted-foreground">No name</span>;
  if (!row.agentId) return name;
  return (
    <Link
      href={`/agents/${row.agentId}` as Route}
      prefetch={false}
      className="text-link underline-offset-3 hover:underline"
    >
      {name}
    </Link>
  );
}

function Notes({ row }: { row: ShownRow }) {
  const { changedFields = [], warnings = [], tools } = row;
  // Of an import that was done the reason says it.
  const listed = tools ? listingText(tools) : "";
  return (
    <div className="grid gap-0.5 text-xs">
      {row.reason ? (
        <p className={row.result === "rejected" ? "text-danger" : "text-muted-foreground"}>
          <LiteralText text={row.reason} />
        </p>
      ) : null}
      {changedFields.length > 0 ? <p className="text-muted-foreground">Changes {changedFields.join(", ")}</p> : null}
      {listed ? <p className="text-muted-foreground">{listed}</p> : null}
      {warnings.map((warning) => (
        <p key={warning} className="text-warning">
          <LiteralText text={warning} />
        </p>
      ))}
      <Seal row={row} />
    </div>
  );
}

/** Of the kinds only agent cards can be signed; of a rejected one the reason speaks. */
function Seal({ row: { kind, result, signature } }: { row: ShownRow }) {
  if (!signature || kind !== "a2a-card" || result === "rejected") return null;
  const Icon = signature === "verified" ? BadgeCheck : ShieldQuestion;
  return (
    <p className="inline-flex items-center gap-1 text-muted-foreground">
      <Icon
        aria-hidden
        className={cn(
          "size-3",
          signature === "verified" && "text-success",
          signature === "unverified" && "text-warning",
        )}
      />
      {SIGNATURE_LABELS[signature]}
    </p>
  );
}
