"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { LiteralText } from "@/components/ui/literal-text";
import { Textarea } from "@/components/ui/textarea";
import type { TestCase } from "@/lib/policy/schema";
import { argumentsIn, type SimpleField, simpleFields } from "./case-form";

type Arguments = TestCase["arguments"];

export interface ArgumentFieldsProps {
  /** JSON Schema of the tool, as its server wrote it. */
  inputSchema: unknown;
  value: Arguments;
  /** Null while what is written is not JSON. */
  onChange: (value: Arguments | null) => void;
}

/** The arguments of a call: a field for each that the tool names, or JSON for whoever prefers it and for what is nested. */
export function ArgumentFields({ inputSchema, value, onChange }: ArgumentFieldsProps) {
  const fields = simpleFields(inputSchema);
  const [written, setWritten] = useState<string | null>(fields ? null : JSON.stringify(value, null, 2));
  const read = written === null ? null : argumentsIn(written);

  function write(text: string): void {
    setWritten(text);
    const found = argumentsIn(text);
    onChange("value" in found ? found.value : null);
  }

  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1.5 flex w-full flex-wrap items-center justify-between gap-2 font-medium">
        Arguments
        {fields ? (
          <Button
            variant="link"
            size="sm"
            disabled={read !== null && "problem" in read}
            onClick={() => setWritten(written === null ? JSON.stringify(value, null, 2) : null)}
          >
            {written === null ? "Write as JSON" : "Back to the fields"}
          </Button>
        ) : null}
      </legend>
      {fields && written === null ? (
        <Fields fields={fields} value={value} onChange={onChange} />
      ) : (
        <Field
          label="As JSON"
          hint="One object: it may hold what the tool does not name."
          error={read && "problem" in read ? read.problem : undefined}
        >
          <Textarea
            rows={6}
            spellCheck={false}
            className="font-mono text-xs"
            value={written ?? ""}
            onChange={(event) => write(event.target.value)}
          />
        </Field>
      )}
    </fieldset>
  );
}

interface FieldsProps {
  fields: readonly SimpleField[];
  value: Arguments;
  onChange: (value: Arguments) => void;
}

function Fields({ fields, value, onChange }: FieldsProps) {
  if (fields.length === 0) return <p className="text-muted-foreground">This tool takes no arguments.</p>;
  function set(name: string, given: string | number | boolean | null): void {
    const { [name]: _former, ...rest } = value;
    onChange(given === null ? rest : { ...rest, [name]: given });
  }
  return fields.map(({ name, type, required, description }) => {
    const given = value[name];
    const label = <LiteralText text={name} className="font-mono text-xs" />;
    const hint = description ? <LiteralText text={description} /> : undefined;
    if (type === "boolean") {
      return (
        <Checkbox key={name} checked={given === true} onCheckedChange={(on) => set(name, on)}>
          {label} {hint ? <span className="text-muted-foreground text-xs">{hint}</span> : null}
        </Checkbox>
      );
    }
    return (
      <Field key={name} label={label} hint={hint} optional={!required}>
        <Input
          type={type === "number" ? "number" : "text"}
          step="any"
          autoComplete="off"
          value={given === undefined ? "" : String(given)}
          onValueChange={(text) => set(name, text === "" ? null : type === "number" ? Number(text) : text)}
        />
      </Field>
    );
  });
}
