"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Refused } from "@/components/agents/refused";
import { useAction } from "@/components/people/use-action";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { AskExportInput } from "@/lib/evidence/schema";
import { EXPORT_FORMATS, type ExportFormat, FORMAT_HINTS, FORMAT_LABELS, KEEP_DAYS } from "@/lib/evidence/terms";
import type { ActionState } from "@/lib/http/action-state";

export interface AskFormProps {
  title: string;
  query: AskExportInput["query"];
  /** Why it may not be asked for; null when it may. */
  reason: string | null;
  ask: (input: AskExportInput) => Promise<ActionState<{ id: string }>>;
}

/** What the export is called, what is in it, and how long it is kept. */
export function AskForm({ title: given, query, reason, ask }: AskFormProps) {
  const router = useRouter();
  const { run, busy, failure } = useAction();
  const [title, setTitle] = useState(given);
  const [formats, setFormats] = useState<readonly ExportFormat[]>(EXPORT_FORMATS);
  const [keepDays, setKeepDays] = useState("30");
  const toggle = (format: ExportFormat, on: boolean) =>
    setFormats(EXPORT_FORMATS.filter((one) => (one === format ? on : formats.includes(one))));
  const issues = failure?.issues ?? [];
  const issueOf = (path: string) => issues.find((issue) => issue.path === path)?.message;
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        run(
          () => ask({ title, query, formats: [...formats], keepDays: Number(keepDays) }),
          "Asked: the worker makes it",
          ({ id }) => router.push(`/evidence/${id}` as Route),
        );
      }}
    >
      <Field label="Title" hint="Stands on the report and in the log." {...errorOf(issueOf("title"))}>
        <Input value={title} maxLength={120} onChange={(event) => setTitle(event.currentTarget.value)} />
      </Field>
      <fieldset className="grid gap-2">
        <legend className="mb-1.5 font-medium">Formats</legend>
        {EXPORT_FORMATS.map((format) => (
          <div key={format}>
            <Checkbox
              checked={formats.includes(format)}
              disabled={format === "jsonl"}
              onCheckedChange={(on) => toggle(format, on)}
            >
              {FORMAT_LABELS[format]}
            </Checkbox>
            <p className="ml-6 text-muted-foreground text-xs">{FORMAT_HINTS[format]}</p>
          </div>
        ))}
      </fieldset>
      <Field label="Keep it for" hint="Then its files go; what was in it and who had it stays in the log.">
        <Select
          value={keepDays}
          onValueChange={(days) => setKeepDays(days ?? "30")}
          options={KEEP_DAYS.map((days) => ({ value: String(days), label: `${days} days` }))}
        />
      </Field>
      {failure ? <Refused failure={failure} /> : null}
      {reason ? (
        <p id="why-no-export" className="text-muted-foreground text-xs">
          {reason}
        </p>
      ) : null}
      <div>
        <Button
          type="submit"
          busy={busy}
          disabled={reason !== null}
          focusableWhenDisabled
          aria-describedby={reason ? "why-no-export" : undefined}
        >
          Make the export
        </Button>
      </div>
    </form>
  );
}

const errorOf = (error: string | undefined) => (error ? { error } : {});
