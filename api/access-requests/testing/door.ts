import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll } from "vitest";
import { closeApprovalsFeed } from "@/lib/approvals";
import { openLog } from "@/lib/http/log";
import { closeDecisionPoint } from "@/lib/policy";
import { seedAskingAgent, seedPaymentReviewer } from "@/lib/testing/asking";
import { seedDecidingAgent } from "@/lib/testing/deciding";
import { seedOrganisation } from "@/lib/testing/inventory";
import { testLog } from "@/lib/testing/log";
import { type Machine, seedMachine } from "@/lib/testing/machines";
import { answer } from "../../router";

export const PROFILE = "urn:openid:authzen:access-request:error:";

/** Who calls in these tests: an agent that may pay once approved, another one, and two gateways. Filled in before the first test. */
export const callers = {} as Record<"agent" | "stranger" | "gateway" | "otherGateway", Machine>;
let base = "";

/** A database, an organisation and a machines' door for the calling test file: call it at the top. */
export function testDoor(): void {
  testLog();
  const server = http.createServer((request, response) => void answer(request, response, openLog("api")));
  beforeAll(async () => {
    process.env.COUNTERSIGN_LOG_LEVEL = "error";
    await seedOrganisation();
    await seedPaymentReviewer("per_rita");
    const [agent, stranger] = [await seedAskingAgent(), await seedAskingAgent()];
    const gateway = await seedMachine(await seedDecidingAgent({ name: "Gateway" }), { gateway: true });
    const otherGateway = await seedMachine(await seedDecidingAgent({ name: "Other gateway" }), { gateway: true });
    Object.assign(callers, { agent, stranger, gateway, otherGateway });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    await closeApprovalsFeed();
    server.closeAllConnections();
    server.close();
    await closeDecisionPoint();
  });
}

/** What a foreign reader looks for on the wire. */
interface Body {
  code: string;
  type: string;
  detail: string;
  decision: boolean;
  context: {
    id: string;
    evaluation_id: string;
    evaluated_at: string;
    reason: string;
    access_request?: { expires_at: string };
  };
  task: {
    id: string;
    status: string;
    status_endpoint: string;
    expires_at: string;
    display: { description: string };
  } & Ours;
  result?: object;
  "urn:countersign:status": string;
}
interface Ours {
  "urn:countersign:status": string;
  "urn:countersign:denial"?: object;
}
export interface Answered {
  status: number;
  headers: Headers;
  body: Body;
}
interface Sent {
  token?: string;
  headers?: Record<string, string>;
  raw?: string | Uint8Array;
}

export async function post(
  path: string,
  body: unknown,
  { token = callers.agent.token, headers = {}, raw }: Sent = {},
): Promise<Answered> {
  const response = await fetch(`${base}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}`, ...headers },
    body: (raw as BodyInit | undefined) ?? JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Body };
}

export async function get(path: string, { token = callers.agent.token, headers = {} }: Sent = {}): Promise<Answered> {
  const response = await fetch(`${base}${path}`, { headers: { authorization: `Bearer ${token}`, ...headers } });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Body };
}

let amounts = 1_000;
/** A payment of its own for each test. */
export function paying(over: object = {}) {
  amounts += 1;
  const args = { iban: "DE02120300000000202051", amount: amounts, currency: "EUR" };
  return {
    subject: { type: "agent", id: callers.agent.agentId },
    action: { name: "call" },
    resource: { type: "tool", id: "Books/pay_invoice", properties: { arguments: args } },
    context: { workflow: { request: "What does the invoice say?" } },
    ...over,
  };
}

/** Evaluates; the submission that answers the denial. */
export async function denied(evaluation: object = paying(), sent: Sent = {}) {
  const { body } = await post("/access/v1/evaluation", evaluation, sent);
  const { evaluation_id, evaluated_at, access_request, reason } = body.context;
  const denial = { evaluation_id, evaluated_at, expires_at: access_request?.expires_at, reason };
  return { ...evaluation, denial };
}

export const submit = (body: unknown, sent: Sent = {}) => post("/access/v1/requests", body, sent);
export const pathOf = (answered: Answered) => new URL(answered.body.task.status_endpoint).pathname;
