/**
 * Failures as RFC 9457 problem documents, for both HTTP doors. Knows nothing of Next: the machines' door uses it as well.
 * Route handlers of the console are wrapped by `handleRoute` in lib/http/route.ts.
 */
import type { FieldIssue } from "@/lib/errors";
import { type Failure, failureOf } from "./failure";

/** Error code → HTTP status and title, once for every HTTP door. */
export const STATUS = {
  unauthenticated: { status: 401, title: "Sign in first" },
  forbidden: { status: 403, title: "Not permitted" },
  not_found: { status: 404, title: "Not found" },
  invalid: { status: 422, title: "Invalid input" },
  conflict: { status: 409, title: "Changed meanwhile" },
  unmet: { status: 409, title: "Something is missing first" },
  too_large: { status: 413, title: "Too large" },
  rate_limited: { status: 429, title: "Too many attempts" },
  sealed: { status: 503, title: "The audit log is sealed" },
  unavailable: { status: 503, title: "Temporarily unavailable" },
  unexpected: { status: 500, title: "Unexpected failure" },
} as const satisfies Record<Failure["code"], { status: number; title: string }>;

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: Failure["code"];
  requestId: string;
  issues?: readonly FieldIssue[];
}

/** The problem document of anything thrown (RFC 9457). */
export function problemOf(error: unknown, requestId: string): Problem {
  const failure = failureOf(error);
  const { status, title } = STATUS[failure.code];
  return {
    type: `urn:countersign:problem:${failure.code}`,
    title,
    status,
    detail: failure.message,
    code: failure.code,
    requestId,
    ...(failure.issues.length ? { issues: failure.issues } : {}),
  };
}

/** The same as a response that nobody stores. */
export function problemResponse(error: unknown, requestId: string): Response {
  const problem = problemOf(error, requestId);
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: {
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      "x-request-id": requestId,
    },
  });
}
