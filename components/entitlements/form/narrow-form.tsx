"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useState } from "react";
import { FormSection } from "@/components/agents/form/form-section";
import { Refused } from "@/components/agents/refused";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import type { Broken, EntitlementView, GrantOptions } from "@/lib/entitlements/schema";
import { LIMITS } from "@/lib/entitlements/terms";
import { type ActionFailure, issueOf } from "@/lib/http/action-state";
import { BrokenCalls } from "../broken-calls";
import type { NarrowActions } from "../types";
import { ConditionRows } from "./condition-rows";
import { argumentsOf, type Draft, inputOf, shapeOf, toolsOf } from "./draft";
import { Preview } from "./preview";
import { TargetSection } from "./target-section";
import { TimeSection } from "./time-section";

/** How long somebody must have stopped typing before the server is asked what it would break. */
const REST_MS = 500;

interface Judged {
  ability: { allowed: boolean; reason?: string };
  wouldBreak: Broken;
}

/** Narrows a grant by hand: says while it is being written whether it is a part of it, and what it would have broken. */
export function NarrowForm({
  grant,
  options,
  start,
  zone,
  actions,
}: {
  grant: EntitlementView;
  options: GrantOptions;
  start: Draft;
  zone: string;
  actions: NarrowActions;
}) {
  const router = useRouter();
  const [draft, setDraft] = useState(start);
  const [judged, setJudged] = useState<Judged | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const errorOf = (path: string) => issueOf(failure, `into.0.${path}`);
  const change = (given: Partial<Draft>) => setDraft((before) => ({ ...before, ...given }));
  const shape = shapeOf(draft, options);
  const asked = JSON.stringify(inputOf(shape));

  useEffect(() => {
    let gone = false;
    const timer = setTimeout(async () => {
      const answer = await actions.preview({ id: grant.id, into: [JSON.parse(asked)] });
      if (!gone) setJudged(answer.ok ? answer.value : null);
    }, REST_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [asked, grant.id, actions]);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get("reason") ?? "");
    setBusy(true);
    const answer = await actions.narrow({ id: grant.id, version: grant.version, into: [inputOf(shape)], reason });
    setBusy(false);
    setFailure(answer.ok ? null : answer);
    if (!answer.ok) return;
    toast.success("Narrowed: the narrower grant stands in its place");
    router.push(`/entitlements/${answer.value.ids[0] ?? ""}` as Route);
  }

  return (
    <form
      onSubmit={submit}
      noValidate
      aria-label="Narrow the grant"
      className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]"
    >
      <div className="grid gap-4">
        <TargetSection draft={draft} options={options} fixed errorOf={errorOf} onChange={change} />
        <ConditionRows
          conditions={draft.conditions}
          known={argumentsOf(toolsOf(options, draft))}
          errorOf={errorOf}
          onChange={(conditions) => change({ conditions })}
        />
        <TimeSection draft={draft} longest={options.longest} zone={zone} fixed errorOf={errorOf} onChange={change} />
        <FormSection title="Why" lead="Nobody has to approve what only takes away.">
          <Field label="Reason" error={issueOf(failure, "reason")}>
            <Textarea name="reason" maxLength={LIMITS.reason} />
          </Field>
        </FormSection>
        {failure ? <Refused failure={failure} /> : null}
      </div>
      <Preview agent={grant.agent.name} shape={shape}>
        <Verdict judged={judged} />
        <Button type="submit" busy={busy} disabled={judged !== null && !judged.ability.allowed}>
          Narrow it
        </Button>
      </Preview>
    </form>
  );
}

function Verdict({ judged }: { judged: Judged | null }) {
  return (
    <div aria-live="polite" className="grid gap-3">
      {judged === null ? (
        <p className="text-muted-foreground text-xs">It is compared with the grant once it is complete.</p>
      ) : judged.ability.allowed ? (
        <BrokenCalls broken={judged.wouldBreak} />
      ) : (
        <Callout tone="warning" title={judged.ability.reason ?? "This is not a part of the grant."} />
      )}
    </div>
  );
}
