import type { Route } from "next";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { LiteralText } from "@/components/ui/literal-text";
import { DATA_CLASS_LABELS, RESOURCE_KIND_LABELS } from "@/lib/agents/terms";
import { amountOf } from "@/lib/reach/present";
import type { PlaceRow } from "@/lib/reach/views";

export interface PlaceTableProps {
  rows: readonly PlaceRow[];
  total: number;
  /** The addresses of the neighbouring pages; null at the ends. */
  next: string | null;
  previous: string | null;
}

const cell = "px-4 py-2 align-top max-md:block max-md:px-0 max-md:py-0.5";
const end = `${cell} whitespace-nowrap text-right max-md:text-left`;

/** Everything within reach, the heaviest first: what the picture shows, in words. */
export function PlaceTable({ rows, total, next, previous }: PlaceTableProps) {
  if (total === 0) {
    return (
      <EmptyState
        level={3}
        title="Nothing within reach"
        description="No tool is linked to a resource, and nobody stated a system. Link tools to the resources they reach, so that the number means something."
      />
    );
  }
  return (
    <>
      <table aria-label="Resources within reach" className="w-full max-md:block">
        <thead className="max-md:sr-only">
          <tr className="border-border border-b text-left text-muted-foreground text-xs">
            <th scope="col" className="px-4 py-2 font-normal">
              Resource
            </th>
            <th scope="col" className="px-4 py-2 font-normal">
              Data
            </th>
            <th scope="col" className="px-4 py-2 font-normal">
              Access
            </th>
            <th scope="col" className="px-4 py-2 font-normal">
              Through
            </th>
            <th scope="col" className="px-4 py-2 text-right font-normal">
              Up to
            </th>
            <th scope="col" className="px-4 py-2 text-right font-normal">
              Counts
            </th>
          </tr>
        </thead>
        <tbody className="max-md:block">
          {rows.map((row) => (
            <Row key={row.key} row={row} />
          ))}
        </tbody>
      </table>
      <Pages shown={rows.length} total={total} next={next} previous={previous} />
    </>
  );
}

function Row({ row }: { row: PlaceRow }) {
  return (
    <tr className="border-border border-b last:border-b-0 max-md:block max-md:px-4 max-md:py-2">
      <th scope="row" className={`${cell} text-left font-medium`}>
        {row.id ? (
          <Link href={`/resources/${row.id}` as Route} prefetch={false} className="underline-offset-3 hover:underline">
            <LiteralText text={row.name} />
          </Link>
        ) : (
          <LiteralText text={row.name} />
        )}
        <span className="block font-normal text-muted-foreground text-xs">
          {row.kind ? RESOURCE_KIND_LABELS[row.kind] : "Stated by people, not in the register"}
        </span>
      </th>
      <td className={cell}>
        {row.dataClasses.length ? row.dataClasses.map((one) => DATA_CLASS_LABELS[one]).join(", ") : "Not stated"}
      </td>
      <td className={cell}>
        <span className="inline-flex flex-wrap gap-1">
          <Badge tone={row.access === "write" && row.standing === "now" ? "warning" : "neutral"}>
            {row.access === "write" ? "Writes" : "Reads"}
          </Badge>
          {row.standing === "later" ? <Badge tone="outline">would add</Badge> : null}
          {row.standing === "now" && row.access === "read" && row.accessLater === "write" ? (
            <Badge tone="outline">would write</Badge>
          ) : null}
        </span>
      </td>
      <td className={`${cell} text-xs`}>
        {row.tools.length ? <LiteralText text={row.tools.join(", ")} /> : <span>Stated by people</span>}
        {row.toolCount > row.tools.length ? (
          <span className="text-muted-foreground"> and {row.toolCount - row.tools.length} more</span>
        ) : null}
      </td>
      <td className={`${end} text-xs`}>{amounts(row)}</td>
      <td className={end}>
        <span className="text-muted-foreground md:sr-only">counts </span>
        {row.score}
      </td>
    </tr>
  );
}

function amounts({ records, people, money }: PlaceRow) {
  const parts = [
    records ? `${amountOf(records)} records` : "",
    people ? `${amountOf(people)} people` : "",
    money ? `${amountOf(money)} in money` : "",
  ].filter(Boolean);
  return parts.length ? (
    parts.map((part) => (
      <span key={part} className="block">
        {part}
      </span>
    ))
  ) : (
    <span className="text-muted-foreground">not stated</span>
  );
}

function Pages({ shown, total, next, previous }: { shown: number } & Omit<PlaceTableProps, "rows">) {
  if (!next && !previous) return null;
  const link = "text-link underline-offset-3 hover:underline";
  return (
    <nav aria-label="Pages of resources" className="flex flex-wrap items-center gap-4 border-border border-t px-4 py-2">
      <span className="text-muted-foreground text-xs">
        {shown} of {total.toLocaleString("en")}
      </span>
      {previous ? (
        <Link href={previous as Route} scroll={false} className={link}>
          Previous
        </Link>
      ) : null}
      {next ? (
        <Link href={next as Route} scroll={false} className={link}>
          Next
        </Link>
      ) : null}
    </nav>
  );
}
