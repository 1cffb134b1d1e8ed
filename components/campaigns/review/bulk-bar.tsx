"use client";

import { X } from "lucide-react";
import { useState } from "react";
import { Button, IconButton } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { LiteralText } from "@/components/ui/literal-text";
import { RadioGroup } from "@/components/ui/radio-group";
import { Textarea } from "@/components/ui/textarea";
import { DECISION_LABELS, LIMITS, REASON_LABELS, REASONS } from "@/lib/campaigns/terms";
import { missingOf } from "./draft";
import type { ReviewActions, ReviewLine } from "./types";
import { countWords } from "./words";

type Together = "keep" | "revoke";

interface BulkBarProps {
  campaignId: string;
  lines: readonly ReviewLine[];
  decideBulk: ReviewActions["decideBulk"];
  onDone: (numbers: readonly number[], word: { decision: Together; reason: string; text: string }) => void;
  onClear: () => void;
}

/** Answers several harmless rights of one agent at once, with one reason (C5). */
export function ReviewBulkBar({ campaignId, lines, decideBulk, onDone, onClear }: BulkBarProps) {
  const [asked, setAsked] = useState<Together | null>(null);
  if (lines.length === 0) return null;
  const over = lines.length > LIMITS.bulk;
  return (
    <section
      aria-label="Chosen items"
      className="sticky bottom-3 z-20 mx-auto flex w-fit max-w-full flex-wrap items-center gap-x-3 gap-y-1.5 rounded-lg border border-border-strong bg-popover py-1.5 pr-1.5 pl-3.5 shadow-lg"
    >
      <p role="status" className="font-medium">
        {countWords(lines.length, "item")} of <LiteralText text={lines[0]?.agentName ?? ""} />
      </p>
      {over ? <p className="text-muted-foreground text-xs">{LIMITS.bulk} at once at most.</p> : null}
      {(["keep", "revoke"] as const).map((decision) => (
        <Button key={decision} size="sm" variant="outline" disabled={over} onClick={() => setAsked(decision)}>
          {DECISION_LABELS[decision]}…
        </Button>
      ))}
      <IconButton label="Clear the choice" shortcut="Esc" size="sm" onClick={onClear}>
        <X aria-hidden />
      </IconButton>
      <BulkDialog
        key={asked ?? "none"}
        {...{ campaignId, lines, decideBulk, onDone, asked }}
        onClose={() => setAsked(null)}
      />
    </section>
  );
}

type BulkDialogProps = Pick<BulkBarProps, "campaignId" | "lines" | "decideBulk" | "onDone"> & {
  asked: Together | null;
  onClose: () => void;
};

function BulkDialog({ campaignId, lines, decideBulk, onDone, asked, onClose }: BulkDialogProps) {
  const [reason, setReason] = useState<string | null>(null);
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [refused, setRefused] = useState<{ number: number; reason: string }[]>([]);
  const decision = asked ?? "keep";
  const missing = missingOf({ decision, reason, text, person: null }, { correcting: false });

  async function go(): Promise<void> {
    if (reason === null) return;
    setBusy(true);
    setFailure(null);
    try {
      const numbers = lines.map(({ number }) => number);
      const answer = await decideBulk({ campaignId, numbers, decision, reason, text });
      if (!answer.ok) return setFailure(answer.issues[0]?.message ?? answer.message);
      onDone(answer.value.done, { decision, reason, text });
      setRefused(answer.value.refused);
      if (answer.value.refused.length === 0) onClose();
    } catch {
      setFailure("The console did not answer. Look at the list again before you repeat it.");
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog open={asked !== null} onOpenChange={(open) => (open || busy ? null : onClose())}>
      <DialogContent
        title={
          refused.length
            ? "Some were left out"
            : `${DECISION_LABELS[decision]} ${countWords(lines.length, "right")} at once`
        }
        description="One reason for all of them. Each stays open to change until you sign off."
        footer={
          <>
            <DialogClose render={<Button variant="outline">{refused.length ? "Close" : "Cancel"}</Button>} />
            <Button
              variant={decision === "revoke" ? "destructive" : "default"}
              busy={busy}
              disabled={missing !== null || refused.length > 0}
              focusableWhenDisabled
              onClick={() => void go()}
            >
              {DECISION_LABELS[decision]} {lines.length}
            </Button>
          </>
        }
      >
        <div className="grid gap-3">
          <RadioGroup<string>
            label="Reason"
            value={reason ?? ""}
            onValueChange={(next) => setReason(next || null)}
            options={REASONS[decision].map((value) => ({ value, label: REASON_LABELS[value] }))}
          />
          <Field label="In words" optional={reason !== "other"}>
            <Textarea rows={2} value={text} maxLength={LIMITS.text} onChange={(event) => setText(event.target.value)} />
          </Field>
          {failure ? <Callout tone="danger" role="alert" title={failure} /> : null}
          {refused.length ? (
            <Callout tone="warning" role="alert" title={`${countWords(refused.length, "item")} left out`}>
              <ul>
                {refused.map((one) => (
                  <li key={one.number}>
                    Item {one.number}: {one.reason}
                  </li>
                ))}
              </ul>
            </Callout>
          ) : null}
        </div>
      </DialogContent>
    </Dialog>
  );
}
