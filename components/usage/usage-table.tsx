import { ArrowDown, ArrowUp } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "@/components/cn";
import { ScrollRegion } from "@/components/data-table/scroll-region";
import { LiteralText } from "@/components/ui/literal-text";
import { ENVIRONMENT_LABELS } from "@/lib/agents/terms";
import type { UsageBy, UsageSort } from "@/lib/usage/terms";
import type { UsageRow, UsageView } from "@/lib/usage/views";
import { type Counted, type PageSearch, rowHref, usageHref } from "./hrefs";
import { changeText, count, durationText, millisText, perHundred, shareText } from "./words";

interface Column {
  label: string;
  /** What is not said by so short a label. */
  told?: string;
  sort?: UsageSort;
  /** Only where rows are these. */
  by?: UsageBy;
  cell: (row: UsageRow, link: (counted: Counted, text: string, value: number) => ReactNode) => ReactNode;
}

const COLUMNS: readonly Column[] = [
  { label: "Calls", sort: "calls", cell: ({ calls }, link) => link("calls", count(calls), calls) },
  { label: "Share", told: "Of all calls shown", cell: ({ share }) => <Share share={share} /> },
  { label: "Change", sort: "change", cell: (row) => <Change row={row} /> },
  { label: "Denied", sort: "denied", cell: ({ denied }, link) => link("denied", count(denied), denied) },
  {
    label: "Waited",
    sort: "stepped_up",
    cell: ({ steppedUp }, link) => link("stepped_up", count(steppedUp), steppedUp),
  },
  {
    label: "Per 100",
    told: "Calls that waited, of 100 decided",
    cell: ({ stepUpsPer100 }) => perHundred(stepUpsPer100),
  },
  {
    label: "Half answered in",
    told: "Half of the answers of people came within",
    by: "team",
    cell: ({ medianWaitSeconds }) => durationText(medianWaitSeconds),
  },
  { label: "Errors", sort: "errors", cell: ({ errors }, link) => link("errors", count(errors), errors) },
  { label: "Error rate", sort: "error_rate", cell: ({ errorRate }) => shareText(errorRate) },
  {
    label: "Median time",
    told: "Half of the reported calls took at most",
    cell: ({ p50, timed }, link) => link("timed", millisText(p50), timed),
  },
  {
    label: "95 % within",
    told: "95 of 100 reported calls took at most",
    sort: "latency",
    cell: ({ p95, timed }, link) => link("timed", millisText(p95), timed),
  },
  { label: "Agents", by: "team", cell: (row) => <Adoption row={row} /> },
  { label: "Agents", by: "tool", cell: ({ activeAgents }) => count(activeAgents) },
];

const NAME: Readonly<Record<UsageBy, string>> = { team: "Team", agent: "Agent", tool: "Tool" };

