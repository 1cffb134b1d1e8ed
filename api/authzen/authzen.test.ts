import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sql } from "@/lib/db";
import { openLog } from "@/lib/http/log";
import { closeDecisionPoint } from "@/lib/policy";
import { seedDecidingAgent, seedGrant } from "@/lib/testing/deciding";
import { seedOrganisation } from "@/lib/testing/inventory";
import { testLog } from "@/lib/testing/log";
import { type Machine, seedMachine } from "@/lib/testing/machines";
import { answer } from "../router";

testLog();

let base = "";
let agent: Machine;
let gateway: Machine;
let other = "";
const server = http.createServer((request, response) => void answer(request, response, openLog("api")));

beforeAll(async () => {
  process.env.COUNTERSIGN_LOG_LEVEL = "error";
  await seedOrganisation();
  const [agentId, gatewayId] = [await seedDecidingAgent(), await seedDecidingAgent({ name: "Gateway" })];
  other = await seedDecidingAgent();
  await seedGrant(agentId, { tool: "read_invoice", actions: ["read"] });
  await seedGrant(other, { tool: null, actions: ["read"] });
  agent = await seedMachine(agentId);
  gateway = await seedMachine(gatewayId, { gateway: true });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await closeDecisionPoint();
});

interface Sent {
  body: unknown;
  raw?: Uint8Array | string;
  token?: string;
  headers?: Record<string, string>;
}

interface Body {
  code: string;
  decision: boolean;
  context: {
    id: string;
    outcome: string;
    reason: string;
    why: string;
    reason_user: { en: string };
    reason_admin: { en: string };
    error?: { status: number };
  };
  evaluations: Body[];
  page: { next_token: string };
  results: { id: string }[];
}

async function post(path: string, { body, raw, token = agent.token, headers = {} }: Sent) {
  const response = await fetch(`${base}/access/v1/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}`, ...headers },
    body: (raw as BodyInit | undefined) ?? JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Body };
}

const reading = (over: object = {}) => ({
  subject: { type: "agent", id: agent.agentId },
  action: { name: "call" },
  resource: { type: "tool", id: "Books/read_invoice", properties: { arguments: { number: "R-7" } } },
  context: { workflow: { request: "Read the invoice R-7", earlier: [] }, can_do: ["mask"] },
  ...over,
});
const paying = () => reading({ resource: { type: "tool", id: "Books/pay_invoice" } });

describe("Z4 POST /access/v1/evaluation", () => {
  it("answers what was granted, with everything that explains it, and what the caller sent as request id", async () => {
    const { status, body, headers } = await post("evaluation", {
      body: reading(),
      headers: { "x-request-id": "mine-7" },
    });
    expect([status, headers.get("x-request-id"), headers.get("content-type")]).toEqual([
      200,
      "mine-7",
      "application/json; charset=utf-8",
    ]);
    expect(body).toMatchObject({
      decision: true,
      context: {
        outcome: "allow",
        reason: "granted",
        id: expect.stringMatching(/^dec_/),
        obligations: [],
        warnings: [],
      },
    });
    expect(body.context.why).toBe(`http://localhost:3000/decisions/${body.context.id}`);
  });

  it("answers 200 and false for what was not granted, with a reason for each reader", async () => {
    const { status, body } = await post("evaluation", { body: paying() });
    expect([status, body.decision, body.context.reason]).toEqual([200, false, "not_granted"]);
    expect(body.context.reason_user.en).toBe("The agent may not do this.");
    expect(body.context.reason_admin.en).toContain("nothing that was granted");
  });

  it("ignores members it does not know", async () => {
    const { body } = await post("evaluation", {
      body: { ...reading(), hint: 1, subject: { ...reading().subject, x: [] } },
    });
    expect(body.decision).toBe(true);
  });

  it("lets an agent ask about itself alone, and a gateway about any", async () => {
    const body = reading({ subject: { type: "agent", id: other } });
    expect((await post("evaluation", { body })).status).toBe(403);
    expect((await post("evaluation", { body, token: gateway.token })).body.decision).toBe(true);
    const user = reading({ subject: { type: "user", id: other } });
    expect((await post("evaluation", { body: user, token: gateway.token })).body.context.reason).toBe("unknown_agent");
  });

  it.each([
    ["no token", ""],
    ["a token that is none", "nonsense"],
  ])("refuses %s with 401 and a challenge", async (_, token) => {
    const { status, headers } = await post("evaluation", { body: reading(), token });
    expect([status, headers.get("www-authenticate")?.startsWith("Bearer")]).toEqual([401, true]);
  });

  it("refuses a token that is not for decisions, and one that was revoked a moment ago", async () => {
    const delegating = await seedMachine(agent.agentId, { scope: "delegate" });
    expect((await post("evaluation", { body: reading(), token: delegating.token })).status).toBe(403);
    const revoked = await seedMachine(agent.agentId);
    expect((await post("evaluation", { body: reading(), token: revoked.token })).status).toBe(200);
    await sql().query("update issued_tokens set revoked_at = now() where instance_id = $1", [revoked.instanceId]);
    const answered = async () => (await post("evaluation", { body: reading(), token: revoked.token })).status;
    await expect.poll(answered, { timeout: 5_000 }).toBe(401);
  });
});

