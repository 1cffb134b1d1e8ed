"use client";

import type { Ref } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Kbd } from "@/components/ui/kbd";
import { LiteralText } from "@/components/ui/literal-text";
import { RadioGroup } from "@/components/ui/radio-group";
import { Textarea } from "@/components/ui/textarea";
import { DENIAL_REASON_LABELS, DENIAL_REASONS, type DenialReason, LIMITS } from "@/lib/approvals/terms";
import { issueOf } from "@/lib/http/action-state";
import { onPlainEnter } from "./plain-enter";
import type { Decision } from "./use-decision";

/** What a person has chosen and written so far: kept when somebody else was faster. */
export interface DenialDraft {
  reason: DenialReason | null;
  text: string;
}

export interface DenyFormProps {
  ref: Ref<HTMLFieldSetElement>;
  sentence: string;
  draft: DenialDraft;
  onDraft: (draft: DenialDraft) => void;
  decision: Decision;
  settled: boolean;
}

/** The second step of denying: a preset reason by its number, words beside it where they help. */
export function DenyForm({ ref, sentence, draft, onDraft, decision, settled }: DenyFormProps) {
  const { reason, text } = draft;
  const missing = reason === null || (reason === "other" && text.trim() === "");
  const confirm = () => {
    if (settled && reason !== null && !missing) decision.send({ answer: "deny", reason, text });
  };
  return (
    <fieldset
      ref={ref}
      tabIndex={-1}
      aria-label="Deny, with a reason"
      onKeyDown={(event) => onPlainEnter(event, confirm)}
      className="grid min-w-0 gap-3 rounded-md outline-none"
    >
      <p className="min-w-0">
        <span className="font-semibold">Deny: </span>
        <LiteralText text={sentence} className="font-medium" />
      </p>
      <RadioGroup<DenialReason | "">
        label="Reason"
        // Nothing is chosen at first; without a value the group would keep a choice of its own.
        value={reason ?? ""}
        onValueChange={(next) => onDraft({ ...draft, reason: next || null })}
        className="gap-x-6 gap-y-1.5 sm:grid-cols-2"
        options={DENIAL_REASONS.map((value, at) => ({
          value,
          label: (
            <span className="inline-flex items-center gap-2">
              <Kbd keys={String(at + 1)} className="max-sm:hidden" />
              {DENIAL_REASON_LABELS[value]}
            </span>
          ),
        }))}
      />
      <Field
        label="In words"
        optional={reason !== "other"}
        hint="Reviewers read it, and the agent is told it."
        error={issueOf(decision.failure, "text")}
      >
        <Textarea
          rows={2}
          value={text}
          maxLength={LIMITS.textLength}
          onChange={(event) => onDraft({ ...draft, text: event.target.value })}
        />
      </Field>
      <div className="flex flex-wrap items-center justify-end gap-2 max-sm:[&>button]:h-11 max-sm:[&>button]:flex-1">
        <Button variant="outline" onClick={() => decision.begin("idle")} disabled={decision.busy}>
          Back <Kbd keys="Esc" className="max-sm:hidden" />
        </Button>
        <Button
          variant="destructive"
          busy={decision.busy}
          disabled={missing || !settled}
          focusableWhenDisabled
          onClick={confirm}
        >
          Deny <Kbd keys="⏎" className="max-sm:hidden" />
        </Button>
      </div>
    </fieldset>
  );
}
