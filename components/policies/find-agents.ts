import type { ComboboxOption } from "@/components/ui/combobox";

/** Looks agents up by a part of their names. @throws Error when the search does not answer */
export async function findAgents(q: string, signal: AbortSignal): Promise<readonly ComboboxOption[]> {
  const answer = await fetch(`/api/policies/agents?${new URLSearchParams({ q })}`, { signal });
  if (!answer.ok) throw new Error("The search did not answer.");
  return (await answer.json()) as ComboboxOption[];
}
