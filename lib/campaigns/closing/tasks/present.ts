import { type Names, rightSentence } from "../../present";
import type { TaskRow } from "./queries";

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** What a task asks for, in plain words. Parts are words of others: to be shown literally. */
export function taskSentence({ kind, content, rights, itemKind }: TaskRow, names: Names): string {
  const right = rights ? rightSentence(rights, names) : "the right";
  if (kind === "outside") {
    if (content.what === "purpose")
      return "State a new purpose for the agent: the former one was not accepted, and it is suspended.";
    const at = text(content.address) ? ` (${text(content.address)})` : "";
    return `Withdraw the account ${text(content.account)} at ${text(content.server)}${at}: this console cannot reach it.`;
  }
  if (kind === "error") return `${text(content.because) || "It could not be carried out."} It concerns: ${right}.`;
  if (kind === "no_reviewer")
    return `Nobody can be asked about this ${itemKind ?? "right"}: ${right}. Decide it, or name somebody.`;
  if (content.why === "widened")
    return `It was widened after its review, and has to be decided as it is now: ${right}.`;
  return `The votes disagree about: ${right}. Decide which stands.`;
}
