/**
 * The closed list of ways a verb can refuse. Each door maps every code once: HTTP (lib/http/problem.ts),
 * a form (lib/http/form-state.ts), the command line (scripts/cli-errors.ts). A new code does not compile until all three know it.
 */
export const ERROR_CODES = [
  "unauthenticated",
  "forbidden",
  "not_found",
  "invalid",
  "conflict",
  "unmet",
  "too_large",
  "rate_limited",
  "sealed",
  "unavailable",
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** One thing wrong with one field; `path` is dotted ("rows.3.name"), empty for the whole input. */
export interface FieldIssue {
  path: string;
  message: string;
}

/** A refusal with a sentence for the person who caused it. Nothing internal may stand in `message`. */
export class CountersignError extends Error {
  readonly code: ErrorCode;
  readonly issues: readonly FieldIssue[];

  constructor(code: ErrorCode, message: string, issues: readonly FieldIssue[] = []) {
    super(message);
    this.name = "CountersignError";
    this.code = code;
    this.issues = issues;
  }
}

export function isCountersignError(error: unknown): error is CountersignError {
  return error instanceof CountersignError;
}

/** What may not be seen and what does not exist give the same answer, so that ids cannot be probed. */
export function notFound(what: string): CountersignError {
  return new CountersignError("not_found", `There is no ${what} with this id, or you may not see it.`);
}
