"use client";

import { Badge } from "@/components/ui/badge";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import type { Months } from "@/lib/retention/rules";
import { CLASS_LABELS, CLASS_NOTES, monthsText } from "@/lib/retention/terms";
import type { RetentionView } from "@/lib/retention/views";
import { ActButton } from "./act-button";
import type { RetentionActions } from "./actions";
import { ChangeMonths } from "./change-months";
import { refusalWords } from "./words";

interface ClassListProps {
  rows: readonly RetentionView[];
  /** Who reads: what they asked for themselves they take back, and do not refuse. */
  readerId: string;
  actions: RetentionActions;
}

/** The classes of records: how long each is kept, what of it is there, and since when. */
export function ClassList({ rows, readerId, actions }: ClassListProps) {
  const all = Object.fromEntries(rows.map((row) => [row.class, row.months])) as Months;
  return (
    <ul className="divide-y divide-border">
      {rows.map((row) => (
        <li key={row.class} className="grid gap-x-6 gap-y-2 px-4 py-3 md:grid-cols-[minmax(0,1fr)_auto]">
          <div className="min-w-0">
            <p className="flex flex-wrap items-center gap-2">
              <span className="font-medium">{CLASS_LABELS[row.class]}</span>
              <span className="tabular-nums">{monthsText(row.months)}</span>
              {row.asked === null ? null : <Badge tone="warning">{monthsText(row.asked)} asked for</Badge>}
            </p>
            <p className="mt-0.5 text-muted-foreground">{CLASS_NOTES[row.class]}</p>
            <p className="mt-1 text-muted-foreground text-xs">
              {row.oldest ? (
                <>
                  {row.fields.toLocaleString("en")} {row.fields === 1 ? "field" : "fields"} kept beside the log, the
                  oldest of <Time at={row.oldest} format="exact" />
                </>
              ) : (
                "No fields kept beside the log"
              )}
              {row.letGo ? (
                <>
                  ; older than <Time at={row.letGo} format="exact" /> was let go
                </>
              ) : (
                "; nothing was let go yet"
              )}
              {row.askedBy ? (
                <>
                  . <LiteralText text={row.askedBy.name} /> asked for a shorter time
                </>
              ) : null}
            </p>
          </div>
          <div className="flex flex-wrap content-start items-start gap-2">
            {row.asked === null ? (
              <ChangeMonths row={row} all={all} actions={actions} />
            ) : (
              <Answer row={row} isOwn={row.askedBy?.id === readerId} actions={actions} />
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

function Answer({ row, isOwn, actions }: { row: RetentionView; isOwn: boolean; actions: RetentionActions }) {
  const seen = { class: row.class, version: row.version };
  const months = monthsText(row.asked ?? row.months);
  return (
    <>
      <ActButton
        label="Confirm"
        title={`Keep ${CLASS_LABELS[row.class].toLowerCase()} records only ${months}?`}
        description="What is older goes with the next night and does not come back. Holds keep what they cover."
        done="They are kept shorter from now on"
        bar={row.abilities.confirm}
        run={() => actions.confirmRetention(seen)}
        isMain
        isGrave
      />
      <ActButton
        label={refusalWords(isOwn)}
        title={`Keep ${CLASS_LABELS[row.class].toLowerCase()} records ${monthsText(row.months)}, as before?`}
        description="Nothing changes. It can be asked for again."
        done="They are kept as before"
        bar={row.abilities.refuse}
        run={(reason) => actions.refuseRetention({ ...seen, reason })}
        wantsReason
      />
    </>
  );
}
