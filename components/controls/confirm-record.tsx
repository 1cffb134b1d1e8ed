"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Refused } from "@/components/agents/refused";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormButtons } from "@/components/ui/form-buttons";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import type { AgentDetail } from "@/lib/agents/schema";
import type { ControlsDetail } from "@/lib/agents/terms";
import { type ActionFailure, issueOf } from "@/lib/http/action-state";
import type { ControlActions } from "./types";

export interface ConfirmRecordProps {
  agent: Pick<AgentDetail, "id" | "name" | "version">;
  ability: ControlsDetail["review"]["confirm"];
  confirm: ControlActions["confirm"];
}

/** Says under one's own name that the record is right. */
export function ConfirmRecord({ agent, ability, confirm }: ConfirmRecordProps) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ActionFailure | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const note = String(new FormData(event.currentTarget).get("note") ?? "");
    setBusy(true);
    const done = await confirm({ id: agent.id, version: agent.version, note });
    setBusy(false);
    setFailure(done.ok ? null : done);
    if (!done.ok) return;
    toast.success("The record is confirmed");
    setOpen(false);
    router.refresh();
  }

  return (
    <div className="grid gap-1.5">
      <Button
        variant="outline"
        className="justify-self-start"
        disabled={!ability.allowed}
        focusableWhenDisabled
        aria-describedby={ability.allowed ? undefined : "why-not-confirm"}
        onClick={() => setOpen(true)}
      >
        Confirm the record…
      </Button>
      {ability.allowed ? null : (
        <p id="why-not-confirm" className="text-muted-foreground text-xs">
          {ability.reason}
        </p>
      )}
      <Dialog open={open} onOpenChange={(next) => (busy ? undefined : setOpen(next))}>
        <DialogContent
          title={`Confirm the record of ${agent.name}?`}
          description="You say that purpose, people, tools, data and deployment are still as they stand here. It stands under your name."
          size="sm"
        >
          <form onSubmit={submit} className="grid gap-3">
            <Field label="What you looked at" optional hint="Stands in the audit log." error={issueOf(failure, "note")}>
              <Textarea name="note" maxLength={1000} />
            </Field>
            {failure ? <Refused failure={failure} /> : null}
            <div className="flex justify-end gap-2 pt-1">
              <FormButtons busy={busy}>Confirm</FormButtons>
            </div>
          </form>
        </DialogContent>
      </Dialog>
    </div>
  );
}
