"use client";

import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
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

/** What is left of one item; once it is chosen: why it may stay, what stands in for it meanwhile, and until when. */
export function ExceptionFields({
  need,
  chosen,
  onChoose,
  words,
  onChange,
  onForAll,
}: {
  need: ExceptionNeed;
  chosen: boolean;
  onChoose: (chosen: boolean) => void;
  words: ExceptionWords;
  onChange: (words: ExceptionWords) => void;
  /** Takes the same words for all that follow; null where none do. */
  onForAll: (() => void) | null;
}) {
  return (
    <li className="grid gap-3 px-4 py-3">
      <div className="flex gap-3">
        <Checkbox
          className="mt-0.5"
          checked={chosen}
          onCheckedChange={onChoose}
          aria-label={`Sign an exception for item ${need.number}, ${need.agentName}`}
        />
        <div className="grid min-w-0 gap-0.5">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <span className="text-muted-foreground text-xs tabular-nums">{need.number}</span>
            <LiteralText text={need.agentName} className="font-medium" />
            <TierBadge tier={need.tier} />
          </p>
          <p>
            <LiteralText text={need.sentence} />
          </p>
          <p className="text-muted-foreground text-xs">
            <LiteralText text={need.why} />
          </p>
        </div>
      </div>
      {chosen ? <Words words={words} onChange={onChange} onForAll={onForAll} /> : null}
    </li>
  );
}

function Words({
  words,
  onChange,
  onForAll,
}: {
  words: ExceptionWords;
  onChange: (words: ExceptionWords) => void;
  onForAll: (() => void) | null;
}) {
  return (
    <div className="grid gap-3 sm:pl-7">
      <div className="grid items-start gap-3 lg:grid-cols-[1fr_1fr_10rem]">
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
            Use these words for all that are chosen
          </Button>
        </div>
      ) : null}
    </div>
  );
}
