"use client";

import { Plus, Trash2 } from "lucide-react";
import { FormSection } from "@/components/agents/form/form-section";
import { Button, IconButton } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import type { GrantOptions } from "@/lib/entitlements/schema";
import { type EntitlementKind, LIMITS } from "@/lib/entitlements/terms";
import { type Draft, nextKey, type WindowDraft } from "./draft";

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const HOURS = [1, 2, 4, 8, 12, 24];
const WORK_DAYS = [1, 2, 3, 4, 5];

/** Until when, and at which hours. */
export function TimeSection({
  draft,
  longest,
  zone,
  fixed,
  errorOf,
  onChange,
}: {
  draft: Draft;
  longest: GrantOptions["longest"];
  /** The person's own time zone: what a new window begins with. */
  zone: string;
  /** A grant that is narrowed stays of its kind. */
  fixed: boolean;
  errorOf: (path: string) => string | undefined;
  onChange: (change: Partial<Draft>) => void;
}) {
  const kinds: { value: EntitlementKind; label: string; hint: string }[] = [
    { value: "standing", label: "Standing", hint: `For regular work: ${longest.standingDays} days at most.` },
    {
      value: "elevation",
      label: "Elevation",
      hint: `For one occasion: ${longest.elevationHours} hours at most, then it ends by itself.`,
    },
  ];
  return (
    <FormSection title="How long" lead="Nothing lasts for ever; what is still needed can be prolonged.">
      {fixed ? null : (
        <RadioGroup
          label="Kind"
          look="cards"
          className="sm:grid-cols-2"
          options={kinds}
          value={draft.kind}
          onValueChange={(kind) => onChange({ kind })}
        />
      )}
      {draft.kind === "elevation" && !fixed ? (
        <Field label="It lasts" error={errorOf("expiresAt")} className="max-w-56">
          <Select
            options={HOURS.filter((hours) => hours <= longest.elevationHours).map((hours) => ({
              value: String(hours),
              label: hours === 1 ? "1 hour" : `${hours} hours`,
            }))}
            value={String(draft.hours)}
            onValueChange={(hours) => onChange({ hours: Number(hours) })}
          />
        </Field>
      ) : (
        <Field label="Ends on" hint="At 00:00 UTC of that day." error={errorOf("expiresAt")} className="max-w-56">
          <Input
            type="date"
            value={draft.expiresAt.slice(0, 10)}
            onValueChange={(day) => onChange({ expiresAt: day ? `${day}T00:00:00.000Z` : "" })}
          />
        </Field>
      )}
      <Windows windows={draft.windows} zone={zone} errorOf={errorOf} onChange={(windows) => onChange({ windows })} />
    </FormSection>
  );
}

function Windows({
  windows,
  zone,
  errorOf,
  onChange,
}: {
  windows: readonly WindowDraft[];
  zone: string;
  errorOf: (path: string) => string | undefined;
  onChange: (windows: readonly WindowDraft[]) => void;
}) {
  const zones = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((name) => name !== "UTC")].map((value) => ({
    value,
    label: value,
  }));
  const set = (key: string, change: Partial<WindowDraft>) =>
    onChange(windows.map((one) => (one.key === key ? { ...one, ...change } : one)));
  return (
    <>
      {windows.map((window, place) => (
        <fieldset key={window.key} className="grid gap-2 rounded-md border border-border p-3">
          <legend className="sr-only">Hours {place + 1}</legend>
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            {DAYS.map((name, index) => (
              <Checkbox
                key={name}
                checked={window.days.includes(index + 1)}
                onCheckedChange={(on) =>
                  set(window.key, {
                    days: on ? [...window.days, index + 1].sort() : window.days.filter((day) => day !== index + 1),
                  })
                }
              >
                {name}
              </Checkbox>
            ))}
          </div>
          <div className="grid items-start gap-2 sm:grid-cols-[8rem_8rem_minmax(0,1fr)_auto]">
            <Field label="From" error={errorOf(`windows.${place}.days`)}>
              <Input type="time" value={window.from} onValueChange={(from) => set(window.key, { from })} />
            </Field>
            <Field label="Until" error={errorOf(`windows.${place}.untilMinute`)}>
              <Input type="time" value={window.until} onValueChange={(until) => set(window.key, { until })} />
            </Field>
            <Field label="Time zone" error={errorOf(`windows.${place}.zone`)}>
              <Combobox
                options={zones}
                value={{ value: window.zone, label: window.zone }}
                onValueChange={(option) => set(window.key, { zone: option?.value ?? zone })}
                clearable={false}
              />
            </Field>
            <span className="sm:pt-6">
              <IconButton
                label={`Remove hours ${place + 1}`}
                onClick={() => onChange(windows.filter(({ key }) => key !== window.key))}
              >
                <Trash2 aria-hidden />
              </IconButton>
            </span>
          </div>
        </fieldset>
      ))}
      <div>
        <Button
          variant="outline"
          disabled={windows.length >= LIMITS.windows}
          onClick={() =>
            onChange([...windows, { key: nextKey(), days: WORK_DAYS, from: "08:00", until: "18:00", zone }])
          }
        >
          <Plus aria-hidden />
          Only at certain hours
        </Button>
      </div>
    </>
  );
}
