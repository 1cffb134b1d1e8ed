"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { LiteralText } from "@/components/ui/literal-text";
import { Textarea } from "@/components/ui/textarea";
import { LIMITS } from "@/lib/approvals/terms";
import { issueOf } from "@/lib/http/action-state";
import type { Decision } from "./use-decision";

export interface GlassDialogProps {
  sentence: string;
  needsPasskey: boolean;
  decision: Decision;
  onClose: () => void;
}

/** Approves alone, without those who were asked: for an emergency, and looked at afterwards in every case (A4). */
export function GlassDialog({ sentence, needsPasskey, decision, onClose }: GlassDialogProps) {
  const [text, setText] = useState("");
  const { failure, busy } = decision;
  const written = issueOf(failure, "text");
  return (
    <Dialog open onOpenChange={(open) => (open || busy ? undefined : onClose())}>
      <DialogContent
        title="Break the glass?"
        description={<LiteralText text={sentence} />}
        footer={
          <>
            <DialogClose render={<Button variant="outline">Cancel</Button>} />
            <Button
              variant="destructive"
              busy={busy}
              disabled={text.trim().length < 10}
              focusableWhenDisabled
              onClick={() => decision.send({ answer: "approve", text, breakGlass: true })}
            >
              {needsPasskey ? "Sign and break the glass" : "Break the glass"}
            </Button>
          </>
        }
      >
        <div className="grid gap-3">
          <Callout tone="danger" title="You approve this alone">
            Compliance and the CISO are told at once, with your name. The approval is valid for{" "}
            {LIMITS.glassSeconds / 60} minutes at most, and somebody else reviews afterwards whether it was right.
          </Callout>
          <Field label="Why it cannot wait" hint="At least 10 characters. Stands in the audit log." error={written}>
            <Textarea value={text} maxLength={LIMITS.textLength} onChange={(event) => setText(event.target.value)} />
          </Field>
          {failure && !written ? (
            <Callout tone="danger" role="alert" title={failure.message}>
              Nothing was approved.
            </Callout>
          ) : null}
        </div>
      </DialogContent>
    </Dialog>
  );
}
