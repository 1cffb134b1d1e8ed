"use client";

import { useEffect, useState } from "react";
import { Callout } from "@/components/ui/callout";
import type { LaunchPreview } from "@/lib/campaigns/views";
import { PreviewView } from "./preview-view";
import { type Start, StartChoice } from "./start-choice";
import type { WizardActions, WizardForm } from "./types";
import { inputOf } from "./use-draft";
import { instantOf } from "./zone";

export interface LastStepProps {
  form: WizardForm;
  start: Start;
  timeZones: readonly string[];
  actions: WizardActions;
  onStart: (change: Partial<Start>) => void;
  onZone: (timeZone: string) => void;
}

/** When it begins, and what it would do then. */
export function LastStep({ form, start, timeZones, actions, onStart, onZone }: LastStepProps) {
  const { preview, pending, failure } = usePreview(form, start, actions.preview);
  return (
    <>
      <StartChoice
        start={start}
        onStart={onStart}
        timeZone={form.timeZone}
        timeZones={timeZones}
        onZone={onZone}
        dates={actions.dates}
      />
      <section aria-label="Preview" aria-busy={pending} className="grid gap-3">
        {failure ? (
          <Callout tone="danger" role="alert" title="The preview failed">
            {failure}
          </Callout>
        ) : null}
        {preview ? (
          <PreviewView preview={preview} rules={form.plan.rules} />
        ) : failure ? null : (
          <p role="status" className="text-muted-foreground">
            Reckoning what it would do…
          </p>
        )}
      </section>
    </>
  );
}

/** What the launch would do; asked again when the date changes, and an answer that was overtaken is dropped. */
function usePreview(form: WizardForm, start: Start, ask: WizardActions["preview"]) {
  const [state, setState] = useState<{ preview: LaunchPreview | null; pending: boolean; failure: string | null }>({
    preview: null,
    pending: true,
    failure: null,
  });
  const input = inputOf(form);
  const launchAt = start.kind === "date" ? instantOf(start.local, form.timeZone) : null;
  const wanted = input
    ? JSON.stringify({ plan: input.plan, timeZone: input.timeZone, fallbackId: input.fallbackId })
    : null;
  const at = launchAt?.getTime() ?? null;
  useEffect(() => {
    if (!wanted) return;
    let overtaken = false;
    setState((before) => ({ ...before, pending: true }));
    void ask({ ...JSON.parse(wanted), launchAt: at === null ? null : new Date(at) })
      .catch(() => null)
      .then((answer) => {
        if (overtaken) return;
        const failure = answer?.ok
          ? null
          : (answer?.message ?? "The console did not answer. Go back a step and try again.");
        setState({ preview: answer?.ok ? answer.value : null, pending: false, failure });
      });
    return () => {
      overtaken = true;
    };
  }, [wanted, at, ask]);
  return state;
}
