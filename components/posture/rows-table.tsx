import type { Route } from "next";
import Link from "next/link";
import { ScrollRegion } from "@/components/data-table/scroll-region";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import { ENVIRONMENT_LABELS } from "@/lib/agents/terms";
import type { PostureRow } from "@/lib/posture/views";

const HEAD = "h-9 whitespace-nowrap border-border border-b bg-muted px-4 text-left font-medium";
const CELL = "border-border border-b px-4 py-2";

/** The rows behind a number; each leads to the thing itself. */
export function PostureRows({ rows, label, when }: { rows: readonly PostureRow[]; label: string; when: string }) {
  return (
    <ScrollRegion label={label} className="rounded-lg border border-border bg-card">
      <table className="w-full min-w-150 border-separate border-spacing-0 [&_tr:last-child>*]:border-b-0">
        <thead>
          <tr className="text-muted-foreground text-xs">
            <th scope="col" className={HEAD}>
              What
            </th>
            <th scope="col" className={HEAD}>
              Why it is counted
            </th>
            <th scope="col" className={HEAD}>
              Team
            </th>
            <th scope="col" className={HEAD}>
              {when}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, title, what, environment, team, at, href }) => (
            <tr key={key}>
              <th scope="row" className={`${CELL} text-left font-medium`}>
                <Link href={href as Route} prefetch={false} className="text-link hover:underline">
                  <LiteralText text={title} />
                </Link>
                {environment ? (
                  <span className="block font-normal text-muted-foreground text-xs">
                    {ENVIRONMENT_LABELS[environment]}
                  </span>
                ) : null}
              </th>
              <td className={CELL}>
                <LiteralText text={what} />
              </td>
              <td className={CELL}>
                {team === null ? <span className="text-muted-foreground">–</span> : <LiteralText text={team} />}
              </td>
              <td className={CELL}>
                <Time at={at} missing="Never" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
