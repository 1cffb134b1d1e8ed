"use client";

import { type FormEvent, useState } from "react";
import { useAction } from "@/components/people/use-action";
import { Checkbox } from "@/components/ui/checkbox";
import { Combobox } from "@/components/ui/combobox";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormButtons } from "@/components/ui/form-buttons";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import type { ActionState } from "@/lib/http/action-state";
import type { PickedAgent, TestCase } from "@/lib/policy/schema";
import { OUTCOME_LABELS, OUTCOMES } from "@/lib/policy/terms";
import { CaseFacts } from "./case-facts";
import { agentOfCase, argumentsIn, blankArguments, toolOfCase } from "./case-form";
import { findAgents } from "./find-agents";

export type PickAgent = (agentId: string) => Promise<ActionState<PickedAgent>>;

export interface CaseDialogProps {
  /** The test to change, or an empty one. */
  start: TestCase;
  title: string;
  pick: PickAgent;
  onDone: (test: TestCase) => void;
  onClose: () => void;
}

const EXPECTED = OUTCOMES.map((value) => ({ value, label: OUTCOME_LABELS[value] }));

/** Writes one test: who calls what with which arguments, and what must come of it. */
export function CaseDialog({ start, title, pick, onDone, onClose }: CaseDialogProps) {
  const [test, setTest] = useState(start);
  const [given, setGiven] = useState(
    Object.keys(start.arguments).length ? JSON.stringify(start.arguments, null, 2) : "",
  );
  const [problem, setProblem] = useState<string | null>(null);
  const change = (part: Partial<TestCase>) => setTest((former) => ({ ...former, ...part }));

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    event.stopPropagation();
    const read = argumentsIn(given);
    if ("problem" in read) setProblem(read.problem);
    else onDone({ ...test, arguments: read.value });
  }

  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent title={title} size="lg" footer={<FormButtons form="policy-test">Keep the test</FormButtons>}>
        <form id="policy-test" onSubmit={submit} className="grid gap-4">
          <div className="grid gap-3 sm:grid-cols-[1fr_13rem]">
            <Field label="What it shows">
              <Input
                required
                maxLength={160}
                autoComplete="off"
                value={test.name}
                onValueChange={(name) => change({ name })}
                placeholder="A payment at night is denied"
              />
            </Field>
            <Field label="What must come of it">
              <Select options={EXPECTED} value={test.expected} onValueChange={(expected) => change({ expected })} />
            </Field>
          </div>
          <TakeFrom
            pick={pick}
            onAgent={(agent) => change({ agent })}
            onTool={(tool, blank) => {
              change({ tool });
              setGiven(blank);
            }}
          />
          <CaseFacts test={test} change={change} />
          <Field label="Arguments" hint="One JSON object." error={problem ?? undefined} optional>
            <Textarea
              value={given}
              onChange={(event) => {
                setGiven(event.target.value);
                setProblem(null);
              }}
              spellCheck={false}
              className="font-mono text-xs"
              placeholder='{"amount": 12000}'
            />
          </Field>
          <Field label="The person's request" hint="In their words, if the call comes with one." optional>
            <Textarea
              rows={2}
              maxLength={2000}
              value={test.request ?? ""}
              onChange={(event) => change({ request: event.target.value || null })}
            />
          </Field>
          <Checkbox checked={test.granted} onCheckedChange={(granted) => change({ granted })}>
            A grant covers the call
          </Checkbox>
        </form>
      </DialogContent>
    </Dialog>
  );
}

interface TakeFromProps {
  pick: PickAgent;
  onAgent: (agent: TestCase["agent"]) => void;
  onTool: (tool: TestCase["tool"], blankArguments: string) => void;
}

/** Fills the facts in from an agent of the inventory and one of its tools; afterwards they can be changed. */
function TakeFrom({ pick, onAgent, onTool }: TakeFromProps) {
  const { run, failure } = useAction();
  const [picked, setPicked] = useState<PickedAgent | null>(null);
  const tools = (picked?.tools ?? []).map((tool, index) => ({
    value: String(index),
    label: tool.name,
    hint: `on ${tool.server}`,
  }));

  function choose(id: string): void {
    run(
      () => pick(id),
      null,
      (found) => {
        setPicked(found);
        onAgent(agentOfCase(found));
      },
    );
  }

  return (
    <fieldset className="grid gap-3 rounded-md border border-border bg-muted p-3 sm:grid-cols-2">
      <legend className="px-1 text-muted-foreground text-xs">Take the facts from the inventory</legend>
      <Field label="Agent" error={failure?.message} optional>
        <Combobox
          search={findAgents}
          placeholder="Type a part of its name…"
          emptyText="No agent that you may see has this in its name."
          onValueChange={(option) => (option ? choose(option.value) : setPicked(null))}
        />
      </Field>
      <Field label="Tool" optional>
        <Combobox
          key={picked?.agent.id ?? "none"}
          options={tools}
          disabled={!picked}
          placeholder={picked ? "Choose one of its tools…" : "Choose an agent first"}
          onValueChange={(option) => {
            const tool = picked?.tools[Number(option?.value)];
            if (option && tool) onTool(toolOfCase(tool), blankArguments(tool.inputSchema));
          }}
        />
      </Field>
    </fieldset>
  );
}
