"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import type { ActionFailure } from "@/lib/http/action-state";
import { Discard } from "./discard";
import { Failed } from "./failed";
import { LastStep } from "./last-step";
import { RulesEditor } from "./rules-editor";
import type { Start } from "./start-choice";
import { Stepper } from "./stepper";
import type { KeptDraft, ScopeChoices, WizardActions, WizardForm } from "./types";
import { inputOf, useDraft } from "./use-draft";
import { WhatStep } from "./what-step";
import { WhoStep } from "./who-step";
import { instantOf } from "./zone";

const STEPS = [
  { id: "what", label: "What" },
  { id: "who", label: "Who" },
  { id: "rules", label: "Rules" },
  { id: "launch", label: "Preview and launch" },
] as const;
type Step = (typeof STEPS)[number]["id"];

const TITLES: Record<Step, string> = {
  what: "What is looked at?",
  who: "Who is asked, one after the other?",
  rules: "What happens when nobody answers, and at the close?",
  launch: "What it would do, and when it begins",
};

export interface WizardProps {
  form: WizardForm;
  start: Start;
  /** Of a draft that is gone on with. */
  draft: KeptDraft | null;
  /** Of a schedule that is run by hand. */
  definitionId: string | null;
  names: Readonly<Record<string, string>>;
  choices: ScopeChoices;
  timeZones: readonly string[];
  actions: WizardActions;
}

/** Launches a campaign in four steps: each is filled in, shows the effect of every choice, and is kept as a draft. */
export function Wizard({ choices, timeZones, actions, definitionId, ...given }: WizardProps) {
  const router = useRouter();
  const [form, setForm] = useState(given.form);
  const [start, setStart] = useState(given.start);
  const [names, setNames] = useState(given.names);
  const [step, setStep] = useState<Step>(given.draft || definitionId ? "launch" : "what");
  const [reached, setReached] = useState(given.draft || definitionId ? 3 : 0);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const draft = useDraft(given.draft, definitionId, actions);
  const at = STEPS.findIndex(({ id }) => id === step);
  const heading = useFocusOn(step);
  const put = (change: Partial<WizardForm>) => setForm((before) => ({ ...before, ...change }));
  const plan = (change: Partial<WizardForm["plan"]>) =>
    setForm((before) => ({ ...before, plan: { ...before.plan, ...change } }));
  const name = (found: Record<string, string>) => setNames((before) => ({ ...before, ...found }));

  async function go(to: Step): Promise<void> {
    setFailure(null);
    if (STEPS.findIndex(({ id }) => id === to) > at && !(await draft.keep(form))) return;
    setStep(to);
    setReached((before) =>
      Math.max(
        before,
        STEPS.findIndex(({ id }) => id === to),
      ),
    );
  }

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const next = STEPS[at + 1];
    if (next) return go(next.id);
    setBusy(true);
    setFailure(await begin());
    setBusy(false);
  }

  /** What refused it; null when it went through. */
  async function begin(): Promise<ActionFailure | null> {
    const kept = await draft.keep(form);
    const input = inputOf(form);
    if (!kept || !input) return null;
    if (start.kind === "schedule") return await define(kept, input);
    const launchAt = start.kind === "date" ? instantOf(start.local, form.timeZone) : null;
    const answer = await actions.launch({ ...kept, launchAt });
    if (!answer.ok) return answer;
    toast.success(launchAt ? "Scheduled" : "Launching");
    router.push(`/campaigns/${kept.id}` as Route);
    return null;
  }

  async function define(kept: KeptDraft, input: NonNullable<ReturnType<typeof inputOf>>) {
    const answer = await actions.define({ ...input, schedule: start.rule });
    if (!answer.ok) return answer;
    // The draft has become the schedule; left behind it would look like a campaign that somebody forgot.
    await actions.discard(kept);
    toast.success("The schedule runs");
    router.push(`/campaigns/definitions/${answer.value.id}` as Route);
    return null;
  }

  const refusal = failure ?? draft.failure;
  return (
    <div className="max-w-3xl">
      <Stepper steps={STEPS} current={step} reached={reached} onGo={(to) => void go(to)} />
      <form onSubmit={(event) => void submit(event)} className="grid gap-5">
        <h2 ref={heading} tabIndex={-1} className="font-semibold text-lg outline-none">
          {TITLES[step]}
        </h2>
        {step === "what" ? (
          <WhatStep {...{ form, names, choices, put, plan, name }} count={actions.count} />
        ) : step === "who" ? (
          <WhoStep {...{ form, names, put, plan, name }} />
        ) : step === "rules" ? (
          <RulesEditor rules={form.plan.rules} onChange={(rules) => plan({ rules })} />
        ) : (
          <LastStep
            {...{ form, start, timeZones, actions }}
            onStart={(change) => setStart((before) => ({ ...before, ...change }))}
            onZone={(timeZone) => put({ timeZone })}
          />
        )}
        {refusal ? <Failed failure={refusal} /> : null}
        <footer className="sticky bottom-0 flex flex-wrap items-center gap-2 border-border border-t bg-background py-3">
          {at > 0 ? (
            <Button variant="outline" onClick={() => setStep(STEPS[at - 1]?.id ?? "what")}>
              Back
            </Button>
          ) : null}
          <Button type="submit" busy={busy || draft.busy}>
            {step === "launch" ? LAUNCH_WORDS[start.kind] : "Next"}
          </Button>
          {draft.kept() ? (
            <>
              <span className="text-muted-foreground text-xs max-sm:sr-only">Kept as a draft at each step</span>
              <Discard draft={draft.kept()} action={actions.discard} />
            </>
          ) : null}
        </footer>
      </form>
    </div>
  );
}

const LAUNCH_WORDS: Record<Start["kind"], string> = {
  now: "Launch now",
  date: "Launch at this date",
  schedule: "Start the schedule",
};

/** Leads whoever cannot see to the beginning of each new step, but not on arrival at the page. */
function useFocusOn(step: Step) {
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(step);
  useEffect(() => {
    if (shown.current === step) return;
    shown.current = step;
    heading.current?.focus();
    heading.current?.scrollIntoView({ block: "nearest" });
  }, [step]);
  return heading;
}
