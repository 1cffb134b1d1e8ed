"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { orThrow } from "@/components/people/use-action";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import { toast } from "@/components/ui/toast";
import { CLASS_LABELS, CLASS_NOTES, MONTHS, monthsText } from "@/lib/retention/terms";
import type { RetentionView } from "@/lib/retention/views";
import { ActButton } from "./act-button";
import type { RetentionActions } from "./actions";

/** The classes of records: how long each is kept, what of it is there, and since when. */
export function ClassList({ rows, actions }: { rows: readonly RetentionView[]; actions: RetentionActions }) {
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
                  oldest <Time at={row.oldest} />
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
            {row.asked === null ? <Change row={row} actions={actions} /> : <Answer row={row} actions={actions} />}
          </div>
        </li>
      ))}
    </ul>
  );
}

function Answer({ row, actions }: { row: RetentionView; actions: RetentionActions }) {
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
        label="Refuse"
        title="Keep them as long as before?"
        description="Nothing changes."
        done="They are kept as before"
        bar={row.abilities.refuse}
        run={(reason) => actions.refuseRetention({ ...seen, reason })}
        wantsReason
      />
    </>
  );
}

function Change({ row, actions }: { row: RetentionView; actions: RetentionActions }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [months, setMonths] = useState(row.months);

  async function carryOut(): Promise<void> {
    await orThrow(actions.setRetention({ class: row.class, months, version: row.version }));
    toast.success(months > row.months ? "They are kept longer from now on" : "Asked for: a second person decides");
    router.refresh();
  }

  return (
    <>
      <Button
        size="sm"
        variant="outline"
        disabled={row.abilities.set !== null}
        focusableWhenDisabled
        title={row.abilities.set ?? undefined}
        aria-label={`Change how long ${CLASS_LABELS[row.class].toLowerCase()} records are kept`}
        onClick={() => setOpen(true)}
      >
        Change
      </Button>
      {open ? (
        <ConfirmDialog
          open
          onOpenChange={setOpen}
          title={`How long are ${CLASS_LABELS[row.class].toLowerCase()} records kept?`}
          description="Longer stands at once. Shorter waits for a second person."
          confirmLabel={months < row.months ? "Ask for it" : "Keep longer"}
          onConfirm={carryOut}
        >
          <Field label="Months" hint={`${MONTHS.least} to ${MONTHS.most}; ${monthsText(row.months)} now.`}>
            <Input
              type="number"
              min={MONTHS.least}
              max={MONTHS.most}
              value={months}
              onChange={(event) => setMonths(Number(event.target.value))}
            />
          </Field>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
