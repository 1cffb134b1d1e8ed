import { ApprovalConflict, type AskProblem, AskRefusal } from "@/lib/approvals";
import { guarded } from "../authzen/door";
import type { Exchange, Handler } from "../exchange";

const PROFILE = "urn:openid:authzen:access-request:error:";
const OURS = "urn:countersign:access-request:error:";

/** Statuses and types as the Access Request and Approval Profile has them ("Error Responses"); ours beside them in the same form. */
const PROBLEMS: Record<AskProblem, { type: string; status: number; title: string }> = {
  not_requestable: { type: `${PROFILE}not_requestable`, status: 400, title: "Access is not requestable" },
  expired_denial: { type: `${PROFILE}expired_denial`, status: 410, title: "The denial has expired" },
  invalid_denial_binding: {
    type: `${PROFILE}invalid_denial_binding`,
    status: 400,
    title: "The request is not about the denial",
  },
  duplicate_request: {
    type: `${PROFILE}duplicate_request`,
    status: 409,
    title: "The key was used for another request",
  },
  unknown_task: { type: `${PROFILE}unknown_task`, status: 404, title: "Unknown task" },
  invalid_task_state: { type: `${PROFILE}invalid_task_state`, status: 409, title: "Not possible as the task stands" },
  denied_before: { type: `${OURS}denied_before`, status: 409, title: "A person denied this" },
  too_many_pending: { type: `${OURS}too_many_pending`, status: 429, title: "Too many open requests" },
  unknown_callback: { type: `${OURS}unknown_callback`, status: 400, title: "Unknown callback" },
};

/** Answers refusals of this protocol with its problem documents, and everything else as the other doors do. */
export function asking(handle: (exchange: Exchange) => Promise<void>): Handler {
  return guarded(async (exchange) => {
    try {
      await handle(exchange);
    } catch (error) {
      const refusal = refusalOf(error);
      if (!refusal || exchange.response.headersSent) throw error;
      send(exchange, refusal);
    }
  });
}

function refusalOf(error: unknown): AskRefusal | null {
  if (error instanceof AskRefusal) return error;
  if (!(error instanceof ApprovalConflict)) return null;
  return new AskRefusal("invalid_task_state", error.message, { "urn:countersign:status": error.status });
}

function send({ response, requestId }: Exchange, refusal: AskRefusal): void {
  const { type, status, title } = PROBLEMS[refusal.problem];
  const text = JSON.stringify({
    type,
    title,
    status,
    detail: refusal.message,
    code: refusal.code,
    requestId,
    ...refusal.more,
  });
  response.writeHead(status, {
    "content-type": "application/problem+json",
    "content-length": Buffer.byteLength(text),
    "cache-control": "no-store",
  });
  response.end(text);
}
