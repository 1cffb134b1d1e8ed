"use client";

import type { Ref } from "react";
import { PersonPicker } from "@/components/agents/person-picker";
import { onPlainEnter } from "@/components/approvals/decide/plain-enter";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Kbd } from "@/components/ui/kbd";
import { LiteralText } from "@/components/ui/literal-text";
import { RadioGroup } from "@/components/ui/radio-group";
import { Textarea } from "@/components/ui/textarea";
import { DECISION_LABELS, type ItemDecision, LIMITS, REASON_LABELS, REASONS } from "@/lib/campaigns/terms";
import type { AnswerBarProps } from "./answer-bar";
import { type Draft, missingOf } from "./draft";
import type { ReviewItem } from "./types";
import { countWords } from "./words";

interface AnswerFormProps extends AnswerBarProps {
  ref: Ref<HTMLFieldSetElement>;
  draft: Draft;
  correcting: boolean;
}

/** The second step: a reason by its number, what else the decision needs, and words where they help. */
export function AnswerForm({ ref, item, draft, correcting, onDraft, onBack, onSave }: AnswerFormProps) {
  const missing = missingOf(draft, { correcting });
  const { decision } = draft;
  const save = () => {
    if (missing === null) onSave();
  };
  return (
    <fieldset
      ref={ref}
      tabIndex={-1}
      aria-label={`${DECISION_LABELS[decision]}: why`}
      onKeyDown={(event) => onPlainEnter(event, save)}
      className="grid min-w-0 gap-3 rounded-md outline-none"
    >
      {/* On a phone the form lies over the item: what it is about stays in sight. */}
      <p className="line-clamp-2 min-w-0 text-muted-foreground text-xs lg:hidden">
        <LiteralText text={item.agentName} className="font-medium text-foreground" />:{" "}
        <LiteralText text={item.sentence} />
      </p>
      {correcting && item.mine ? (
        <p className="text-muted-foreground text-xs">
          You signed: {DECISION_LABELS[item.mine.decision].toLowerCase()},{" "}
          {(REASON_LABELS[item.mine.reason] ?? item.mine.reason).toLowerCase()}.
        </p>
      ) : null}
      <p className="min-w-0">
        <span className="font-semibold">
          {correcting ? "Correct to " : null}
          {correcting ? DECISION_LABELS[decision].toLowerCase() : DECISION_LABELS[decision]}:{" "}
        </span>
        <Effect item={item} decision={decision} />
      </p>
      <RadioGroup<string>
        label="Reason"
        // Nothing is chosen at first; without a value the group would keep a choice of its own.
        value={draft.reason ?? ""}
        onValueChange={(reason) => onDraft({ ...draft, reason: reason || null })}
        className="gap-x-6 gap-y-1.5 sm:grid-cols-2 xl:grid-cols-3"
        options={REASONS[decision].map((value, at) => ({
          value,
          label: (
            <span className="inline-flex items-center gap-2">
              <Kbd keys={String(at + 1)} className="max-sm:hidden" />
              {REASON_LABELS[value]}
            </span>
          ),
        }))}
      />
      {decision === "transfer" ? (
        <Field label="To whom" hint="They are asked and must accept; until then nothing changes.">
          <PersonPicker value={draft.person} onChange={(person) => onDraft({ ...draft, person })} />
        </Field>
      ) : null}
      <Field
        label={correcting ? "Why you correct it" : "In words"}
        optional={!correcting && draft.reason !== "other"}
        hint={correcting ? "Both your former word and this one stay in the record." : undefined}
      >
        <Textarea
          rows={2}
          value={draft.text}
          maxLength={LIMITS.text}
          onChange={(event) => onDraft({ ...draft, text: event.target.value })}
        />
      </Field>
      <div className="flex flex-wrap items-center justify-end gap-2 max-sm:[&>button]:h-11 max-sm:[&>button]:flex-1">
        <p className="mr-auto text-muted-foreground text-xs" aria-live="polite">
          {missing ?? "Saved as soon as you confirm."}
        </p>
        <Button variant="outline" onClick={onBack}>
          Back <Kbd keys="Esc" className="max-sm:hidden" />
        </Button>
        <Button
          variant={decision === "revoke" ? "destructive" : "default"}
          disabled={missing !== null}
          focusableWhenDisabled
          onClick={save}
        >
          {DECISION_LABELS[decision]} <Kbd keys="⏎" className="max-sm:hidden" />
        </Button>
      </div>
    </fieldset>
  );
}

/** What comes of it, so that the choice is seen before it is made. */
function Effect({ item, decision }: { item: ReviewItem; decision: ItemDecision }) {
  if (decision === "keep") return <span>it stays as it is until the next campaign.</span>;
  if (decision === "transfer") return <span>the agent is offered to somebody else.</span>;
  if (decision === "revoke") return <span>{REVOKED[item.kind]}</span>;
  const { narrower } = item;
  if (!narrower) return null;
  const breaks = narrower.wouldBreak
    ? ` ${countWords(narrower.wouldBreak, "recorded call")} would have been refused.`
    : "";
  return (
    <span>
      the agent then only <LiteralText text={narrower.sentence.replaceAll("\n", "; and ")} className="font-medium" />.
      {breaks}
    </span>
  );
}

const REVOKED: Record<ReviewItem["kind"], string> = {
  entitlement: "the grant ends when the campaign is closed. It can be given back for some time.",
  owner: "nobody answers for the agent any more: it goes to the governance queue when the campaign is closed.",
  credential: "the credential ends when the campaign is closed.",
  purpose: "the agent is suspended when the campaign is closed, until it has a purpose that holds.",
  dependency: "the tools of this server are blocked and grants on it end when the campaign is closed.",
};