/** One line per team, agent or tool; every number leads to what it counts. Sorted by its heads, which are addresses. */
export function UsageTable({ search, view }: { search: PageSearch; view: UsageView }) {
  const columns = COLUMNS.filter(({ by }) => by === undefined || by === view.by);
  return (
    <ScrollRegion label={`Usage by ${view.by}`} className="print:overflow-visible">
      <table className="w-full border-separate border-spacing-0 text-sm print:text-[7.5pt]">
        <thead>
          <tr className="text-muted-foreground text-xs">
            <Head search={search} label={NAME[view.by]} sort="name" className="sticky left-0 z-10 text-left" />
            {columns.map(({ label, told, sort }) => (
              <Head key={label} search={search} label={label} told={told} sort={sort} className="text-right" />
            ))}
          </tr>
        </thead>
        <tbody>
          {view.rows.map((row) => (
            <tr key={row.key} className="group hover:bg-accent">
              <th
                scope="row"
                className="sticky left-0 min-w-32 max-w-72 border-border border-b bg-card px-4 py-2 text-left font-medium group-hover:bg-accent max-sm:max-w-40 print:static print:min-w-20 print:px-1"
              >
                <Name search={search} view={view} row={row} />
              </th>
              {columns.map(({ label, cell }) => (
                <td
                  key={label}
                  className="whitespace-nowrap border-border border-b px-3 py-2 text-right tabular-nums last:pr-4 print:px-1 print:last:pr-1"
                >
                  {cell(row, (counted, text, value) =>
                    value > 0 ? (
                      <Link
                        href={rowHref(search, view, { row, counted })}
                        prefetch={false}
                        className="text-link hover:underline"
                      >
                        {text}
                      </Link>
                    ) : (
                      <span className="text-muted-foreground">{text}</span>
                    ),
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

interface HeadProps {
  search: PageSearch;
  label: string;
  told?: string | undefined;
  sort?: UsageSort | undefined;
  className: string;
}

function Head({ search, label, told, sort, className }: HeadProps) {
  const on = sort !== undefined && search.sort === sort;
  const classes = cn(
    "whitespace-nowrap border-border border-b bg-muted px-3 py-1.5 font-medium first:pl-4 last:pr-4 print:whitespace-normal print:px-1 print:text-[7.5pt] print:last:pr-1",
    className,
  );
  if (!sort)
    return (
      <th scope="col" title={told} className={classes}>
        {label}
      </th>
    );
  const first = sort === "name" ? "asc" : "desc";
  const dir = on ? (search.dir === "asc" ? "desc" : "asc") : first;
  const Arrow = search.dir === "asc" ? ArrowUp : ArrowDown;
  return (
    <th
      scope="col"
      title={told}
      aria-sort={on ? (search.dir === "asc" ? "ascending" : "descending") : undefined}
      className={classes}
    >
      <Link
        href={usageHref(search, { sort, dir })}
        prefetch={false}
        scroll={false}
        className={cn("inline-flex items-center gap-1 hover:text-foreground", on && "text-foreground")}
      >
        {label}
        {on ? <Arrow aria-hidden className="size-3" /> : null}
      </Link>
    </th>
  );
}

function Name({ search, view, row }: { search: PageSearch; view: UsageView; row: UsageRow }) {
  if (view.by === "agent") {
    return (
      <span className="grid">
        <Link href={`/agents/${row.id}` as Route} prefetch={false} className="hover:underline">
          <LiteralText text={row.name} className="line-clamp-2" />
        </Link>
        <span className="font-normal text-muted-foreground text-xs">
          {row.team ? <LiteralText text={row.team.name} /> : null}
          {row.team && row.environment ? ", " : null}
          {row.environment ? ENVIRONMENT_LABELS[row.environment].toLowerCase() : null}
        </span>
      </span>
    );
  }
  const narrowed =
    view.by === "team"
      ? usageHref(search, { by: "agent", teamId: row.id || "none", sort: "calls", dir: "desc" })
      : usageHref(search, {
          by: "agent",
          server: row.server || null,
          tool: row.tool || null,
          sort: "calls",
          dir: "desc",
        });
  return (
    <Link href={narrowed} prefetch={false} className="hover:underline">
      {view.by === "tool" ? (
        <span className="grid">
          <LiteralText text={row.tool || "No tool named"} className="line-clamp-2" />
          <LiteralText text={row.server || "No server named"} className="font-normal text-muted-foreground text-xs" />
        </span>
      ) : (
        <LiteralText text={row.name} className="line-clamp-2" />
      )}
    </Link>
  );
}

function Share({ share }: { share: number }) {
  return (
    <span className="flex items-center justify-end gap-2">
      <span aria-hidden className="h-1.5 w-16 overflow-hidden rounded-full bg-muted max-sm:hidden print:hidden">
        <span className="block h-full rounded-full bg-primary" style={{ width: `${share * 100}%` }} />
      </span>
      <span className="w-14 print:w-auto">{shareText(share)}</span>
    </span>
  );
}

function Change({ row }: { row: UsageRow }) {
  return <span title={`${count(row.before)} in the period before`}>{changeText(row.change, row.calls)}</span>;
}

function Adoption({ row }: { row: UsageRow }) {
  const { activeAgents, registeredAgents } = row;
  return (
    <span>
      {count(activeAgents)}
      {registeredAgents === null ? null : <span className="text-muted-foreground"> of {count(registeredAgents)}</span>}
    </span>
  );
}
