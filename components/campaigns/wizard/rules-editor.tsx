"use client";

import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { TierBadge } from "@/components/ui/tier-badge";
import { type CampaignRules, SILENCE_CHOICES, SILENCE_LABELS, type Silence } from "@/lib/campaigns/terms";
import { TIER_LABELS, TIERS, type Tier } from "@/lib/risk/terms";
import { remindersWords, secondPersonWords, silenceWords, wavesWords } from "./words";

export interface RulesEditorProps {
  rules: CampaignRules;
  onChange: (rules: CampaignRules) => void;
}

/** What silence does by tier, who is reminded when, and how the close goes; under each choice the sentence it makes. */
export function RulesEditor({ rules, onChange }: RulesEditorProps) {
  const put = (change: Partial<CampaignRules>) => onChange({ ...rules, ...change });
  const silence = (tier: Tier, change: Partial<Record<"first" | "second", Silence>>) =>
    put({ silence: { ...rules.silence, [tier]: { ...rules.silence[tier], ...change } } });
  return (
    <div className="grid gap-6">
      <fieldset className="grid gap-3">
        <legend className="mb-1 font-medium">When nobody answers</legend>
        {[...TIERS].reverse().map((tier) => (
          <div key={tier} className="grid gap-2 rounded-lg border border-border bg-card p-3">
            <div className="grid items-center gap-2 sm:grid-cols-[6rem_1fr_1fr]">
              <TierBadge tier={tier} className="justify-self-start" />
              {(["first", "second"] as const).map((time) => (
                <Select
                  key={time}
                  label={`${TIER_LABELS[tier]}, ${time === "first" ? "the first time" : "the second time in a row"}`}
                  value={rules.silence[tier][time]}
                  disabled={SILENCE_CHOICES[tier][time].length === 1}
                  onValueChange={(value) => silence(tier, { [time]: value })}
                  options={SILENCE_CHOICES[tier][time].map((value) => ({
                    value,
                    label: `${time === "first" ? "First" : "Second"}: ${SILENCE_LABELS[value].toLowerCase()}`,
                  }))}
                />
              ))}
            </div>
            <p className="text-muted-foreground text-xs">{silenceWords(tier, rules)}</p>
          </div>
        ))}
      </fieldset>
      <fieldset className="grid gap-2">
        <legend className="mb-1 font-medium">Reminders</legend>
        <div className="grid gap-3 sm:grid-cols-3">
          <ReminderDays days={rules.reminderDays} onChange={(reminderDays) => put({ reminderDays })} />
          <Whole
            label="Tell the manager after (days)"
            value={rules.managerAfterDays}
            min={0}
            max={60}
            onChange={(managerAfterDays) => put({ managerAfterDays })}
          />
          <Whole
            label="Time after an escalation (days)"
            value={rules.escalationDays}
            min={1}
            max={30}
            onChange={(escalationDays) => put({ escalationDays })}
          />
        </div>
        <p className="text-muted-foreground text-xs">{remindersWords(rules)}</p>
      </fieldset>
      <fieldset className="grid gap-2">
        <legend className="mb-1 font-medium">The close</legend>
        <div className="grid gap-3 sm:grid-cols-4">
          <Whole
            label="Second person above"
            value={rules.secondPersonAbove.count}
            min={0}
            max={2_000_000}
            onChange={(most) => put({ secondPersonAbove: { ...rules.secondPersonAbove, count: most } })}
          />
          <Whole
            label="or above (%)"
            value={rules.secondPersonAbove.percent}
            min={0}
            max={100}
            onChange={(percent) => put({ secondPersonAbove: { ...rules.secondPersonAbove, percent } })}
          />
          <Whole
            label="Undo for (hours)"
            value={rules.undoHours}
            min={1}
            max={2160}
            onChange={(undoHours) => put({ undoHours })}
          />
          <Whole
            label="Between waves (hours)"
            value={rules.waveHours}
            min={0}
            max={720}
            onChange={(waveHours) => put({ waveHours })}
          />
        </div>
        <p className="text-muted-foreground text-xs">
          {secondPersonWords(rules)} {wavesWords(rules)}
        </p>
      </fieldset>
    </div>
  );
}

interface WholeProps {
  label: string;
  value: number;
  min: number;
  max: number;
  onChange: (value: number) => void;
}

/** A whole number; what is no number is not taken over, and the field says so itself. */
function Whole({ label, value, min, max, onChange }: WholeProps) {
  return (
    <Field label={label}>
      <Input
        type="number"
        required
        min={min}
        max={max}
        step={1}
        defaultValue={value}
        onChange={(event) => {
          const { valueAsNumber } = event.currentTarget;
          if (Number.isInteger(valueAsNumber)) onChange(valueAsNumber);
        }}
      />
    </Field>
  );
}

/** "7, 3, 1": days before the end. */
function ReminderDays({ days, onChange }: { days: readonly number[]; onChange: (days: number[]) => void }) {
  const [text, setText] = useState(days.join(", "));
  const parts = text.split(/[\s,;]+/).filter((part) => part !== "");
  const wrong = parts.some((part) => !/^\d{1,2}$/.test(part) || Number(part) > 60);
  return (
    <Field label="Days before the end" error={wrong ? "Numbers of days up to 60, such as 7, 3, 1." : undefined}>
      <Input
        value={text}
        inputMode="numeric"
        onChange={(event) => {
          const { value } = event.currentTarget;
          setText(value);
          const next = value.split(/[\s,;]+/).filter((part) => part !== "");
          if (next.every((part) => /^\d{1,2}$/.test(part))) onChange([...new Set(next.map(Number))].slice(0, 10));
        }}
      />
    </Field>
  );
}
