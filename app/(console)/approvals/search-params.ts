import type { QueueFilterInput } from "@/lib/approvals";
import { QUEUE_VIEWS } from "@/lib/approvals/terms";
import { PRIVILEGE_CLASSES } from "@/lib/risk/terms";

type Params = Record<string, string | string[] | undefined>;

/** Reads the address of the queue; what it does not know is left out and named, never guessed. */
export function queueParamsOf(params: Params): { filter: QueueFilterInput; request: string | null; ignored: string[] } {
  const one = (name: string) => {
    const raw = params[name];
    return (Array.isArray(raw) ? raw[0] : raw) || null;
  };
  const ignored: string[] = [];
  const known = <T extends string>(name: string, values: readonly T[]): T | null => {
    const given = one(name);
    const found = values.find((value) => value === given) ?? null;
    if (given !== null && found === null) ignored.push(name);
    return found;
  };
  const view = known("view", QUEUE_VIEWS) ?? "mine";
  const group = known("group", PRIVILEGE_CLASSES);
  const after = one("after");
  const isAfter = after !== null && /^apr_[0-9a-z]{1,40}$/.test(after);
  if (after !== null && !isAfter) ignored.push("after");
  return { filter: { view, group, after: isAfter ? after : null }, request: one("request"), ignored };
}
