"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Refused } from "@/components/agents/refused";
import { useAction } from "@/components/people/use-action";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import { MAIL_MODE_LABELS, MAIL_MODES } from "@/lib/notifications/terms";
import type { MailPreferenceView } from "@/lib/notifications/views";
import type { SetMailPreference } from "./types";

const MODES = MAIL_MODES.map((value) => ({ value, label: MAIL_MODE_LABELS[value] }));
const EVENING = 22 * 60;
const MORNING = 7 * 60;

/** How a person wants to be told by mail: when, and when not. */
export function MailPreferences({ preference, set }: { preference: MailPreferenceView; set: SetMailPreference }) {
  const router = useRouter();
  const { run, busy, failure } = useAction();
  const { quietFrom, quietTo, version, timeZone, email, mails } = preference;
  const [mode, setMode] = useState(preference.mode);
  const [quiet, setQuiet] = useState(quietFrom !== quietTo);
  const [from, setFrom] = useState(asTime(quietFrom === quietTo ? EVENING : quietFrom));
  const [to, setTo] = useState(asTime(quietFrom === quietTo ? MORNING : quietTo));

  function save(): void {
    const hours = quiet ? { quietFrom: asMinute(from), quietTo: asMinute(to) } : { quietFrom: 0, quietTo: 0 };
    run(
      () => set({ version, mode, ...hours }),
      "Your wishes for mails are saved",
      () => router.refresh(),
    );
  }

  return (
    <div className="grid gap-4">
      {mails ? null : (
        <Callout tone="info">
          This installation sends no mails: its operator has set no mail server. What you choose counts as soon as it
          does.
        </Callout>
      )}
      <fieldset className="grid gap-1.5">
        <legend className="mb-1.5 font-medium text-sm">Mails to {email}</legend>
        <RadioGroup label={`Mails to ${email}`} options={MODES} value={mode} onValueChange={setMode} />
      </fieldset>
      {mode === "off" ? null : (
        <div className="grid gap-3">
          <Checkbox checked={quiet} onCheckedChange={setQuiet}>
            Keep quiet hours
          </Checkbox>
          {quiet ? (
            <div className="flex flex-wrap gap-3">
              <Field label="From">
                <Input type="time" required value={from} onValueChange={setFrom} className="w-32" />
              </Field>
              <Field label="Until">
                <Input type="time" required value={to} onValueChange={setTo} className="w-32" />
              </Field>
            </div>
          ) : null}
          <p className="text-muted-foreground text-xs">
            In your time zone, {timeZone.replaceAll("_", " ")}. When somebody breaks the glass, you are told at once
            even then.
          </p>
        </div>
      )}
      {failure ? <Refused failure={failure} /> : null}
      <div>
        <Button busy={busy} disabled={quiet && (from === "" || to === "")} onClick={save}>
          Save
        </Button>
      </div>
    </div>
  );
}

function asTime(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

function asMinute(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}
