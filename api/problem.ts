import { failureOf, isOurFault } from "@/lib/http/failure";
import { problemOf } from "@/lib/http/problem";
import type { Exchange } from "./exchange";

/**
 * Answers with the problem document (RFC 9457) of anything thrown; our own faults go to the log with the same request id.
 * An answer already begun cannot be taken back: its connection is cut, so that nobody takes half of it for the whole.
 */
export function sendProblem({ response, requestId, log }: Exchange, error: unknown, status?: number): void {
  if (isOurFault(failureOf(error))) log.error({ err: error, requestId }, "request failed");
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const problem = { ...problemOf(error, requestId), ...(status && { status }) };
  const bytes = Buffer.from(JSON.stringify(problem));
  response.writeHead(problem.status, {
    "content-type": "application/problem+json",
    "content-length": bytes.length,
    "cache-control": "no-store",
  });
  response.end(bytes);
}
