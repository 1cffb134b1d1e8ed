"use client";

import { useAction } from "@/components/people/use-action";
import { setTheme, THEMES } from "@/components/shell/theme";
import { Callout } from "@/components/ui/callout";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { RadioGroup } from "@/components/ui/radio-group";
import { Switch } from "@/components/ui/switch";
import type { ActionState } from "@/lib/http/action-state";
import type { Preferences, PreferencesPatch } from "@/lib/people/schema";

export interface PreferencesFormProps {
  preferences: Preferences;
  timeZone: string;
  timeZones: readonly string[];
  save: (patch: PreferencesPatch) => Promise<ActionState<void>>;
}

const DENSITIES = [
  { value: "comfortable", label: "Comfortable" },
  { value: "compact", label: "Compact", hint: "More rows on the screen" },
] as const;

/** Each choice is saved when it is made, and says so. */
export function PreferencesForm({ preferences, timeZone, timeZones, save }: PreferencesFormProps) {
  const { run, failure } = useAction();
  const keep = (patch: PreferencesPatch, done: string) => run(() => save(patch), done);
  return (
    <div className="grid gap-5">
      {failure ? (
        <Callout tone="danger" role="alert">
          {failure.message}
        </Callout>
      ) : null}
      <Field label="Time zone" hint="Every time on the pages is shown in it; exports are always in UTC.">
        <Combobox
          options={timeZones.map(zoneOption)}
          defaultValue={zoneOption(timeZone)}
          onValueChange={(option) => {
            if (option) keep({ timeZone: option.value }, `Times are shown for ${option.label}`);
          }}
          clearable={false}
          className="max-w-sm"
        />
      </Field>
      <fieldset className="grid gap-1.5">
        <legend className="mb-1.5 font-medium text-sm">Theme</legend>
        <RadioGroup
          label="Theme"
          options={THEMES}
          defaultValue={preferences.theme}
          onValueChange={(theme) => {
            setTheme(theme);
            keep({ theme }, "Theme saved");
          }}
        />
      </fieldset>
      <fieldset className="grid gap-1.5">
        <legend className="mb-1.5 font-medium text-sm">Tables</legend>
        <RadioGroup
          label="Tables"
          options={DENSITIES}
          defaultValue={preferences.density}
          onValueChange={(density) => keep({ density }, "Density saved")}
        />
      </fieldset>
      <Field
        label="Single-key shortcuts"
        hint="Keys such as j, k and / act at once. Turn them off if you dictate, or press keys by accident."
      >
        <Switch
          defaultChecked={preferences.shortcuts}
          onCheckedChange={(shortcuts) => keep({ shortcuts }, shortcuts ? "Shortcuts are on" : "Shortcuts are off")}
        />
      </Field>
    </div>
  );
}

function zoneOption(zone: string) {
  return { value: zone, label: zone.replaceAll("_", " ") };
}
