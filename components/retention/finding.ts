import type { RetentionActions } from "./actions";

/** People by a part of their name, for a combobox. */
export const finding = (actions: RetentionActions, onlyLeft: boolean) => async (text: string) => {
  const answer = await actions.findPeople(text, onlyLeft);
  if (!answer.ok) throw new Error(answer.message);
  return answer.value;
};
