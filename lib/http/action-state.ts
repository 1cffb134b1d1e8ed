import type { ErrorCode, FieldIssue } from "@/lib/errors";

/** What a server action answers, as a value a form can show. Safe for the browser. */
export type ActionState<T> = { ok: true; value: T } | ActionFailure;

export interface ActionFailure {
  ok: false;
  code: ErrorCode | "unexpected";
  /** One sentence for the person: what happened and what to do. */
  message: string;
  issues: readonly FieldIssue[];
  /** Names this attempt in the operational log: shown so that it can be quoted. */
  requestId: string;
}

/** The first issue of one field of a failed form, for the line under that field. */
export function issueOf(state: ActionState<unknown> | null, path: string): string | undefined {
  if (!state || state.ok) return undefined;
  return state.issues.find((issue) => issue.path === path)?.message;
}
