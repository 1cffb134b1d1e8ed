"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { FormSection } from "@/components/agents/form/form-section";
import { Refused } from "@/components/agents/refused";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import type { GrantOptions } from "@/lib/entitlements/schema";
import { LIMITS } from "@/lib/entitlements/terms";
import { type ActionFailure, issueOf } from "@/lib/http/action-state";
import type { RequestActions } from "../types";
import { ConditionRows } from "./condition-rows";
import { argumentsOf, type Draft, inputOf, shapeOf, toolsOf } from "./draft";
import { Preview } from "./preview";
import { TargetSection } from "./target-section";
import { TimeSection } from "./time-section";

export interface RequestFormProps {
  options: GrantOptions;
  start: Draft;
  zone: string;
  /** The server's clock when the page was made: an elevation is counted by it, whatever the browser's says. */
  serverNow: string;
  actions: RequestActions;
}

/** Asks for a grant: what, when, how long and why, with the sentence that a second person will read. */
export function RequestForm({ options, start, zone, serverNow, actions }: RequestFormProps) {
  const router = useRouter();
  const [draft, setDraft] = useState(start);
  const [ahead] = useState(() => Date.now() - Date.parse(serverNow));
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const errorOf = (path: string) => issueOf(failure, path);
  const change = (given: Partial<Draft>) => setDraft((before) => ({ ...before, ...given }));
  const ends = () => (draft.kind === "elevation" ? endOf(draft.hours, ahead) : draft.expiresAt);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    const shape = inputOf({ ...shapeOf(draft, options), expiresAt: ends() });
    const { kind, justification } = draft;
    const answer = await actions.request({ ...shape, agentId: options.agent.id, kind, justification });
    setBusy(false);
    setFailure(answer.ok ? null : answer);
    if (!answer.ok) return;
    toast.success("Asked for: a second person has to approve");
    router.push(`/entitlements/${answer.value.id}` as Route);
  }

  return (
    <form
      onSubmit={submit}
      noValidate
      aria-label="Ask for a grant"
      className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]"
    >
      <div className="grid gap-4">
        <TargetSection draft={draft} options={options} fixed={false} errorOf={errorOf} onChange={change} />
        <ConditionRows
          conditions={draft.conditions}
          known={argumentsOf(toolsOf(options, draft))}
          errorOf={errorOf}
          onChange={(conditions) => change({ conditions })}
        />
        <TimeSection
          draft={draft}
          longest={options.longest}
          zone={zone}
          fixed={false}
          errorOf={errorOf}
          onChange={change}
        />
        <FormSection title="Why" lead="Whoever approves decides by this.">
          <Field label="What it is needed for" error={errorOf("justification")}>
            <Textarea
              value={draft.justification}
              onChange={(event) => change({ justification: event.currentTarget.value })}
              maxLength={LIMITS.reason}
            />
          </Field>
        </FormSection>
        {failure ? <Refused failure={failure} /> : null}
      </div>
      <Preview
        agent={options.agent.name}
        shape={{ ...shapeOf(draft, options), expiresAt: draft.kind === "elevation" ? null : draft.expiresAt || null }}
        ending={draft.kind === "elevation" ? `${draft.hours} hours after it is asked for` : undefined}
      >
        <Button type="submit" busy={busy} disabled={!draft.server || !draft.actions.length}>
          Ask for it
        </Button>
      </Preview>
    </form>
  );
}

// A second less than asked: the request is on its way for a moment, and must not last longer than it may.
function endOf(hours: number, ahead: number): string {
  return new Date(Date.now() - ahead + hours * 3_600_000 - 1_000).toISOString();
}
