import { z } from "zod";
import { CountersignError, type ErrorCode, type FieldIssue, isCountersignError } from "@/lib/errors";
import { issuesOf } from "@/lib/parse";

/** What went wrong, as every door may tell it: nothing internal. */
export interface Failure {
  code: ErrorCode | "unexpected";
  message: string;
  issues: readonly FieldIssue[];
}

const UNEXPECTED: Failure = {
  code: "unexpected",
  message: "Something failed on our side and nothing was changed. Try again; if it stays, report the request id.",
  issues: [],
};

// What PostgreSQL and the network say when the database cannot be asked: an outage, never an empty answer.
const OUTAGES =
  /^(08...|53...|57P0.|ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|EPIPE|P1001|P1002|P1008|P1017|P2024|P2028)$/;
// node-postgres says it in words alone when the connection was lost before the statement, or none came in time.
const LOST =
  /^(Connection terminated|Client (has encountered a connection error|was closed) |timeout exceeded when trying to connect)/;

/** The failure behind anything thrown. What we did not foresee is `unexpected` and keeps its words for the log. */
export function failureOf(error: unknown): Failure {
  if (isCountersignError(error)) return { code: error.code, message: error.message, issues: error.issues };
  if (error instanceof z.core.$ZodError) {
    return { code: "invalid", message: "Some fields need your attention.", issues: issuesOf(error) };
  }
  if (isOutage(error)) {
    const outage = new CountersignError("unavailable", "The database cannot be reached. Try again in a minute.");
    return { code: outage.code, message: outage.message, issues: [] };
  }
  return UNEXPECTED;
}

function isOutage(error: unknown): boolean {
  const failure = error as {
    code?: unknown;
    meta?: { driverAdapterError?: { cause?: { originalCode?: unknown } } };
  } | null;
  // Prisma wraps what the server said: its own code is that of "the database refused", the server's stands beneath.
  const codes = [failure?.code, failure?.meta?.driverAdapterError?.cause?.originalCode];
  const named = codes.some((code) => typeof code === "string" && OUTAGES.test(code));
  return named || (error instanceof Error && LOST.test(error.message));
}

/** Whether the operators should read about it: everything that is not the caller's fault. */
export function isOurFault(failure: Failure): boolean {
  return failure.code === "unexpected" || failure.code === "unavailable" || failure.code === "sealed";
}
