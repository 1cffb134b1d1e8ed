"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { Refused } from "@/components/agents/refused";
import { useAction } from "@/components/people/use-action";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { barOfMonths, type Months } from "@/lib/retention/rules";
import { CLASS_LABELS, MONTHS, monthsText } from "@/lib/retention/terms";
import type { RetentionView } from "@/lib/retention/views";
import type { RetentionActions } from "./actions";

interface ChangeMonthsProps {
  row: RetentionView;
  /** How long each class is kept now: none may be kept longer than the next. */
  all: Months;
  actions: RetentionActions;
}

/** Changes how long a class is kept; off, with the reason, where the rule says no. */
export function ChangeMonths({ row, all, actions }: ChangeMonthsProps) {
  const [open, setOpen] = useState(false);
  const whyId = useId();
  const bar = row.abilities.set;
  return (
    <>
      <Button
        size="sm"
        variant="outline"
        disabled={bar !== null}
        focusableWhenDisabled
        title={bar ?? undefined}
        aria-label={`Change how long ${CLASS_LABELS[row.class].toLowerCase()} records are kept`}
        aria-describedby={bar ? whyId : undefined}
        onClick={() => setOpen(true)}
      >
        Change
      </Button>
      {bar ? (
        <span id={whyId} className="sr-only">
          {bar}
        </span>
      ) : null}
      <Dialog open={open} onOpenChange={setOpen}>
        {open ? <Ask row={row} all={all} actions={actions} close={() => setOpen(false)} /> : null}
      </Dialog>
    </>
  );
}

function Ask({ row, all, actions, close }: ChangeMonthsProps & { close: () => void }) {
  const router = useRouter();
  const { run, busy, failure } = useAction();
  const [written, setWritten] = useState(String(row.months));
  const months = Number(written);
  const bar = barOfMonths(row.class, months, all);
  const isShorter = months < row.months;

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    if (bar || months === row.months) return;
    run(
      () => actions.setRetention({ class: row.class, months, version: row.version }),
      isShorter ? "Asked for: a second person decides" : "They are kept longer from now on",
      () => {
        close();
        router.refresh();
      },
    );
  }

  return (
    <DialogContent
      size="sm"
      title={`How long are ${CLASS_LABELS[row.class].toLowerCase()} records kept?`}
      description="Longer stands at once. Shorter waits for a second person."
      footer={
        <>
          <DialogClose render={<Button variant="outline">Cancel</Button>} />
          <Button
            type="submit"
            form="change-months"
            busy={busy}
            disabled={bar !== null || months === row.months}
            focusableWhenDisabled
          >
            {isShorter ? "Ask for it" : "Keep longer"}
          </Button>
        </>
      }
    >
      <form id="change-months" onSubmit={submit} className="grid gap-3" noValidate>
        <Field
          label="Months"
          hint={`${MONTHS.least} to ${MONTHS.most}; ${row.months} now${row.months < 12 ? "" : `, which is ${monthsText(row.months)}`}.`}
          {...(bar && written !== "" ? { error: bar } : {})}
        >
          <Input
            type="number"
            inputMode="numeric"
            min={MONTHS.least}
            max={MONTHS.most}
            value={written}
            onChange={(event) => setWritten(event.target.value)}
          />
        </Field>
        <p role="status" className="min-h-5">
          {bar ? null : effectText(months, row.months)}
        </p>
        {failure ? <Refused failure={failure} /> : null}
      </form>
    </DialogContent>
  );
}

/** What a choice does, before it is made. */
function effectText(months: number, now: number): string | null {
  if (months === now) return null;
  if (months > now) return `Kept ${monthsText(months)}, from now on. What was let go already does not come back.`;
  return `Kept ${monthsText(months)}, once a second person agrees: what is older then goes, and does not come back.`;
}
