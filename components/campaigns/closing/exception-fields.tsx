"use client";

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { LiteralText } from "@/components/ui/literal-text";
import { Textarea } from "@/components/ui/textarea";
import { TierBadge } from "@/components/ui/tier-badge";
import type { ExceptionNeed } from "@/lib/campaigns/closing/views";
import { LIMITS } from "@/lib/campaigns/terms";

export interface ExceptionWords {
  reason: string;
  controls: string;
  /** YYYY-MM-DD */
  until: string;
}

/** What is left of one item, why it may stay, what stands in for it meanwhile, and until when. */
export function ExceptionFields({
  need,
  words,
  onChange,
  onForAll,
}: {
  need: ExceptionNeed;
  words: ExceptionWords;
  onChange: (words: ExceptionWords) => void;
  /** Takes the same words for all that follow; null where none do. */
  onForAll: (() => void) | null;
}) {
  return (
    <fieldset className="grid gap-3 rounded-md border border-border p-4">
      <legend className="px-1 font-medium">
        Item {need.number}, <LiteralText text={need.agentName} />
      </legend>
      <div className="grid gap-1">
        <p className="flex flex-wrap items-center gap-2">
          <TierBadge tier={need.tier} />
          <LiteralText text={need.sentence} />
        </p>
        <p className="text-muted-foreground text-sm">
          <LiteralText text={need.why} />
        </p>
      </div>
      <div className="grid gap-3 lg:grid-cols-[1fr_1fr_10rem]">
        <Field label="Why it stays" hint={`At least ${LIMITS.reasonLeast} characters.`}>
          <Textarea
            required
            rows={2}
            minLength={LIMITS.reasonLeast}
            maxLength={LIMITS.text}
            value={words.reason}
            onChange={(event) => onChange({ ...words, reason: event.target.value })}
          />
        </Field>
        <Field label="Compensating control" hint="What watches or limits it meanwhile." optional>
          <Textarea
            rows={2}
            maxLength={LIMITS.text}
            value={words.controls}
            onChange={(event) => onChange({ ...words, controls: event.target.value })}
          />
        </Field>
        <Field label="Until (UTC)">
          <Input
            type="date"
            required
            value={words.until}
            onChange={(event) => onChange({ ...words, until: event.target.value })}
          />
        </Field>
      </div>
      {onForAll ? (
        <div>
          <Button variant="ghost" size="sm" onClick={onForAll}>
            Use these words for all of them
          </Button>
        </div>
      ) : null}
    </fieldset>
  );
}
