"use client";

import { type FormEvent, type ReactNode, useState } from "react";
import { Callout } from "@/components/ui/callout";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { FormButtons } from "@/components/ui/form-buttons";
import type { ActionFailure, ActionState } from "@/lib/http/action-state";
import { BulkReport } from "./bulk-report";
import type { BulkOutcome, BulkTarget } from "./types";

export interface BulkDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  target: BulkTarget;
  /** "Suspend 12 agents" */
  title: string;
  /** Exactly what changes, and whether it can be taken back. */
  description: ReactNode;
  confirmLabel: string;
  destructive?: boolean;
  /** The fields that the act needs; their values reach `run` as a form. */
  children?: ReactNode;
  run: (target: BulkTarget, form: FormData) => Promise<ActionState<BulkOutcome>>;
  /** After something was done. */
  onDone: (outcome: BulkOutcome) => void;
}

/** Says what will change, does it, then lists each row that was refused with its reason and offers those again. */
export function BulkDialog(props: BulkDialogProps) {
  const { open, onOpenChange, target, title, description, confirmLabel, destructive, run, onDone } = props;
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const [outcome, setOutcome] = useState<BulkOutcome | null>(null);
  const [form, setForm] = useState<FormData | null>(null);

  async function go(rows: BulkTarget, values: FormData): Promise<void> {
    setBusy(true);
    const answer = await run(rows, values);
    setBusy(false);
    setFailure(answer.ok ? null : answer);
    if (!answer.ok) return;
    setOutcome(answer.value);
    onDone(answer.value);
    if (answer.value.refused === 0) close(false);
  }

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const values = new FormData(event.currentTarget);
    setForm(values);
    void go(target, values);
  }

  function close(next: boolean): void {
    if (busy) return;
    onOpenChange(next);
    setFailure(null);
    setOutcome(null);
  }

  return (
    <Dialog open={open} onOpenChange={close}>
      <DialogContent title={title} description={outcome ? undefined : description}>
        {outcome && form ? (
          <BulkReport
            outcome={outcome}
            busy={busy}
            retry={(ids) => go({ kind: "ids", ids, count: ids.length }, form)}
          />
        ) : (
          <form onSubmit={submit} className="grid gap-3">
            {props.children}
            {failure ? (
              <Callout tone="danger" role="alert" title={failure.message}>
                <Issues failure={failure} />
              </Callout>
            ) : null}
            <div className="flex justify-end gap-2 pt-1">
              <FormButtons variant={destructive ? "destructive" : "default"} busy={busy}>
                {confirmLabel}
              </FormButtons>
            </div>
          </form>
        )}
      </DialogContent>
    </Dialog>
  );
}

function Issues({ failure }: { failure: ActionFailure }) {
  return (
    <>
      {failure.issues.map((issue) => (
        <p key={issue.path + issue.message}>{issue.message}</p>
      ))}
      {failure.requestId ? <p className="text-muted-foreground text-xs">Request {failure.requestId}</p> : null}
    </>
  );
}
