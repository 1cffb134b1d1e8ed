import type { Route } from "next";
import Link from "next/link";
import { EmptyState } from "@/components/ui/empty-state";
import { Time } from "@/components/ui/time";
import { CONTROL_STATES, countedState } from "@/lib/compliance/terms";
import type { ControlRow } from "@/lib/compliance/views";
import { OwnerName } from "./owner-name";
import { StateBadge } from "./state-badge";

const HEAD = "px-4 py-2 text-left font-medium text-muted-foreground text-xs";

/** The controls of a framework, each with where it stands and who answers for it. */
export function ControlTable({ rows, label }: { rows: readonly ControlRow[]; label: string }) {
  if (rows.length === 0) {
    return (
      <EmptyState
        title="No control is like that"
        description="Take a filter away to see the others."
        className="py-10"
      />
    );
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be in reach of the keyboard
    <section aria-label={label} tabIndex={0} className="more-right overflow-x-auto focus-visible:-outline-offset-2">
      <table className="w-full min-w-3xl text-sm">
        <thead className="border-border border-b bg-muted">
          <tr>
            <th scope="col" className={HEAD}>
              Control
            </th>
            <th scope="col" className={HEAD}>
              State
            </th>
            <th scope="col" className={HEAD}>
              Owner
            </th>
            <th scope="col" className={HEAD}>
              Evidence
            </th>
            <th scope="col" className={HEAD}>
              Last checked
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-border">
          {rows.map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ row }: { row: ControlRow }) {
  return (
    <tr className="hover:bg-accent">
      <td className="px-4 py-2.5">
        <Link href={row.href as Route} className="text-link underline-offset-3 hover:underline">
          <span className="font-medium tabular-nums">{row.reference}</span> {row.title}
        </Link>
      </td>
      <td className="px-4 py-2.5">
        <StateBadge state={row.state} applies={row.applies} />
      </td>
      <td className="px-4 py-2.5">
        <OwnerName owner={row.owner} />
      </td>
      <td className="px-4 py-2.5 text-muted-foreground">{evidenceOf(row)}</td>
      <td className="px-4 py-2.5 text-muted-foreground">
        <Time at={row.checkedAt} />
      </td>
    </tr>
  );
}

function evidenceOf({ answers, checkedAt }: ControlRow): string {
  const parts = CONTROL_STATES.flatMap((state) =>
    answers[state] ? [`${answers[state]} ${countedState(state, answers[state])}`] : [],
  );
  if (parts.length) return parts.join(", ");
  return checkedAt ? "Nothing here answers it" : "Not asked yet";
}
