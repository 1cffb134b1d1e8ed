import { getTask, requestApproval } from "@/lib/approvals";
import { readAsked } from "../authzen/door";
import { takePace } from "../authzen/rate";
import { sendJson } from "../exchange";
import { asking } from "./problem";
import { readSubmission } from "./read-submission";
import { bodyOf } from "./task-body";

/** What asking costs of the caller's pace: it writes more than a decision does, and people have to look at it. */
const PACE = 5;

/** `POST /access/v1/requests` (profile, "Access Request Endpoint"): 201 when it is decided already, 202 when it waits. */
export const submit = asking(async (exchange) => {
  const asked = await readAsked(exchange);
  takePace(asked.caller, PACE, performance.now());
  const hasKey = exchange.request.headers["idempotency-key"] !== undefined;
  const input = await readSubmission(asked, hasKey ? asked.useKey : null);
  const { handle } = await requestApproval(asked.ctx, input);
  const body = bodyOf(await getTask(asked.ctx, { handle, caller: asked.caller }));
  exchange.response.setHeader("location", body.task.status_endpoint);
  sendJson(exchange.response, body.task.status === "pending" ? 202 : 201, body);
});
