"use client";

import { Plus, Trash2 } from "lucide-react";
import { useId } from "react";
import { FormSection } from "@/components/agents/form/form-section";
import { Button, IconButton } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import type { ArgumentView } from "@/lib/entitlements/schema";
import { LIMITS, OPERATOR_LABELS } from "@/lib/entitlements/terms";
import { type ConditionDraft, isBare, isList, nextKey, OPERATORS_OF } from "./draft";

const TYPES: { value: ArgumentView["type"]; label: string }[] = [
  { value: "text", label: "Text" },
  { value: "number", label: "Number" },
  { value: "flag", label: "Yes or no" },
  { value: "list", label: "List of texts" },
];

/** Conditions on what a call is given. All of them must hold; an argument that is missing fails its condition. */
export function ConditionRows({
  conditions,
  known,
  errorOf,
  onChange,
}: {
  conditions: readonly ConditionDraft[];
  known: readonly ArgumentView[];
  errorOf: (path: string) => string | undefined;
  onChange: (conditions: readonly ConditionDraft[]) => void;
}) {
  const listId = useId();
  const set = (key: string, change: Partial<ConditionDraft>) =>
    onChange(conditions.map((one) => (one.key === key ? { ...one, ...change } : one)));
  const add = () => {
    const free = known.find(({ path }) => !conditions.some(({ argument }) => argument === path));
    const type = free?.type ?? "text";
    const operator = OPERATORS_OF[type][0] ?? "eq";
    onChange([...conditions, { key: nextKey(), argument: free?.path ?? "", type, operator, given: "" }]);
  };
  return (
    <FormSection title="When" lead="Limits on the arguments of a call. Every one of them has to hold.">
      <datalist id={listId}>
        {known.map(({ path, description }) => (
          <option key={path} value={path} label={description || undefined} />
        ))}
      </datalist>
      {conditions.map((condition, place) => (
        <Row
          key={condition.key}
          condition={condition}
          known={known}
          listId={listId}
          error={errorOf(`conditions.${place}.argument`) ?? errorOf(`conditions.${place}.value`)}
          onChange={(change) => set(condition.key, change)}
          onRemove={() => onChange(conditions.filter(({ key }) => key !== condition.key))}
        />
      ))}
      <div>
        <Button variant="outline" onClick={add} disabled={conditions.length >= LIMITS.conditions}>
          <Plus aria-hidden />
          Add a condition
        </Button>
      </div>
    </FormSection>
  );
}

function Row({
  condition,
  known,
  listId,
  error,
  onChange,
  onRemove,
}: {
  condition: ConditionDraft;
  known: readonly ArgumentView[];
  listId: string;
  error: string | undefined;
  onChange: (change: Partial<ConditionDraft>) => void;
  onRemove: () => void;
}) {
  const { argument, type, operator } = condition;
  const told = known.find(({ path }) => path === argument);
  const retype = (next: ArgumentView["type"]) =>
    onChange({ type: next, operator: OPERATORS_OF[next][0] ?? "eq", given: "" });
  const name = (path: string) => {
    const found = known.find((one) => one.path === path);
    if (found && found.type !== type)
      onChange({ argument: path, type: found.type, operator: OPERATORS_OF[found.type][0] ?? "eq", given: "" });
    else onChange({ argument: path });
  };
  return (
    <fieldset className="grid gap-2 rounded-md border border-border p-3">
      <legend className="sr-only">Condition on {argument || "an argument"}</legend>
      <div className="grid items-start gap-2 sm:grid-cols-[minmax(0,1.2fr)_9rem_minmax(0,1.5fr)_auto]">
        <Field label="Argument" error={error} hint={told?.description || undefined}>
          <Input
            value={argument}
            onValueChange={name}
            list={listId}
            autoComplete="off"
            spellCheck={false}
            className="font-mono"
          />
        </Field>
        <Field label="Is">
          <Select
            options={OPERATORS_OF[type].map((value) => ({ value, label: OPERATOR_LABELS[value] }))}
            value={operator}
            onValueChange={(next) => onChange({ operator: next })}
          />
        </Field>
        {isBare(operator) ? (
          <span />
        ) : (
          <ValueField condition={condition} choices={told?.choices ?? []} onChange={onChange} />
        )}
        <span className="sm:pt-6">
          <IconButton label={`Remove the condition on ${argument || "an argument"}`} onClick={onRemove}>
            <Trash2 aria-hidden />
          </IconButton>
        </span>
      </div>
      {told || argument === "" ? null : (
        <Field label="It is a" hint="Its tool does not say what this argument is." className="max-w-56">
          <Select options={TYPES} value={type} onValueChange={retype} />
        </Field>
      )}
    </fieldset>
  );
}

function ValueField({
  condition: { type, operator, given },
  choices,
  onChange,
}: {
  condition: ConditionDraft;
  choices: readonly string[];
  onChange: (change: Partial<ConditionDraft>) => void;
}) {
  const set = (text: string) => onChange({ given: text });
  if (isList(operator)) {
    return (
      <Field
        label="Values"
        hint={choices.length ? `One to a line: ${choices.slice(0, 6).join(", ")}` : "One to a line."}
      >
        <Textarea value={given} onChange={(event) => set(event.currentTarget.value)} rows={3} />
      </Field>
    );
  }
  if (type === "flag") {
    return (
      <Field label="Value">
        <Select
          options={[
            { value: "true", label: "Yes" },
            { value: "false", label: "No" },
          ]}
          value={given === "false" ? "false" : "true"}
          onValueChange={set}
        />
      </Field>
    );
  }
  if (choices.length && (operator === "eq" || operator === "ne")) {
    return (
      <Field label="Value">
        <Select options={choices.map((value) => ({ value, label: value }))} value={given || null} onValueChange={set} />
      </Field>
    );
  }
  const hint = operator === "like" ? "* stands for any run of characters." : undefined;
  return (
    <Field label="Value" hint={hint}>
      <Input
        value={given}
        onValueChange={set}
        inputMode={type === "number" ? "decimal" : undefined}
        maxLength={LIMITS.text}
        autoComplete="off"
        spellCheck={false}
      />
    </Field>
  );
}
