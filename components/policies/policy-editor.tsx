"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { useLeaveGuard } from "@/components/agents/form/use-leave-guard";
import { Refused } from "@/components/agents/refused";
import { useAction } from "@/components/people/use-action";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { Dialog } from "@/components/ui/dialog";
import type { ActionState } from "@/lib/http/action-state";
import type {
  CaseFromDecisionInput,
  Checked,
  CheckPolicyInput,
  ProposeVersionInput,
  Replay,
  ReplayDraftInput,
  SaveDraftInput,
  TestCase,
  WordGroup,
} from "@/lib/policy/schema";
import { POLICY_LIMITS } from "@/lib/policy/terms";
import type { PickAgent } from "./case-dialog";
import { CodeEditor, type CodeEditorHandle } from "./code-editor";
import { IssueList } from "./issue-list";
import { ProposeDialog } from "./propose-dialog";
import { ReplayCard } from "./replay-card";
import { TestsCard } from "./tests-card";
import { useChecked } from "./use-checked";
import { WordHelp } from "./word-help";

interface PolicyEditorActions {
  check: (input: CheckPolicyInput) => Promise<ActionState<Checked>>;
  save: (input: SaveDraftInput) => Promise<ActionState<{ number: number; version: number }>>;
  propose: (input: ProposeVersionInput) => Promise<ActionState<unknown>>;
  replay: (input: ReplayDraftInput) => Promise<ActionState<Replay>>;
  pick: PickAgent;
  fromDecision: (input: CaseFromDecisionInput) => Promise<ActionState<TestCase>>;
}

export interface PolicyEditorProps {
  policyId: string;
  /** The draft that is written over; null: a new one begins with the first save. */
  draft: { number: number; version: number } | null;
  nextNumber: number;
  start: { text: string; tests: readonly TestCase[] };
  words: readonly WordGroup[];
  actions: PolicyEditorActions;
}

/** Writes a draft: the text with what is wrong beside it, the tests, and what it would flip; then it is proposed. */
export function PolicyEditor({ policyId, draft, nextNumber, start, words, actions }: PolicyEditorProps) {
  const router = useRouter();
  const editor = useRef<CodeEditorHandle>(null);
  const { run, busy, failure } = useAction();
  const [text, setText] = useState(start.text);
  const [tests, setTests] = useState<readonly TestCase[]>(start.tests);
  const [saved, setSaved] = useState({ draft, text: draft ? start.text : null, tests: start.tests });
  const [proposing, setProposing] = useState(false);
  const state = useChecked(actions.check, { policyId, text, tests });
  const dirty = saved.text !== text || saved.tests !== tests;
  useLeaveGuard(dirty && (text !== start.text || tests !== start.tests));

  function save(then?: () => void): void {
    run(
      () => actions.save({ policyId, ...(saved.draft ?? {}), text, tests: [...tests] }),
      "Saved",
      ({ number, version }) => {
        setSaved({ draft: { number, version }, text, tests });
        then?.();
      },
    );
  }

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="grid min-w-0 gap-4">
        <Card aria-labelledby="rules">
          <CardHeader
            id="rules"
            title={`Version ${saved.draft?.number ?? nextNumber}`}
            description="Cedar text: one or more rules, each ended by a semicolon."
          />
          <CardContent className="grid gap-3">
            <CodeEditor
              ref={editor}
              label="The policy's text"
              value={text}
              onChange={setText}
              issues={state.checked?.issues ?? []}
              maxLength={POLICY_LIMITS.text}
            />
            <IssueList state={state} goTo={(line) => editor.current?.goTo(line)} />
          </CardContent>
        </Card>
        <TestsCard
          tests={tests}
          onChange={setTests}
          results={state.checked?.tests.length === tests.length ? state.checked.tests : undefined}
          pick={actions.pick}
          fromDecision={actions.fromDecision}
        />
        <ReplayCard
          policyId={policyId}
          text={text}
          refusal={
            state.checked?.issues.some(({ severity }) => severity === "error") ? "Put the errors right first." : null
          }
          replay={actions.replay}
        />
        {failure ? <Refused failure={failure} /> : null}
        <Foot
          dirty={dirty}
          busy={busy}
          refusal={refusalOf(state.pending, state.checked)}
          save={() => save()}
          propose={() => (dirty ? save(() => setProposing(true)) : setProposing(true))}
        />
      </div>
      <WordHelp groups={words} insert={(word) => editor.current?.insert(word)} />
      <Dialog open={proposing} onOpenChange={setProposing}>
        {proposing && saved.draft ? (
          <ProposeDialog
            number={saved.draft.number}
            propose={(note) => actions.propose({ policyId, ...(saved.draft ?? { number: 0, version: 0 }), note })}
            onDone={() => router.push(`/policies/${policyId}` as Route)}
          />
        ) : null}
      </Dialog>
    </div>
  );
}

function refusalOf(pending: boolean, checked: Checked | null): string | null {
  if (pending || !checked) return "It is being checked.";
  if (checked.issues.some(({ severity }) => severity === "error")) return "Put the errors right first.";
  if (checked.rules === 0) return "There is no rule in it yet.";
  return checked.sound ? null : "A test fails.";
}

interface FootProps {
  dirty: boolean;
  busy: boolean;
  refusal: string | null;
  save: () => void;
  propose: () => void;
}

/** The buttons stay in sight while the text is long. */
function Foot({ dirty, busy, refusal, save, propose }: FootProps) {
  return (
    <div className="sticky bottom-0 z-10 flex flex-wrap items-center justify-end gap-x-3 gap-y-2 border-border border-t bg-background py-3">
      <p role="status" className="mr-auto text-muted-foreground text-xs">
        {dirty ? "Not saved yet." : "Saved."}{" "}
        {refusal ? `Cannot be proposed: ${refusal.toLowerCase()}` : "Ready to be proposed."}
      </p>
      <Button variant="outline" busy={busy} disabled={!dirty} onClick={save}>
        Save the draft
      </Button>
      <Button disabled={refusal !== null || busy} focusableWhenDisabled onClick={propose}>
        Propose…
      </Button>
    </div>
  );
}
