import type { Route } from "next";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import type { DefinitionView } from "@/lib/campaigns/definitions/views";
import { kindsWords, scopeWords } from "../wizard/words";
import { scheduleWords } from "./schedule-words";
import { DefinitionStateBadge } from "./state-badge";

/** Schedules, each with what it looks at and when it comes next. */
export function DefinitionList({ rows }: { rows: readonly DefinitionView[] }) {
  return (
    <ul className="divide-y divide-border overflow-hidden rounded-lg border border-border bg-card">
      {rows.map((row) => (
        <li key={row.id}>
          <Link
            href={`/campaigns/definitions/${row.id}` as Route}
            prefetch={false}
            className="grid items-start gap-x-6 gap-y-1.5 px-4 py-3 -outline-offset-2 hover:bg-accent md:grid-cols-[minmax(0,1fr)_16rem]"
          >
            <span className="min-w-0">
              <span className="flex flex-wrap items-center gap-2">
                <LiteralText text={row.name} className="font-medium" />
                <DefinitionStateBadge state={row.state} />
                {row.plan.stages.length > 1 ? <Badge tone="outline">{row.plan.stages.length} stages</Badge> : null}
              </span>
              <span className="block text-muted-foreground text-sm">
                {kindsWords(row.plan.kinds)}
                {scopeWords(row.plan.scope).length ? ", within limits" : " of every agent"}
              </span>
            </span>
            <span className="text-sm md:text-right">
              <LiteralText text={scheduleWords(row.schedule)} className="block" />
              <span className="block text-muted-foreground">
                {row.nextAt ? (
                  <>
                    Begins <Time at={row.nextAt} />
                  </>
                ) : (
                  "No date ahead"
                )}
              </span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