const text = (body: unknown) => JSON.stringify(body);
const without = (name: string) => Object.fromEntries(Object.entries(reading()).filter(([key]) => key !== name));
const HOSTILE: [string, () => Uint8Array | string][] = [
  ["a name twice", () => text(reading()).replace('"action":', '"action":{"name":"read"},"action":')],
  ["a name twice, written differently", () => text(reading()).replace('"number":', '"\\u006eumber":"X","number":')],
  ["an integer that is not exact", () => text(reading()).replace('"R-7"', "9007199254740993")],
  ["a number beyond any", () => text(reading()).replace('"R-7"', "1e999")],
  ["malformed UTF-8", () => Buffer.concat([Buffer.from(text(reading()).slice(0, -1)), Buffer.from([0xff, 0x7d])])],
  ["an overlong encoding", () => Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xc0, 0xaf]), Buffer.from('"}')])],
  ["half of a character", () => text(reading()).replace("R-7", "\\ud800")],
  ["a byte order mark", () => `\ufeff${text(reading())}`],
  ["nesting without end", () => `{"a":${"[".repeat(50_000)}${"]".repeat(50_000)}}`],
  ["what is no JSON", () => "{subject: 1}"],
  ["an array", () => "[]"],
  ["nothing", () => " "],
  ["two documents", () => `${text(reading())}{}`],
  ["arguments that are no object", () => text(reading()).replace('{"number":"R-7"}', '["R-7"]')],
  [
    "arguments too deep to decide about",
    () => text(reading()).replace('"R-7"', `${'{"a":'.repeat(20)}1${"}".repeat(20)}`),
  ],
  ["an action that is none", () => text(reading({ action: { name: "fly" } }))],
  ["a person who is no id", () => text(reading({ context: { workflow: { personId: "' or 1" } } }))],
  ["an empty subject", () => text(reading({ subject: {} }))],
  ...["subject", "action", "resource"].map((name): [string, () => string] => [`no ${name}`, () => text(without(name))]),
];

describe("Z4 hostile bodies", () => {
  it.each(HOSTILE)("refuses %s with 400", async (_, make) => {
    const { status, body } = await post("evaluation", { body: null, raw: make() });
    expect([status, body.code, body.decision]).toEqual([400, "invalid", undefined]);
  });

  it("refuses more than a megabyte, and what is not JSON by its type", async () => {
    const big = reading({ context: { purpose: "x".repeat(1_100_000) } });
    const sent = await post("evaluation", { body: big }).catch(() => ({ status: 413 }));
    expect(sent.status).toBe(413);
    expect((await post("evaluation", { body: reading(), headers: { "content-type": "text/plain" } })).status).toBe(400);
  });

  it("takes names that look like machinery for names", async () => {
    const raw = text(reading()).replace(
      '{"number":"R-7"}',
      '{"__proto__":{"number":"x"},"constructor":{"a":1},"toString":"y"}',
    );
    expect((await post("evaluation", { body: null, raw })).body.decision).toBe(true);
  });
});

