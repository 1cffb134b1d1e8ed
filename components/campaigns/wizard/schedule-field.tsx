"use client";

import { useEffect, useState } from "react";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { exactTime } from "@/components/ui/time-text";
import { SCHEDULE_PRESETS } from "@/lib/campaigns/terms";
import type { WizardActions } from "./types";

const OWN = "own";
const QUIET_MS = 250;

export interface ScheduleFieldProps {
  rule: string;
  timeZone: string;
  timeZones: readonly string[];
  onRule: (rule: string) => void;
  onZone: (timeZone: string) => void;
  dates: WizardActions["dates"];
}

/** When it comes again: a usual schedule or a rule of one's own, in a zone, with the next dates below it. */
export function ScheduleField({ rule, timeZone, timeZones, onRule, onZone, dates }: ScheduleFieldProps) {
  const preset = SCHEDULE_PRESETS.find((one) => one.rule === rule)?.key;
  const [own, setOwn] = useState(preset === undefined);
  const next = useDates(rule, timeZone, dates);
  return (
    <div className="grid gap-3">
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="How often">
          <Select
            value={own ? OWN : (preset ?? OWN)}
            onValueChange={(key) => {
              const chosen = SCHEDULE_PRESETS.find((one) => one.key === key);
              setOwn(!chosen);
              if (chosen) onRule(chosen.rule);
            }}
            options={[
              ...SCHEDULE_PRESETS.map(({ key, label }) => ({ value: key as string, label })),
              { value: OWN, label: "By a rule of your own", hint: "A recurrence rule (RFC 5545)" },
            ]}
          />
        </Field>
        <ZoneField timeZone={timeZone} timeZones={timeZones} onZone={onZone} />
      </div>
      {own ? (
        <Field
          label="Recurrence rule"
          hint="Such as FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=1;BYHOUR=9;BYMINUTE=0;BYSECOND=0."
          error={next.failure ?? undefined}
        >
          <Input
            value={rule}
            onChange={(event) => onRule(event.currentTarget.value)}
            spellCheck={false}
            className="font-mono text-xs"
          />
        </Field>
      ) : null}
      <div aria-live="polite">
        {next.dates.length ? (
          <>
            <p className="text-muted-foreground text-xs">Next dates</p>
            <ol className="grid gap-0.5 tabular-nums">
              {next.dates.map((at) => (
                <li key={new Date(at).getTime()}>{exactTime(new Date(at), timeZone, "minute")}</li>
              ))}
            </ol>
          </>
        ) : own ? null : (
          <p className="text-muted-foreground text-xs">{next.failure ?? "Reckoning the next dates…"}</p>
        )}
      </div>
    </div>
  );
}

/** The zone in which dates and schedules are read. */
export function ZoneField({
  timeZone,
  timeZones,
  onZone,
}: Pick<ScheduleFieldProps, "timeZone" | "timeZones" | "onZone">) {
  return (
    <Field label="Time zone" hint="Dates are read and shown in it.">
      <Combobox
        clearable={false}
        options={timeZones.map((zone) => ({ value: zone, label: zone }))}
        value={{ value: timeZone, label: timeZone }}
        onValueChange={(option) => {
          if (option) onZone(option.value);
        }}
      />
    </Field>
  );
}

/** The next dates of a rule, asked for once it rests; an answer that was overtaken is dropped. */
function useDates(rule: string, timeZone: string, ask: WizardActions["dates"]) {
  const [state, setState] = useState<{ dates: readonly Date[]; failure: string | null }>({ dates: [], failure: null });
  useEffect(() => {
    let overtaken = false;
    const timer = setTimeout(async () => {
      const answer = rule.trim() ? await ask({ rule, timeZone }).catch(() => null) : null;
      if (overtaken) return;
      if (answer?.ok) return setState({ dates: answer.value, failure: null });
      const said = answer ? (answer.issues[0]?.message ?? answer.message) : "Write a recurrence rule.";
      setState({ dates: [], failure: said });
    }, QUIET_MS);
    return () => {
      overtaken = true;
      clearTimeout(timer);
    };
  }, [rule, timeZone, ask]);
  return state;
}
