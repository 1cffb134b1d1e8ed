"use client";

import { Check, CircleAlert, LoaderCircle } from "lucide-react";
import { useEffect, useRef } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Kbd } from "@/components/ui/kbd";
import { DECISION_LABELS, DECISIONS, DECISIONS_OF, type ItemDecision, REASON_LABELS } from "@/lib/campaigns/terms";
import { AnswerForm } from "./answer-form";
import { modeOf, type Said } from "./desk-state";
import type { Draft } from "./draft";
import type { ReviewItem } from "./types";
import { SILENCE_WORDS } from "./words";

export interface AnswerBarProps {
  item: ReviewItem;
  draft: Draft | null;
  said: Said | null;
  onBegin: (decision: ItemDecision) => void;
  onDraft: (draft: Draft) => void;
  onBack: () => void;
  onSave: () => void;
  onReassign: () => void;
}

/** Stays in view under the item: what may be said of it, and why the rest may not. Nothing is chosen before the reader chooses. */
export function AnswerBar(props: AnswerBarProps) {
  const { item, draft, said } = props;
  const form = useRef<HTMLFieldSetElement>(null);
  const isOpen = draft !== null;
  // The focus goes to the question, never to what decides.
  useEffect(() => {
    if (isOpen) form.current?.focus({ preventScroll: true });
  }, [isOpen]);
  return (
    <section
      aria-label="Your answer"
      className="sticky bottom-0 z-20 rounded-b-lg border-border-strong border-t bg-popover px-4 py-3 shadow-lg max-lg:fixed max-lg:inset-x-0 max-lg:max-h-[80dvh] max-lg:overflow-y-auto max-lg:rounded-none max-lg:pb-[max(0.75rem,env(safe-area-inset-bottom))] print:hidden"
    >
      {said?.state === "failed" ? (
        <Callout tone="danger" role="alert" title="Not saved" className="mb-3">
          {said.message} What you chose and wrote is kept.
        </Callout>
      ) : null}
      {draft ? (
        <AnswerForm {...props} ref={form} draft={draft} correcting={modeOf(item) === "correct"} />
      ) : (
        <Choices {...props} />
      )}
    </section>
  );
}

function Choices({ item, said, onBegin, onReassign }: AnswerBarProps) {
  const mode = modeOf(item);
  const busy = said?.state === "saving";
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2.5">
      <div className="min-w-0 flex-1 basis-60">
        <Standing item={item} said={said} />
      </div>
      <div className="flex flex-wrap items-center justify-end gap-2 max-sm:grid max-sm:w-full max-sm:grid-cols-2 max-sm:[&>button]:h-11">
        {mode === "closed" && !item.abilities.reassign.allowed ? null : (
          <Button
            variant="ghost"
            disabled={!item.abilities.reassign.allowed}
            focusableWhenDisabled
            title={whyNot(item.abilities.reassign)}
            onClick={onReassign}
          >
            Hand on <Kbd keys="h" className="max-sm:hidden" />
          </Button>
        )}
        {DECISIONS.map((decision, position) => {
          // Where nothing may be said, the sentence beside it says why, once.
          if (mode === "closed" || !DECISIONS_OF[item.kind].includes(decision)) return null;
          const why = refusalOf(item, decision);
          return (
            <Button
              key={decision}
              variant="outline"
              disabled={why !== null || busy}
              focusableWhenDisabled
              title={why ?? undefined}
              onClick={() => onBegin(decision)}
            >
              {mode === "correct" ? `Correct to ${DECISION_LABELS[decision].toLowerCase()}` : DECISION_LABELS[decision]}
              {decision === "reduce" || decision === "transfer" ? "…" : null}
              <Kbd keys={String(position + 1)} className="max-sm:hidden" />
            </Button>
          );
        })}
      </div>
    </div>
  );
}

/** Why this cannot be said here; null: it can. */
export function refusalOf(item: ReviewItem, decision: ItemDecision): string | null {
  if (!DECISIONS_OF[item.kind].includes(decision)) return "This cannot be said of a right of this kind.";
  const { correct } = item.abilities;
  const own = item.abilities[decision];
  if (!own.allowed && !(modeOf(item) === "correct" && correct.allowed)) return own.reason;
  if (decision === "reduce" && !item.narrower) return "No narrower grant follows from what is recorded.";
  return null;
}

function whyNot(ability: ReviewItem["abilities"]["keep"]): string | undefined {
  return ability.allowed ? undefined : ability.reason;
}

function Standing({ item, said }: { item: ReviewItem; said: Said | null }) {
  const word = said && said.state !== "failed" ? said : item.mine;
  const mode = modeOf(item);
  const closed = mode === "closed" && !item.abilities.keep.allowed ? item.abilities.keep.reason : null;
  if (word) {
    return (
      <>
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span>
            You said <span className="font-semibold">{DECISION_LABELS[word.decision]}</span>:{" "}
            {(REASON_LABELS[word.reason] ?? word.reason).toLowerCase()}
          </span>
          <SavedMark said={said} signed={item.votes.some((vote) => vote.signed && vote.decision === word.decision)} />
        </p>
        {closed ? <p className="text-muted-foreground text-xs">{closed}</p> : null}
      </>
    );
  }
  return (
    <>
      <p className="font-medium">{closed ?? "Nothing is chosen for you."}</p>
      {item.onSilence && !closed ? (
        <p className="text-muted-foreground text-xs">Without an answer in time {SILENCE_WORDS[item.onSilence]}.</p>
      ) : null}
    </>
  );
}

function SavedMark({ said, signed }: { said: Said | null; signed: boolean }) {
  if (said?.state === "saving") {
    return (
      <Badge tone="outline">
        <LoaderCircle aria-hidden className="animate-spin" /> Saving
      </Badge>
    );
  }
  if (said?.state === "failed") {
    return (
      <Badge tone="danger">
        <CircleAlert aria-hidden /> Not saved
      </Badge>
    );
  }
  return (
    <Badge tone="success">
      <Check aria-hidden /> {signed ? "Signed off" : "Saved"}
    </Badge>
  );
}
