import type { ComboboxOption } from "@/components/ui/combobox";
import type { ActionState } from "@/lib/http/action-state";

/** The search of a box that names a manager: active people, without the person themselves. */
export function searchManagers(find: (q: string) => Promise<ActionState<ComboboxOption[]>>, except?: string) {
  return async (query: string): Promise<readonly ComboboxOption[]> => {
    const answer = await find(query);
    if (!answer.ok) throw new Error(answer.message);
    return answer.value.filter(({ value }) => value !== except);
  };
}
