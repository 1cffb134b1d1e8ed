"use client";

import { ArrowDown, ArrowUp, Plus, Trash2 } from "lucide-react";
import { PersonPicker } from "@/components/agents/person-picker";
import { Button, IconButton } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import {
  LIMITS,
  STAGE_REVIEWER_LABELS,
  STAGE_REVIEWERS,
  STRATEGIES,
  STRATEGY_LABELS,
  type Stage,
  type StageReviewer,
  type Strategy,
} from "@/lib/campaigns/terms";
import { sampleWords } from "./words";

const REVIEWER_HINTS: Record<StageReviewer, string> = {
  owner: "Knows the work. Then the deputy, the sponsor, the manager.",
  sponsor: "Answers for the cost and the benefit.",
  manager: "The next active person above the owner.",
  group: "By what the right can do: payments, deletion, …",
  compliance: "Whoever holds that role.",
  person: "One person for everything.",
};
const STRATEGY_HINTS: Record<Strategy, string> = {
  one_accepts: "The usual one, where one person is asked.",
  all_accept: "Every member of a group answers.",
  one_denies: "Anybody asked can stop it.",
  accepted_unless_denied: "Silence keeps it: for harmless things only.",
};

export interface StagesEditorProps {
  stages: readonly Stage[];
  /** What named people are called, by id. */
  names: Readonly<Record<string, string>>;
  onChange: (stages: Stage[]) => void;
  onName: (id: string, name: string) => void;
}

/** Who is asked, one after the other, how long, and what their answers make. */
export function StagesEditor({ stages, names, onChange, onName }: StagesEditorProps) {
  const put = (at: number, change: Partial<Stage>) =>
    onChange(stages.map((stage, place) => (place === at ? { ...stage, ...change } : stage)));
  const swap = (at: number, other: number) =>
    onChange(stages.map((stage, place) => stages[place === at ? other : place === other ? at : place] ?? stage));
  return (
    <div className="grid gap-3">
      <ol className="grid gap-3">
        {stages.map((stage, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a stage has no other name than its place
          <li key={at}>
            <fieldset className="rounded-lg border border-border bg-card p-4">
              <legend className="sr-only">Stage {at + 1}</legend>
              <div className="mb-3 flex items-center justify-between gap-2">
                <h3 className="font-semibold">
                  Stage {at + 1}
                  {at === stages.length - 1 ? (
                    <span className="font-normal text-muted-foreground">
                      {" "}
                      counts for high and critical: nobody decides there on what is theirs
                    </span>
                  ) : null}
                </h3>
                <span className="flex shrink-0">
                  <IconButton label="Earlier" size="sm" disabled={at === 0} onClick={() => swap(at, at - 1)}>
                    <ArrowUp aria-hidden />
                  </IconButton>
                  <IconButton
                    label="Later"
                    size="sm"
                    disabled={at === stages.length - 1}
                    onClick={() => swap(at, at + 1)}
                  >
                    <ArrowDown aria-hidden />
                  </IconButton>
                  <IconButton
                    label={`Take stage ${at + 1} out`}
                    size="sm"
                    disabled={stages.length === 1}
                    onClick={() => onChange(stages.filter((_stage, place) => place !== at))}
                  >
                    <Trash2 aria-hidden />
                  </IconButton>
                </span>
              </div>
              <StageFields
                stage={stage}
                first={at === 0}
                personName={names[stage.personId ?? ""] ?? null}
                onChange={(change) => put(at, change)}
                onName={onName}
              />
            </fieldset>
          </li>
        ))}
      </ol>
      <div>
        <Button
          variant="outline"
          disabled={stages.length >= LIMITS.stages}
          onClick={() =>
            onChange([
              ...stages,
              { reviewer: "compliance", personId: null, strategy: "one_accepts", days: 5, samplePercent: 10 },
            ])
          }
        >
          <Plus aria-hidden />
          Add a stage
        </Button>
      </div>
    </div>
  );
}

interface StageFieldsProps {
  stage: Stage;
  first: boolean;
  personName: string | null;
  onChange: (change: Partial<Stage>) => void;
  onName: (id: string, name: string) => void;
}

function StageFields({ stage, first, personName, onChange, onName }: StageFieldsProps) {
  return (
    <div className="grid items-start gap-3 sm:grid-cols-2">
      <Field label="Who is asked">
        <Select
          value={stage.reviewer}
          onValueChange={(reviewer) => onChange({ reviewer, personId: null })}
          options={STAGE_REVIEWERS.map((value) => ({
            value,
            label: STAGE_REVIEWER_LABELS[value],
            hint: REVIEWER_HINTS[value],
          }))}
        />
      </Field>
      <Field label="What their answers make">
        <Select
          value={stage.strategy}
          onValueChange={(strategy) => onChange({ strategy })}
          options={STRATEGIES.map((value) => ({ value, label: STRATEGY_LABELS[value], hint: STRATEGY_HINTS[value] }))}
        />
      </Field>
      {stage.reviewer === "person" ? (
        <Field label="Which person">
          <PersonPicker
            value={stage.personId ? { value: stage.personId, label: personName ?? stage.personId } : null}
            onChange={(person) => {
              if (person) onName(person.value, person.label);
              onChange({ personId: person?.value ?? null });
            }}
          />
        </Field>
      ) : null}
      <Field label="Days to answer">
        <Input
          type="number"
          required
          min={1}
          max={LIMITS.days}
          value={stage.days || ""}
          onChange={(event) => onChange({ days: Math.trunc(Number(event.currentTarget.value)) })}
        />
      </Field>
      {first ? null : (
        <Field label="Sample of low and moderate, in %" hint={sampleWords(stage)}>
          <Input
            type="number"
            required
            min={0}
            max={100}
            value={Number.isNaN(stage.samplePercent) ? "" : stage.samplePercent}
            onChange={(event) => {
              const { value } = event.currentTarget;
              onChange({ samplePercent: value === "" ? Number.NaN : Math.trunc(Number(value)) });
            }}
          />
        </Field>
      )}
    </div>
  );
}
