"use client";

import type { Route } from "next";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useLayoutEffect, useRef, useState } from "react";
import { Button, buttonVariants } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { toast } from "@/components/ui/toast";
import type { ActionFailure, ActionState } from "@/lib/http/action-state";
import { FIELD_LABELS } from "../field-labels";
import { DeploymentSection } from "./deployment-section";
import { ErrorSummary, fieldOf } from "./error-summary";
import { focusField } from "./form-field";
import { type AgentFormValues, BLANK } from "./form-values";
import { IdentitySection } from "./identity-section";
import { PeopleSection } from "./people-section";
import { Progress } from "./progress";
import { ReachSection } from "./reach-section";
import { type PreviewAction, TierPanel, usePreview } from "./tier-panel";
import { typedEarly } from "./typed-early";
import { useDraft } from "./use-draft";
import { useLeaveGuard } from "./use-leave-guard";

export interface AgentFormProps {
  /** Absent: a new agent. */
  before?: AgentFormValues;
  /** What a new agent begins with, and the name of where that came from: its draft is kept apart. */
  template?: { id: string; values: Partial<AgentFormValues> };
  /** Answers with the id of the agent that was written. */
  save: (values: AgentFormValues) => Promise<ActionState<{ id: string }>>;
  teams: readonly { id: string; name: string }[];
  cancelHref: string;
  /** The agent that is edited, whose tools count as well; null for a new one. */
  agentId: string | null;
  preview: PreviewAction;
}

const DRAFT_KEY = "countersign.draft.agent";

/** Registration by hand, and later changes: the same questions in the same order. */
export function AgentForm({ before, template, save, teams, cancelHref, agentId, preview }: AgentFormProps) {
  const router = useRouter();
  const [start] = useState(() => before ?? { ...BLANK, teamId: onlyOne(teams), ...template?.values });
  const [values, setValues] = useState(start);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const early = useRef<Partial<AgentFormValues>>({});
  useLayoutEffect(() => {
    early.current = typedEarly(start);
    setValues((current) => ({ ...current, ...early.current }));
  }, [start]);
  const draft = useDraft({ key: before ? null : draftKeyOf(template?.id), start }, values, (kept) => {
    setValues({ ...kept, ...early.current });
    early.current = {};
  });
  // A new agent is kept as a draft of this browser: leaving loses nothing.
  useLeaveGuard(before !== undefined && !busy && JSON.stringify(values) !== JSON.stringify(start));
  useEffect(() => {
    const path = location.hash.replace("#field-", "");
    if (path) focusField(path);
  }, []);

  const previewed = usePreview(agentId, values, preview);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    const saved = await save(values);
    if (!saved.ok) {
      setBusy(false);
      setFailure(saved);
      return;
    }
    draft.forget();
    toast.success(before ? "Saved" : `${values.name} is drafted`);
    router.push(`/agents/${saved.value.id}` as Route);
  }

  const section = {
    values,
    set: <Key extends keyof AgentFormValues>(key: Key, value: AgentFormValues[Key]) =>
      setValues((current) => ({ ...current, [key]: value })),
    errorOf: (path: string) => failure?.issues.find((issue) => fieldOf(issue.path) === path)?.message,
  };

  return (
    <div className="grid gap-8 lg:grid-cols-[minmax(0,42rem)_18rem] lg:items-start">
      <form
        onSubmit={submit}
        noValidate
        aria-label={before ? "Edit the agent" : "Register an agent"}
        className="grid gap-7"
      >
        {failure?.code === "conflict" && before ? <Conflict failure={failure} /> : null}
        {failure && !(failure.code === "conflict" && before) ? (
          <ErrorSummary failure={failure} labels={FIELD_LABELS} />
        ) : null}
        {draft.restored ? (
          <Callout
            role="status"
            title="Your draft is back"
            actions={
              <Button size="sm" variant="outline" onClick={draft.discard}>
                Start over
              </Button>
            }
          >
            It was kept in this browser and nowhere else.
          </Callout>
        ) : null}
        <IdentitySection {...section} fixedEnvironment={before !== undefined} />
        <ReachSection {...section} />
        <DeploymentSection {...section} />
        {before ? null : <PeopleSection {...section} teams={teams} />}
        <div className="flex flex-wrap justify-end gap-2">
          <Link href={cancelHref as Route} className={buttonVariants({ variant: "outline" })}>
            Cancel
          </Link>
          <Button type="submit" busy={busy}>
            {before ? "Save the changes" : "Save the draft"}
          </Button>
        </div>
      </form>
      <div className="sticky top-16 grid gap-4 max-lg:static lg:max-h-[calc(100dvh-5rem)] lg:overflow-y-auto">
        <TierPanel {...previewed} />
        <Progress values={values} withPeople={!before} tier={previewed.shown?.stands ?? "low"} />
      </div>
    </div>
  );
}

function draftKeyOf(templateId: string | undefined): string {
  return templateId ? `${DRAFT_KEY}.${templateId}` : DRAFT_KEY;
}

/** Who works for one team need not say which. */
function onlyOne(teams: AgentFormProps["teams"]): string | null {
  return teams.length === 1 ? (teams[0]?.id ?? null) : null;
}

/** Somebody was faster. What was typed stays in the form, and what changed meanwhile is said before anything is written over it. */
function Conflict({ failure }: { failure: ActionFailure }) {
  return (
    <Callout
      tone="warning"
      role="alert"
      title="Somebody changed this agent while you were editing"
      actions={
        <Button size="sm" variant="outline" onClick={() => location.reload()}>
          Load the new version
        </Button>
      }
    >
      <p>{failure.message}</p>
      <p>Nothing of yours was saved. Copy what you need: loading the new version empties this form.</p>
    </Callout>
  );
}
