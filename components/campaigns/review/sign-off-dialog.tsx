"use client";

import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import type { SignOffPreview } from "@/lib/campaigns";
import { DECISION_LABELS, DECISIONS } from "@/lib/campaigns/terms";
import type { ReviewActions } from "./types";
import { countWords, spanWords } from "./words";

interface SignOffDialogProps {
  campaignId: string;
  open: boolean;
  /** Answers that are not saved yet: what is signed must be what was said. */
  unsaved: number;
  onOpenChange: (open: boolean) => void;
  signOff: ReviewActions["signOff"];
  onSigned: (items: number) => void;
}

/** What the reader is about to stand by, how fast they were, and what is left. */
export function SignOffDialog({ open, onOpenChange, ...props }: SignOffDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title="Sign off your answers"
        description="You stand by what you said. Afterwards an answer is corrected with a reason, and both stay in the record."
      >
        {open ? <Summary {...props} onClose={() => onOpenChange(false)} /> : null}
      </DialogContent>
    </Dialog>
  );
}

type SummaryProps = Omit<SignOffDialogProps, "open" | "onOpenChange"> & { onClose: () => void };

function Summary({ campaignId, unsaved, signOff, onSigned, onClose }: SummaryProps) {
  const [preview, setPreview] = useState<SignOffPreview | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (unsaved > 0) return;
    const stop = new AbortController();
    fetch(`/campaigns/${campaignId}/review/summary`, { signal: stop.signal })
      .then(async (answer) => {
        if (!answer.ok) throw new Error(String(answer.status));
        setPreview((await answer.json()) as SignOffPreview);
      })
      .catch(() => {
        if (!stop.signal.aborted) setFailure("The summary did not come. Close this and try again.");
      });
    return () => stop.abort();
  }, [campaignId, unsaved]);

  async function sign(): Promise<void> {
    setBusy(true);
    setFailure(null);
    try {
      const answer = await signOff({ campaignId });
      if (answer.ok) {
        onSigned(answer.value.items);
        onClose();
      } else setFailure(answer.message);
    } catch {
      setFailure("The console did not answer. Look at the list again before you sign once more.");
    } finally {
      setBusy(false);
    }
  }

  const nothing = preview?.items === 0;
  return (
    <div className="grid gap-4">
      {unsaved > 0 ? (
        <Callout tone="warning" title={`${countWords(unsaved, "answer is", "answers are")} not saved yet`}>
          Wait for them, or save again what failed.
        </Callout>
      ) : null}
      {preview && unsaved === 0 ? <Figures preview={preview} /> : null}
      {!preview && unsaved === 0 && !failure ? (
        <p role="status" className="text-muted-foreground">
          Counting…
        </p>
      ) : null}
      {failure ? <Callout tone="danger" role="alert" title={failure} /> : null}
      <div className="flex flex-wrap justify-end gap-2">
        <DialogClose render={<Button variant="outline">Not yet</Button>} />
        <Button
          busy={busy}
          disabled={!preview || unsaved > 0 || nothing}
          focusableWhenDisabled
          title={nothing ? "Nothing is waiting for your signature." : undefined}
          onClick={() => void sign()}
        >
          {preview && !nothing ? `Sign off ${countWords(preview.items, "answer")}` : "Sign off"}
        </Button>
      </div>
    </div>
  );
}

function Figures({ preview }: { preview: SignOffPreview }) {
  const { items, decisions, keptHigh, medianDwellMillis, quick, waiting, open } = preview;
  if (items === 0) {
    return (
      <p>
        Nothing is waiting for your signature.{" "}
        {open ? `${countWords(open, "item")} ${open === 1 ? "waits" : "wait"} for your answer.` : null}
      </p>
    );
  }
  return (
    <>
      <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-md border border-border bg-border sm:grid-cols-4">
        {DECISIONS.map((decision) => (
          <div key={decision} className="grid gap-0.5 bg-card px-3 py-2">
            <dt className="text-muted-foreground text-xs">{DECISION_LABELS[decision]}</dt>
            <dd className="font-semibold text-lg tabular-nums">{decisions[decision].toLocaleString("en")}</dd>
          </div>
        ))}
      </dl>
      <ul className="grid list-disc gap-1 pl-4 marker:text-muted-foreground">
        {keptHigh ? <li>You keep {countWords(keptHigh, "right")} of tier high or critical.</li> : null}
        <li>
          Half of your answers took longer than {spanWords(medianDwellMillis)}
          {quick ? `; ${countWords(quick, "answer")} took less than five seconds` : null}.
        </li>
        {waiting ? <li>{countWords(waiting, "answer")} cannot be signed yet: others are still asked.</li> : null}
        {open ? <li>{countWords(open, "item")} still without your answer: you can sign off again later.</li> : null}
      </ul>
      {quick * 2 > items && items > 4 ? (
        <Callout tone="warning" title="More than half were answered within five seconds">
          Compliance sees how fast reviews are made and may ask somebody else to look again at some of them.
        </Callout>
      ) : null}
    </>
  );
}
