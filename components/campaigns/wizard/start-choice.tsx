"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import { ScheduleField, type ScheduleFieldProps, ZoneField } from "./schedule-field";

type StartKind = "now" | "date" | "schedule";

export interface Start {
  kind: StartKind;
  /** What a clock in the campaign's zone shows, of `date` alone. */
  local: string;
  /** Of `schedule` alone. */
  rule: string;
}

export interface StartChoiceProps extends Omit<ScheduleFieldProps, "rule" | "onRule"> {
  start: Start;
  onStart: (change: Partial<Start>) => void;
}

/** Now, at a date, or again and again. */
export function StartChoice({ start, onStart, ...zone }: StartChoiceProps) {
  return (
    <div className="grid gap-4">
      <RadioGroup
        label="When it begins"
        look="cards"
        value={start.kind}
        onValueChange={(kind) => onStart({ kind })}
        options={[
          { value: "now", label: "Now", hint: "The snapshot is taken at once and people are asked." },
          { value: "date", label: "At a date", hint: "The snapshot is taken then, of what stands then." },
          {
            value: "schedule",
            label: "Again and again",
            hint: "A schedule makes a campaign with these choices at each date. Nothing is launched now.",
          },
        ]}
      />
      {start.kind === "date" ? (
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label="Date and time">
            <Input
              type="datetime-local"
              required
              value={start.local}
              onChange={(event) => onStart({ local: event.currentTarget.value })}
            />
          </Field>
          <ZoneField {...zone} />
        </div>
      ) : null}
      {start.kind === "schedule" ? (
        <ScheduleField {...zone} rule={start.rule} onRule={(rule) => onStart({ rule })} />
      ) : null}
    </div>
  );
}
