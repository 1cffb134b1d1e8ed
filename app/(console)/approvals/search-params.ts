import type { QueueFilterInput } from "@/lib/approvals";
import { QUEUE_VIEWS } from "@/lib/approvals/terms";
import { PRIVILEGE_CLASSES } from "@/lib/risk/terms";
import { firstOf, type Params, wordsIn } from "../address";

/** Reads the address of the queue; what it does not know is left out and named, never guessed. */
export function queueParamsOf(params: Params): { filter: QueueFilterInput; request: string | null; ignored: string[] } {
  const { known, ignored } = wordsIn(params);
  const view = known("view", QUEUE_VIEWS) ?? "mine";
  const group = known("group", PRIVILEGE_CLASSES);
  const after = firstOf(params, "after");
  const isAfter = after !== null && /^apr_[0-9a-z]{1,40}$/.test(after);
  if (after !== null && !isAfter) ignored.push("after");
  return { filter: { view, group, after: isAfter ? after : null }, request: firstOf(params, "request"), ignored };
}
