import type { Route } from "next";
import Link from "next/link";
import { EmptyState } from "@/components/ui/empty-state";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import type { FoundRow, QueryView } from "@/lib/compliance/views";

/** The rows that speak against a query, each leading to what it is about. */
export function QueryRows({ query }: { query: QueryView }) {
  if (query.rows.length === 0) {
    return (
      <EmptyState
        level={3}
        title="No row speaks against it"
        description={
          query.of === 0 ? "There was nothing to look at yet." : "Everything that was looked at is as it should be."
        }
        className="py-10"
      />
    );
  }
  return (
    <>
      <ul aria-label="Rows" className="divide-y divide-border">
        {query.rows.map((row) => (
          <li
            key={`${row.kind} ${row.id} ${row.name} ${row.at}`}
            className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5 px-4 py-2.5"
          >
            <span className="min-w-0 flex-1">
              <RowName row={row} />
              <span className="block text-muted-foreground text-xs">
                <LiteralText text={row.note} />
              </span>
            </span>
            {row.at ? <Time at={row.at} className="text-muted-foreground text-xs" /> : null}
          </li>
        ))}
      </ul>
      {query.found > query.rows.length ? (
        <p className="border-border border-t px-4 py-2.5 text-muted-foreground text-xs">
          The newest {query.rows.length} of {query.found.toLocaleString("en")} are shown.
        </p>
      ) : null}
    </>
  );
}

function RowName({ row }: { row: FoundRow }) {
  const name = <LiteralText text={row.name} />;
  if (!row.href) return name;
  return (
    <Link href={row.href as Route} className="text-link underline-offset-3 hover:underline">
      {name}
    </Link>
  );
}
