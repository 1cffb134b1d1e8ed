"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Refused } from "@/components/agents/refused";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormButtons } from "@/components/ui/form-buttons";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import type { AgentDetail } from "@/lib/agents/schema";
import type { ControlsDetail } from "@/lib/agents/terms";
import { type ActionFailure, issueOf } from "@/lib/http/action-state";
import type { ControlActions } from "./types";

export interface WaiveDialogProps {
  agent: Pick<AgentDetail, "id" | "name" | "version">;
  control: ControlsDetail["controls"][number];
  term: ControlsDetail["term"];
  waive: ControlActions["waive"];
  onClose: () => void;
}

/** Asks why and until when a control may be missing. Nothing is filled in: whoever lets it go says for how long. */
export function WaiveDialog({ agent, control, term, waive, onClose }: WaiveDialogProps) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ActionFailure | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const [reason, until] = [String(given.get("reason") ?? ""), String(given.get("until") ?? "")];
    setBusy(true);
    const done = await waive({ id: agent.id, version: agent.version, control: control.id, reason, until });
    setBusy(false);
    if (!done.ok) return setFailure(done);
    toast.success(`“${control.label}” is waived until the end of ${until}`);
    onClose();
    router.refresh();
  }

  return (
    <Dialog open onOpenChange={(open) => (open || busy ? undefined : onClose())}>
      <DialogContent
        title={`Waive “${control.label}” for ${agent.name}?`}
        description={`It counts as waived until the day you choose, and then as missing again. ${control.how}`}
        size="sm"
      >
        <form onSubmit={submit} className="grid gap-3">
          <Field
            label="Reason"
            hint="Stands in the audit log and on this page, under your name."
            error={issueOf(failure, "reason")}
          >
            <Textarea name="reason" required minLength={5} maxLength={1000} />
          </Field>
          <Field
            label="Until the end of"
            hint={`At most 90 days: ${term.to} at the latest. The day ends in UTC.`}
            error={issueOf(failure, "until")}
          >
            <Input name="until" type="date" required min={term.from} max={term.to} className="w-44" />
          </Field>
          {failure ? <Refused failure={failure} /> : null}
          <div className="flex justify-end gap-2 pt-1">
            <FormButtons busy={busy}>Waive</FormButtons>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}
