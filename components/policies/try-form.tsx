"use client";

import { Play } from "lucide-react";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { type FormEvent, useState, useTransition } from "react";
import { Refused } from "@/components/agents/refused";
import { useAction } from "@/components/people/use-action";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { Combobox, type ComboboxOption } from "@/components/ui/combobox";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import type { ActionState } from "@/lib/http/action-state";
import type { DecisionExplanation, PickedAgent, TestCase, TryInput } from "@/lib/policy/schema";
import { ArgumentFields } from "./argument-fields";
import { EarlierField, type EarlierRow } from "./earlier-field";
import { findAgents } from "./find-agents";
import { TryAnswer } from "./try-answer";

export interface TryFormProps {
  /** The agent that the address names. */
  picked: PickedAgent | null;
  chosen: ComboboxOption | null;
  attempt: (input: TryInput) => Promise<ActionState<DecisionExplanation>>;
}

/** Tries a call: chooses agent and tool, fills the arguments in, and asks what real calls are answered by. */
export function TryForm({ picked, chosen, attempt }: TryFormProps) {
  const router = useRouter();
  const [leaving, startTransition] = useTransition();
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-2" aria-busy={leaving}>
      <Card aria-labelledby="call">
        <CardHeader id="call" title="The call" description="Nothing runs: it is only decided, and recorded as a try." />
        <CardContent className="grid gap-4">
          <Field label="Agent">
            <Combobox
              clearable={false}
              defaultValue={chosen}
              search={findAgents}
              placeholder="Type a part of its name…"
              emptyText="No agent that you may see has this in its name."
              onValueChange={(option) => {
                if (option) startTransition(() => router.replace(`/policies/try?agent=${option.value}` as Route));
              }}
            />
          </Field>
        </CardContent>
      </Card>
      {picked ? <Ask key={picked.agent.id} picked={picked} attempt={attempt} /> : <Waiting />}
    </div>
  );
}

function Waiting() {
  return (
    <div className="rounded-lg border border-border bg-card">
      <EmptyState
        level={2}
        icon={<Play />}
        title="Choose an agent"
        description="Then one of its tools. The answer comes from the same function that answers agents, with every sentence of why."
      />
    </div>
  );
}

function Ask({ picked: { agent, tools }, attempt }: { picked: PickedAgent; attempt: TryFormProps["attempt"] }) {
  const { run, busy, failure } = useAction();
  const [index, setIndex] = useState<number | null>(null);
  const [given, setGiven] = useState<TestCase["arguments"] | null>({});
  const [earlier, setEarlier] = useState<readonly EarlierRow[]>([]);
  const [answer, setAnswer] = useState<DecisionExplanation | null>(null);
  const tool = index === null ? undefined : tools[index];
  const options = tools.map(({ name, server }, at) => ({ value: String(at), label: name, hint: `on ${server}` }));

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    if (!tool || !given) return;
    const request = String(new FormData(event.currentTarget).get("request") ?? "");
    const input: TryInput = {
      agentId: agent.id,
      server: tool.server,
      tool: tool.name,
      arguments: given,
      request,
      earlier: earlier.map((row) => ({ ...row, arguments: {} })),
    };
    run(() => attempt(input), null, setAnswer);
  }

  return (
    <>
      <form onSubmit={submit} className="contents">
        <Card aria-label="What it asks" className="lg:col-start-1">
          <CardContent className="grid gap-4">
            <Field label="Tool">
              <Combobox
                clearable={false}
                options={options}
                placeholder="Choose one of its tools…"
                onValueChange={(option) => {
                  setIndex(option ? Number(option.value) : null);
                  setGiven({});
                }}
              />
            </Field>
            {tool ? (
              <ArgumentFields key={index} inputSchema={tool.inputSchema} value={given ?? {}} onChange={setGiven} />
            ) : null}
            <Field label="The person's request" hint="In their words: what the work began with." optional>
              <Textarea name="request" rows={3} maxLength={20_000} />
            </Field>
            <EarlierField tools={tools} rows={earlier} onChange={setEarlier} />
            {failure ? <Refused failure={failure} /> : null}
            <div>
              <Button type="submit" busy={busy} disabled={!tool || given === null} focusableWhenDisabled>
                <Play aria-hidden />
                Decide
              </Button>
            </div>
          </CardContent>
        </Card>
      </form>
      <div role="status" className="grid min-w-0 gap-4 lg:col-start-2 lg:row-span-2 lg:row-start-1">
        {answer ? (
          <TryAnswer decision={answer} />
        ) : (
          <p className="rounded-lg border border-border border-dashed px-4 py-10 text-center text-muted-foreground">
            The answer will stand here.
          </p>
        )}
      </div>
    </>
  );
}
