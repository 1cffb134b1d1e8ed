import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sql } from "@/lib/db";
import { openLog } from "@/lib/http/log";
import { closeDecisionPoint } from "@/lib/policy";
import { seedDecidingAgent, seedGrant } from "@/lib/testing/deciding";
import { approveHeld, hold, paymentBy, seedReviewers } from "@/lib/testing/holding";
import { seedOrganisation } from "@/lib/testing/inventory";
import { testLog } from "@/lib/testing/log";
import { type Machine, seedMachine } from "@/lib/testing/machines";
import { answer } from "../router";

testLog();

let base = "";
let agent: Machine;
const server = http.createServer((request, response) => void answer(request, response, openLog("api")));

beforeAll(async () => {
  process.env.COUNTERSIGN_LOG_LEVEL = "error";
  await seedOrganisation();
  await seedReviewers();
  const agentId = await seedDecidingAgent();
  await seedGrant(agentId, { tool: "pay_invoice", actions: ["pay"] });
  agent = await seedMachine(agentId);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await closeDecisionPoint();
});

interface Body {
  decision: boolean;
  context: { [name: string]: unknown };
  evaluations: Body[];
  detail: string;
}

async function post(path: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${base}/access/v1/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${agent.token}`, ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Body };
}

/** A payment that waits, with the evaluation that its agent sends. */
async function paying() {
  const call = paymentBy(agent);
  const properties = { arguments: call.arguments };
  const evaluation = (approval?: unknown) => ({
    subject: { type: "agent", id: agent.agentId },
    action: { name: "call" },
    resource: { type: "tool", id: "Books/pay_invoice", properties },
    context: { workflow: { request: call.workflow.request }, ...(approval === undefined ? {} : { approval }) },
  });
  return { row: await hold(agent, call), evaluation };
}

describe("A6 POST /access/v1/evaluation with context.approval", () => {
  it("says of a denial how it can be asked about", async () => {
    const { evaluation } = await paying();
    const { body } = await post("evaluation", evaluation());
    const { evaluation_id: id, evaluated_at: at, access_request: asked, step_up: stepUp } = body.context;
    expect([body.decision, id]).toEqual([false, body.context.id]);
    expect(asked).toMatchObject({
      endpoint: expect.stringMatching(/\/access\/v1\/requests$/),
      template: "human_approval",
    });
    const { expires_at: until } = asked as { expires_at: string };
    expect(Date.parse(until) - Date.parse(String(at))).toBe(600_000);
    expect(stepUp).toMatchObject({ requestable: true });
  });

  it("lets what was approved through once, and says what to do otherwise", async () => {
    const { row, evaluation } = await paying();
    const asked = evaluation({ id: row.handle });
    const early = await post("evaluation", asked);
    expect(early.body).toMatchObject({
      decision: false,
      context: { reason: "grant_pending", next_action: "retry", retry_after: 5 },
    });
    const { approvedUntil } = await approveHeld(row);
    const first = await post("evaluation", asked, { "idempotency-key": "k-1" });
    const { decision, context } = first.body;
    expect([decision, context.reason]).toEqual([true, "approved"]);
    expect(context.approval).toEqual({ id: row.handle, approved_until: approvedUntil?.toISOString() });
    const lost = await post("evaluation", asked, { "idempotency-key": "k-1" });
    expect([lost.body.decision, lost.body.context.id]).toEqual([true, context.id]);
    const again = await post("evaluation", asked);
    expect(again.body).toMatchObject({ decision: false, context: { reason: "already_consumed", next_action: "none" } });
    const why = await fetch(`${base}/v1/decisions/${context.id}`, {
      headers: { authorization: `Bearer ${agent.token}` },
    });
    const explained = (await why.json()) as { chain: { kind: string; ref: { id: string } | null }[] };
    expect(explained.chain.find(({ kind }) => kind === "approval")?.ref?.id).toBe(row.id);
  });

  it("asks for a new request where people may still allow it, with what that needs", async () => {
    const { row, evaluation } = await paying();
    await approveHeld(row);
    await sql().query("update approvals set approved_until = clock_timestamp() where id = $1", [row.id]);
    const { body } = await post("evaluation", evaluation({ id: row.handle }));
    expect(body).toMatchObject({ decision: false, context: { reason: "approval_expired", next_action: "request" } });
    expect(body.context.access_request).toBeTruthy();
    expect(body.context.evaluation_id).toBe(body.context.id);
  });

  it("of several in one request each uses its own, and one used twice is allowed once", async () => {
    const [one, two] = [await paying(), await paying()];
    await approveHeld(one.row);
    await approveHeld(two.row);
    const given = [one, two, two].map(({ row, evaluation }) => evaluation({ id: row.handle }));
    const headers = { "idempotency-key": "batch-1" };
    const first = (await post("evaluations", { evaluations: given }, headers)).body.evaluations;
    expect(first.map(({ context }) => context.reason).sort()).toEqual(["already_consumed", "approved", "approved"]);
    const lost = (await post("evaluations", { evaluations: given }, headers)).body.evaluations;
    expect(lost.map(({ decision }) => decision)).toEqual(first.map(({ decision }) => decision));
    const again = (await post("evaluations", { evaluations: given })).body.evaluations;
    expect(again.map(({ context }) => context.reason)).toEqual(Array(3).fill("already_consumed"));
  });

  it.each([
    ["no object", "handle"],
    ["no id", {}],
    ["a number as id", { id: 7 }],
    ["an id without end", { id: "x".repeat(600) }],
  ])("refuses an approval that is %s", async (_what, approval) => {
    const { evaluation } = await paying();
    expect((await post("evaluation", evaluation(approval))).status).toBe(400);
  });

  it("refuses an Idempotency-Key that is no word", async () => {
    const { row, evaluation } = await paying();
    const { status, body } = await post("evaluation", evaluation({ id: row.handle }), {
      "idempotency-key": "two words",
    });
    expect([status, body.detail]).toEqual([400, expect.stringContaining("Idempotency-Key")]);
  });
});
