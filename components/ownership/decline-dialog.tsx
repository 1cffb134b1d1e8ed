"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Refused } from "@/components/agents/refused";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormButtons } from "@/components/ui/form-buttons";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import type { HandOverView } from "@/lib/agents/schema";
import { type ActionFailure, issueOf } from "@/lib/http/action-state";
import type { AnswerActions } from "./actions";

export interface DeclineDialogProps {
  offer: Pick<HandOverView, "id" | "seat" | "agent">;
  decline: AnswerActions["decline"];
  onClose: () => void;
}

/** Says no, with the reason that whoever asked will read. */
export function DeclineDialog({ offer, decline, onClose }: DeclineDialogProps) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ActionFailure | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get("reason") ?? "");
    setBusy(true);
    const done = await decline({ id: offer.id, reason });
    setBusy(false);
    if (!done.ok) return setFailure(done);
    toast.success("Declined");
    onClose();
    router.refresh();
  }

  return (
    <Dialog open onOpenChange={(open) => (open || busy ? undefined : onClose())}>
      <DialogContent
        title={`Decline to answer for ${offer.agent.name}?`}
        description="Nothing changes about the agent. Whoever asked is told, with your reason."
        size="sm"
      >
        <form onSubmit={submit} className="grid gap-3">
          <Field
            label="Reason"
            hint="Who should answer instead, if you know. Stands in the audit log."
            error={issueOf(failure, "reason")}
          >
            <Textarea name="reason" required minLength={5} maxLength={1000} />
          </Field>
          {failure ? <Refused failure={failure} /> : null}
          <div className="flex justify-end gap-2 pt-1">
            <FormButtons busy={busy}>Decline</FormButtons>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}
