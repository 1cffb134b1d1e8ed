"use client";

import { Combobox, type ComboboxOption } from "@/components/ui/combobox";

export interface PersonPickerProps {
  name?: string;
  value?: ComboboxOption | null;
  onChange?: (person: ComboboxOption | null) => void;
  label?: string;
  disabled?: boolean;
}

/** One active person, found by name or address. */
export function PersonPicker({ name, value, onChange, label, disabled }: PersonPickerProps) {
  return (
    <Combobox
      name={name}
      value={value}
      onValueChange={onChange}
      label={label}
      disabled={disabled}
      search={findPeople}
      placeholder="Type a name…"
      emptyText="No active person of that name."
    />
  );
}

async function findPeople(query: string, signal: AbortSignal): Promise<readonly ComboboxOption[]> {
  const answer = await fetch(`/api/agents/people?${new URLSearchParams({ q: query })}`, { signal });
  if (!answer.ok) throw new Error("The search for people did not answer.");
  return (await answer.json()) as ComboboxOption[];
}
