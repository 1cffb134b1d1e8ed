import type { ErrorCode } from "@/lib/errors";
import { failureOf } from "@/lib/http/failure";
import { Refusal } from "./setup/refusal.mjs";

/**
 * Error code → exit code of the command line, once for all commands. 0: done. 1: the command looked and the answer is no
 * (a rejected record, a tampered log). 64 and above as in BSD's sysexits.
 */
export const EXIT_CODES = {
  invalid: 65,
  too_large: 65,
  not_found: 66,
  unavailable: 69,
  sealed: 69,
  rate_limited: 75,
  conflict: 75,
  unmet: 76,
  unauthenticated: 77,
  forbidden: 77,
} as const satisfies Record<ErrorCode, number>;

export const EXIT_USAGE = 64;
export const EXIT_UNEXPECTED = 70;

/** How a command was called wrongly: its sentence, and the way to the help. */
export class UsageError extends Error {}

/** What to print to stderr and how to exit, for anything a command throws. */
export function cliFailure(error: unknown): { exitCode: number; lines: string[] } {
  if (error instanceof UsageError) {
    return { exitCode: EXIT_USAGE, lines: [error.message, "See: npm run -s countersign -- help"] };
  }
  if (error instanceof Refusal) return { exitCode: EXIT_CODES.unavailable, lines: [error.message] };
  const failure = failureOf(error);
  if (failure.code === "unexpected") {
    // The operator's own terminal: here the stack helps and leaks nothing.
    return {
      exitCode: EXIT_UNEXPECTED,
      lines: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
    };
  }
  const issues = failure.issues.map(({ path, message }) => `  ${path ? `${path}: ` : ""}${message}`);
  return { exitCode: EXIT_CODES[failure.code], lines: [failure.message, ...issues] };
}
