"use client";

import { useState } from "react";
import { PersonPicker } from "@/components/agents/person-picker";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { LIMITS } from "@/lib/campaigns/terms";
import type { ActionFailure } from "@/lib/http/action-state";
import { issueOf } from "@/lib/http/action-state";
import type { ReviewActions, ReviewItem } from "./types";

interface ReassignDialogProps {
  item: ReviewItem;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  reassign: ReviewActions["reassign"];
  onDone: (toName: string) => void;
}

/** Hands an open item on to somebody who can judge it: a person, and a note for them (C3). */
export function ReassignDialog({ item, open, onOpenChange, reassign, onDone }: ReassignDialogProps) {
  const [person, setPerson] = useState<{ value: string; label: string } | null>(null);
  const [note, setNote] = useState("");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const ready = person !== null && note.trim().length >= LIMITS.reasonLeast;

  async function go(): Promise<void> {
    if (!person) return;
    setBusy(true);
    setFailure(null);
    const { campaignId, number, version } = item;
    try {
      const answer = await reassign({ campaignId, number, version, toPersonId: person.value, note });
      if (!answer.ok) return setFailure(answer);
      setPerson(null);
      setNote("");
      onOpenChange(false);
      onDone(person.label);
    } catch {
      setFailure({
        ok: false,
        code: "unexpected",
        message: "The console did not answer. Try again.",
        issues: [],
        requestId: "",
      });
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog open={open} onOpenChange={(next) => (busy ? null : onOpenChange(next))}>
      <DialogContent
        title="Hand it on"
        description="Somebody else is asked instead of you. An item is handed on twice at most, and who was asked stays in the record."
        footer={
          <>
            <DialogClose render={<Button variant="outline">Cancel</Button>} />
            <Button busy={busy} disabled={!ready} focusableWhenDisabled onClick={() => void go()}>
              Hand on
            </Button>
          </>
        }
      >
        <div className="grid gap-3">
          <Field label="To whom" error={issueOf(failure, "toPersonId")}>
            <PersonPicker value={person} onChange={setPerson} />
          </Field>
          <Field
            label="Note for them"
            hint={`Why they can judge it, in at least ${LIMITS.reasonLeast} characters.`}
            error={issueOf(failure, "note")}
          >
            <Textarea value={note} maxLength={LIMITS.text} onChange={(event) => setNote(event.target.value)} />
          </Field>
          {failure && failure.issues.length === 0 ? (
            <Callout tone="danger" role="alert" title={failure.message} />
          ) : null}
        </div>
      </DialogContent>
    </Dialog>
  );
}
