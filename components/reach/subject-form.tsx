"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Combobox, type ComboboxOption } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { SUBJECT_LABELS, SUBJECTS, type SubjectKind } from "@/lib/reach/terms";

export interface SubjectFormProps {
  kind: SubjectKind;
  /** What is shown now; null before anything was chosen. */
  chosen: ComboboxOption | null;
}

const OPTIONS = SUBJECTS.map((value) => ({ value, label: SUBJECT_LABELS[value] }));

/** Chooses what is compromised; the answer is the page at the address it leads to. The value of an option is that address. */
export function SubjectForm({ kind: first, chosen }: SubjectFormProps) {
  const router = useRouter();
  const [kind, setKind] = useState(first);
  const [pending, startTransition] = useTransition();
  return (
    <search
      aria-busy={pending}
      className="mb-4 grid grid-cols-[9rem_minmax(0,28rem)] items-end gap-3 max-sm:grid-cols-1"
    >
      <Field label="What is compromised">
        <Select options={OPTIONS} value={kind} onValueChange={setKind} />
      </Field>
      <Field label={`Which ${SUBJECT_LABELS[kind].toLowerCase()}`}>
        <Combobox
          key={kind}
          clearable={false}
          defaultValue={kind === first ? chosen : null}
          onValueChange={(option) => {
            if (option) startTransition(() => router.push(option.value as Route));
          }}
          placeholder="Type a part of its name…"
          emptyText={`No ${SUBJECT_LABELS[kind].toLowerCase()} that you may see has this in its name.`}
          search={(query, signal) => findSubjects(kind, query, signal)}
        />
      </Field>
    </search>
  );
}

async function findSubjects(kind: SubjectKind, q: string, signal: AbortSignal): Promise<readonly ComboboxOption[]> {
  const answer = await fetch(`/api/reach/subjects?${new URLSearchParams({ kind, q })}`, { signal });
  if (!answer.ok) throw new Error("The search did not answer.");
  return (await answer.json()) as ComboboxOption[];
}
