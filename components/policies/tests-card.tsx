"use client";

import { Copy, PencilLine, Plus, Trash2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useAction } from "@/components/people/use-action";
import { Button, IconButton } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { FormButtons } from "@/components/ui/form-buttons";
import { Input } from "@/components/ui/input";
import type { ActionState } from "@/lib/http/action-state";
import type { CaseFromDecisionInput, TestCase, TestResult } from "@/lib/policy/schema";
import { POLICY_LIMITS } from "@/lib/policy/terms";
import { CaseDialog, type PickAgent } from "./case-dialog";
import { EMPTY_CASE } from "./case-form";
import { TestTable } from "./test-table";

export interface TestsCardProps {
  tests: readonly TestCase[];
  onChange: (tests: TestCase[]) => void;
  results: readonly TestResult[] | undefined;
  pick: PickAgent;
  fromDecision: (input: CaseFromDecisionInput) => Promise<ActionState<TestCase>>;
}

/** The tests beside a policy, with what came of each; written, copied, taken from a decision, removed. */
export function TestsCard({ tests, onChange, results, pick, fromDecision }: TestsCardProps) {
  const [editing, setEditing] = useState<{ index: number | null; start: TestCase } | null>(null);
  const [asking, setAsking] = useState(false);
  const full = tests.length >= POLICY_LIMITS.tests;
  const failed = results?.filter(({ passed }) => !passed).length ?? 0;

  function keep(test: TestCase): void {
    const index = editing?.index ?? null;
    onChange(index === null ? [...tests, test] : tests.map((one, at) => (at === index ? test : one)));
    setEditing(null);
  }

  return (
    <Card aria-labelledby="tests">
      <CardHeader
        id="tests"
        title="Tests"
        description={
          results && tests.length
            ? failed
              ? `${failed} of ${tests.length} fail. A policy with a failing test is not proposed.`
              : `All ${tests.length} pass, together with everything else in force.`
            : "Run together with everything else in force, before it is proposed and again before it is published."
        }
        actions={
          <>
            <Button variant="outline" size="sm" disabled={full} onClick={() => setAsking(true)}>
              From a decision
            </Button>
            <Button
              variant="outline"
              size="sm"
              disabled={full}
              onClick={() => setEditing({ index: null, start: EMPTY_CASE })}
            >
              <Plus aria-hidden />
              Add a test
            </Button>
          </>
        }
      />
      {tests.length ? (
        <TestTable
          tests={tests}
          results={results}
          actions={(index) => (
            <RowButtons
              name={tests[index]?.name ?? ""}
              edit={() => setEditing({ index, start: tests[index] ?? EMPTY_CASE })}
              copy={() => setEditing({ index: null, start: tests[index] ?? EMPTY_CASE })}
              remove={() => onChange(tests.filter((_, at) => at !== index))}
            />
          )}
        />
      ) : (
        <CardContent>
          <EmptyState
            level={3}
            className="py-4"
            title="No tests yet"
            description="A test says who calls what and what must come of it. It keeps the next change from undoing this one."
          />
        </CardContent>
      )}
      {editing ? (
        <CaseDialog
          start={editing.start}
          title={editing.index === null ? "Add a test" : "Change the test"}
          pick={pick}
          onDone={keep}
          onClose={() => setEditing(null)}
        />
      ) : null}
      <Dialog open={asking} onOpenChange={setAsking}>
        {asking ? (
          <AskDecision
            fromDecision={fromDecision}
            onFound={(start) => {
              setAsking(false);
              setEditing({ index: null, start });
            }}
          />
        ) : null}
      </Dialog>
    </Card>
  );
}

function RowButtons({
  name,
  edit,
  copy,
  remove,
}: {
  name: string;
  edit: () => void;
  copy: () => void;
  remove: () => void;
}) {
  return (
    <span className="inline-flex">
      <IconButton label={`Change the test ${name}`} size="sm" onClick={edit}>
        <PencilLine aria-hidden />
      </IconButton>
      <IconButton label={`Copy the test ${name}`} size="sm" onClick={copy}>
        <Copy aria-hidden />
      </IconButton>
      <IconButton label={`Remove the test ${name}`} size="sm" onClick={remove}>
        <Trash2 aria-hidden />
      </IconButton>
    </span>
  );
}

interface AskDecisionProps {
  fromDecision: TestsCardProps["fromDecision"];
  onFound: (test: TestCase) => void;
}

function AskDecision({ fromDecision, onFound }: AskDecisionProps) {
  const { run, busy, failure } = useAction();

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const given = String(new FormData(event.currentTarget).get("decisionId") ?? "");
    // People paste what they have: the address of the decision's page, or its id.
    const decisionId = /dec_[0-9a-z]+/.exec(given)?.[0] ?? given.trim();
    run(() => fromDecision({ decisionId }), null, onFound);
  }

  return (
    <DialogContent
      title="A test from a recorded decision"
      description="The same call by the same agent, with what was answered as what is expected. You can change it before it is kept."
      size="sm"
      footer={
        <FormButtons form="from-decision" busy={busy}>
          Take it over
        </FormButtons>
      }
    >
      <form id="from-decision" onSubmit={submit}>
        <Field
          label="Decision"
          name="decisionId"
          hint="Its id, or the address of its page."
          error={failure?.issues[0]?.message ?? failure?.message}
        >
          <Input required autoComplete="off" spellCheck={false} placeholder="dec_…" className="font-mono" />
        </Field>
      </form>
    </DialogContent>
  );
}