describe("Z4 POST /access/v1/evaluations", () => {
  const ask = (semantic: string | undefined, evaluations: unknown[]) =>
    post("evaluations", {
      body: { ...reading(), evaluations, ...(semantic && { options: { evaluations_semantic: semantic } }) },
    });
  const yes = {};
  const no = () => ({ resource: paying().resource });
  const decisions = (body: Body) => body.evaluations.map((one) => one.decision);

  it("answers each in its order, with defaults for what an entry leaves out", async () => {
    const { body } = await ask(undefined, [yes, no(), yes]);
    expect(decisions(body)).toEqual([true, false, true]);
    expect(body.decision).toBeUndefined();
  });

  it("stops at the first denial, or at the first permit, where it is told to", async () => {
    expect(decisions((await ask("deny_on_first_deny", [yes, no(), yes])).body)).toEqual([true, false]);
    expect(decisions((await ask("permit_on_first_permit", [no(), yes, no()])).body)).toEqual([false, true]);
    expect((await ask("whatever", [yes])).status).toBe(400);
  });

  it("is a single evaluation without any, and answers for one that is wrong alone", async () => {
    expect((await ask(undefined, [])).body.decision).toBe(true);
    const { body } = await ask(undefined, [
      { action: { name: "fly" } },
      { subject: { type: "agent", id: other } },
      yes,
    ]);
    expect(decisions(body)).toEqual([false, false, true]);
    expect(body.evaluations.map((one) => one.context.error?.status)).toEqual([400, 403, undefined]);
  });
});

describe("Z4 searches", () => {
  it("finds the tools an agent may use", async () => {
    const { body } = await post("search/resource", { body: reading({ resource: { type: "tool" } }) });
    expect(body).toEqual({ page: { next_token: "", count: 1 }, results: [{ type: "tool", id: "Books/read_invoice" }] });
  });

  it("finds what may be done with a tool: nothing with what was not granted", async () => {
    const { body } = await post("search/action", { body: { ...reading(), action: undefined } });
    expect(body.results).toEqual([{ name: "call" }, { name: "read" }]);
    expect((await post("search/action", { body: paying() })).body.results).toEqual([]);
  });

  it("finds the agents that may, page by page, for a gateway; itself alone for an agent", async () => {
    const body = reading({ subject: { type: "agent" }, page: { limit: 1 } });
    expect((await post("search/subject", { body })).body.results).toEqual([{ type: "agent", id: agent.agentId }]);
    const found: string[] = [];
    let token = "";
    do {
      const page = { limit: 1, ...(token && { token }) };
      const answered = await post("search/subject", { body: { ...body, page }, token: gateway.token });
      found.push(...answered.body.results.map((one) => one.id));
      token = answered.body.page.next_token;
    } while (token);
    expect(found.sort()).toEqual([agent.agentId, other].sort());
  });

  it("refuses a token of another search", async () => {
    const body = reading({ subject: { type: "agent" }, page: { limit: 1 } });
    const first = await post("search/subject", { body, token: gateway.token });
    const page = { limit: 1, token: first.body.page.next_token };
    const changed = { ...body, action: { name: "pay" }, page };
    expect((await post("search/subject", { body: changed, token: gateway.token })).status).toBe(400);
  });
});

describe("Z6 GET /v1/decisions/{id}", () => {
  const get = (id: string, token: string) =>
    fetch(`${base}/v1/decisions/${id}`, { headers: { authorization: `Bearer ${token}` } });

  it("explains to the agent and to the gateway that asked, and is not there for anybody else", async () => {
    const { body } = await post("evaluation", { body: paying() });
    const found = await get(body.context.id, agent.token);
    expect([found.status, await found.json()]).toMatchObject([
      200,
      { id: body.context.id, outcome: "deny", eventId: expect.stringMatching(/^evt_/), why: body.context.why },
    ]);
    expect((await get(body.context.id, gateway.token)).status).toBe(404);
    const asked = await post("evaluation", { body: paying(), token: gateway.token });
    expect((await get(asked.body.context.id, gateway.token)).status).toBe(200);
    const stranger = await seedMachine(other);
    expect((await get(body.context.id, stranger.token)).status).toBe(404);
    expect((await get("dec_nothing", agent.token)).status).toBe(404);
  });
});

describe("Z4 GET /.well-known/authzen-configuration", () => {
  it("names itself and every endpoint", async () => {
    const response = await fetch(`${base}/.well-known/authzen-configuration`);
    const { capabilities, ...found } = (await response.json()) as Record<string, string> & { capabilities: string[] };
    expect(found.policy_decision_point).toBe("http://localhost:3001");
    expect(found.access_request_endpoint).toBe("http://localhost:3001/access/v1/requests");
    expect(Object.keys(found).length).toBe(7);
    expect(Object.values(found).every((url) => url.startsWith("http://localhost:3001"))).toBe(true);
    expect(capabilities).toEqual(["urn:openid:authzen:capability:access-request"]);
  });
});
