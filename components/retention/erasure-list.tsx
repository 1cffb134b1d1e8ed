"use client";

import { Badge } from "@/components/ui/badge";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import { ERASURE_STATE_LABELS } from "@/lib/retention/terms";
import type { ErasureView } from "@/lib/retention/views";
import { ActButton } from "./act-button";
import type { RetentionActions } from "./actions";
import { ErasureSaid } from "./erasure-said";
import { refusalWords } from "./words";

interface ErasureListProps {
  rows: readonly ErasureView[];
  /** Who reads: what they asked for themselves they take back, and do not refuse. */
  readerId: string;
  actions: RetentionActions;
}

/** Erasures: who asked, who confirmed, what went. */
export function ErasureList({ rows, readerId, actions }: ErasureListProps) {
  return (
    <ul className="divide-y divide-border">
      {rows.map((row) => (
        <li key={row.id} className="grid gap-x-6 gap-y-2 px-4 py-3 md:grid-cols-[minmax(0,1fr)_auto]">
          <div className="min-w-0">
            <p className="flex flex-wrap items-center gap-2">
              <LiteralText text={row.person.name} className="font-medium" />
              <span className="font-mono text-muted-foreground text-xs">{row.person.id}</span>
              <Badge tone={row.state === "asked" ? "warning" : "neutral"}>{ERASURE_STATE_LABELS[row.state]}</Badge>
            </p>
            {row.reason ? (
              <p className="mt-1 text-muted-foreground">
                <LiteralText text={row.reason} />
              </p>
            ) : null}
            <p className="mt-1 text-muted-foreground text-xs">
              Asked for by <LiteralText text={row.askedBy.name} /> <Time at={row.askedAt} />
              {row.confirmedBy ? (
                <>
                  , {row.state === "refused" ? "refused" : "confirmed"} by <LiteralText text={row.confirmedBy.name} />
                </>
              ) : null}
              {row.doneAt ? (
                <>
                  {" "}
                  <Time at={row.doneAt} />, {row.fields.toLocaleString("en")} fields of the log
                </>
              ) : null}
            </p>
          </div>
          {row.state === "asked" ? <Answer row={row} isOwn={row.askedBy.id === readerId} actions={actions} /> : null}
        </li>
      ))}
    </ul>
  );
}

function Answer({ row, isOwn, actions }: { row: ErasureView; isOwn: boolean; actions: RetentionActions }) {
  const seen = { erasureId: row.id, version: row.version };
  const preview = async () => {
    const answer = await actions.previewErasure(row.person.id);
    return answer.ok ? { ok: true as const, value: <ErasureSaid of={answer.value} /> } : answer;
  };
  return (
    <div className="flex flex-wrap content-start gap-2">
      <ActButton
        label="Erase"
        title={`Erase what is known of ${row.person.name}?`}
        description="It cannot be undone. What they did stays in the log under a pseudonym, and every proof stays valid."
        done="Erased"
        bar={row.abilities.confirm}
        run={() => actions.confirmErasure(seen)}
        preview={preview}
        isMain
        isGrave
      />
      <ActButton
        label={refusalWords(isOwn)}
        title={`Keep what is known of ${row.person.name}?`}
        description="Nothing is erased, and it can be asked for again."
        done="Nothing is erased"
        bar={row.abilities.refuse}
        run={(reason) => actions.refuseErasure({ ...seen, reason })}
        wantsReason
      />
    </div>
  );
}
