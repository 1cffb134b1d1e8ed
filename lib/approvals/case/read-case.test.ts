import { beforeAll, describe, expect, it } from "vitest";
import { sql } from "@/lib/db";
import { newId } from "@/lib/ids";
import type { Json } from "@/lib/policy";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { seedDecidingAgent } from "@/lib/testing/deciding";
import { seedOrganisation } from "@/lib/testing/inventory";
import { type BoundAction, bytesOf, digestOf } from "../binding";
import { REST } from "../terms";
import { listAgentRequests } from "./list-agent-requests";
import { readCase } from "./read-case";
import { readEvidence } from "./read-evidence";

testDatabase();

const rita = contextAs("reviewer", { id: "per_rita" });
let agentId: string;

interface Row {
  arguments?: { [key: string]: Json };
  tool?: string;
  status?: string;
  ago?: number;
  ttl?: number;
  over?: Record<string, unknown>;
}

const DECISION = {
  provenance: {
    arguments: [
      { argument: "iban", origin: "untrusted", matters: true, because: "It came from a file the agent read." },
    ],
    signs: ["A text that was read asks for this."],
  },
};

/** A request as asking leaves it, `ago` seconds old. */
async function seedRequest({
  arguments: args = {},
  tool = "pay_invoice",
  status = "pending",
  ago = 60,
  ttl = 900,
  over = {},
}: Row = {}) {
  const [id, decisionId] = [newId("apr"), newId("dec")];
  const requestedAt = new Date(Date.now() - ago * 1000);
  const expires = new Date(requestedAt.getTime() + ttl * 1000);
  const action: BoundAction = {
    v: 1,
    agent: { id: agentId, fingerprint: "f", revision: 1, environment: "production", tier: "high" },
    person: "per_sven",
    chain: [],
    server: "Books",
    tool,
    toolHash: tool,
    action: "pay",
    arguments: args,
    targets: [],
    policies: ["stepup.payment@1"],
    credential: null,
    expires: expires.toISOString(),
  };
  const bound = bytesOf(action);
  const request = { call: { arguments: {}, workflow: { request: "Pay what we owe Acme." } } };
  await sql().query(
    `insert into decisions (id, at, agent_id, caller_kind, caller_id, server, tool, action, outcome, reason, request, answer, context_digest,
       entitlement_ids, policies, duration_micros, snapshot, correlation_id, event_id)
     values ($1, $2, $3, 'agent', $3, 'Books', $4, 'pay', 'step_up', 'step_up', $5, $6, '', '{}', '{}', 1, 1, 'c', 'e')`,
    [decisionId, requestedAt, agentId, tool, JSON.stringify(request), JSON.stringify(DECISION)],
  );
  const values: Record<string, unknown> = {
    id,
    handle: id,
    agent_id: agentId,
    caller_kind: "agent",
    caller_id: agentId,
    decision_id: decisionId,
    correlation_id: "c",
    environment: "production",
    server: "Books",
    tool,
    action: "pay",
    tool_hash: tool,
    fingerprint: "f",
    revision: 1,
    tier: "high",
    person_id: "per_sven",
    chain: [],
    bound,
    digest: digestOf(bound),
    action_digest: digestOf(Buffer.from(id)),
    groups: ["payment"],
    quorum: 1,
    ttl_seconds: ttl,
    policies: ["stepup.payment@1"],
    reasons: ["It moves money."],
    justification: "The invoice is due.",
    status,
    requested_at: requestedAt,
    expires_at: expires,
    ...over,
  };
  const names = Object.keys(values);
  await sql().query(
    `insert into approvals (${names.join(", ")}) values (${names.map((_, at) => `$${at + 1}`).join(", ")})`,
    Object.values(values),
  );
  return id;
}

beforeAll(async () => {
  await seedOrganisation();
  agentId = await seedDecidingAgent({ name: "Payables" });
  await sql().query(
    "insert into reviewer_groups (id, name, privilege_class) values ('rgr_pay', 'Payments', 'payment')",
  );
  await sql().query("insert into reviewer_group_members (group_id, person_id) values ('rgr_pay', 'per_rita')");
  await sql().query(
    "insert into role_grants (id, person_id, role, granted_at) values ('rol_rita', 'per_rita', 'reviewer', now())",
  );
  await sql().query(
    `update agent_tools set accepted_definition = '{"inputSchema": {"properties": {"iban": {"description": "Who is paid"}}}}' where name = 'pay_invoice'`,
  );
});

describe("A2 the reviewer sees the real payload and everything beside it", () => {
  it("shows arguments from the stored bytes with where they came from, who answers, and what asked", async () => {
    const id = await seedRequest({ arguments: { memo: "m", iban: "NO9386011117947" } });
    const found = await readCase(rita, id);
    expect(found).toMatchObject({
      sentence: "Pay invoice to NO9386011117947 on Books",
      agent: { id: agentId, name: "Payables" },
      owner: { id: "per_olga", name: "Olga Test" },
      sponsor: { id: "per_sven" },
      team: { id: "tem_a", name: "Team a" },
      person: { id: "per_sven", name: "Sven Test" },
      request: "Pay what we owe Acme.",
      justification: "The invoice is due.",
      reviewers: [{ id: "per_rita", name: "Rita Test" }],
      policies: [{ id: "stepup.payment", version: "1", reason: "It moves money.", href: "/policies#stepup.payment" }],
      mustOpen: [],
      canary: false,
    });
    expect(found.policies[0]?.name).toBe("Payments the person did not name");
    expect(found.payload.map(({ path, origin, says }) => ({ path, origin, says }))).toEqual([
      { path: "iban", origin: "untrusted", says: "Who is paid" },
      { path: "memo", origin: null, says: null },
    ]);
    expect(found.signs[0]).toBe("A text that was read asks for this.");
    expect(found.may).toMatchObject({ approve: null, deny: null, narrow: "Nothing of it can be made smaller." });
  });

  it("compares with what this agent did before, and says how earlier cases differed", async () => {
    const before = { tool: "pay_before", ago: 7200, over: { consumed_at: new Date(), decided_at: new Date() } };
    await seedRequest({ ...before, status: "executed", arguments: { amount: 4200, currency: "NOK", to: "a@x.com" } });
    await seedRequest({ ...before, status: "denied", arguments: { amount: 9, currency: "NOK", to: "e@x.com" } });
    const id = await seedRequest({ tool: "pay_before", arguments: { amount: 96_000, currency: "NOK", to: "e@x.com" } });
    const found = await readCase(rita, id);
    expect(found.payload.map(({ path, unusual }) => [path, unusual])).toEqual([
      ["amount", "23 times its largest so far (4,200)"],
      ["currency", null],
      ["to", "a recipient it never used before"],
    ]);
    expect(found.similar.map(({ status, difference }) => [status, difference]).sort()).toEqual([
      ["denied", "amount 9 instead of 96000"],
      ["executed", "amount 4200 instead of 96000, to a@x.com instead of e@x.com"],
    ]);
  });

  it("hides nothing without saying so", async () => {
    const args = Object.fromEntries(Array.from({ length: 61 }, (_, at) => [`k${at}`, at === 0 ? "x".repeat(401) : at]));
    const found = await readCase(rita, await seedRequest({ tool: "many", arguments: args }));
    expect(found.mustOpen).toEqual(["k0", REST]);
  });

  it("reads characters that a database cannot hold as text", async () => {
    await seedRequest({
      tool: "nul",
      status: "executed",
      ago: 3600,
      arguments: { x: "a\u0000b" },
      over: { consumed_at: new Date() },
    });
    const found = await readCase(rita, await seedRequest({ tool: "nul", arguments: { x: "a\u0000b" } }));
    expect(found.payload[0]).toMatchObject({ text: "a\u0000b", marks: ["control character"] });
    expect(found.similar[0]?.difference).toBe("the same arguments");
  });
});

describe("A6 where a request stands is what the clock says", () => {
  it("shows a request as timed out before anybody has tidied its label", async () => {
    const found = await readCase(rita, await seedRequest({ tool: "late", ago: 1000 }));
    expect(found).toMatchObject({ status: "expired", reviewers: [] });
    expect(found.may.approve).toBe("This request ran out of time before anybody answered. Look at it again.");
  });
});

describe("A4 votes are shown with whether they still count", () => {
  it("a voter who is no reviewer any more is shown and does not count", async () => {
    const id = await seedRequest({ tool: "voted" });
    await sql().query(
      `insert into approval_votes (approval_id, person_id, answer, digest, groups, capacity) values ($1, 'per_otto', 'approve', 'd', '{payment}', 'member')`,
      [id],
    );
    const { votes } = await readCase(rita, id);
    expect(votes).toMatchObject([{ person: { name: "Otto Test" }, answer: "approve", signed: false, bar: "no_group" }]);
  });
});

describe("O5 a case is seen by who may see it", () => {
  it.each([
    ["its owner", () => contextAs("owner", { id: "per_olga", teamId: "tem_a" }), true],
    ["an auditor", () => contextAs("auditor", { id: "per_x" }), true],
    ["the owner of other agents", () => contextAs("owner", { id: "per_otto" }), false],
    ["a reviewer of another team", () => contextAs("reviewer", { id: "per_otto", teamId: "tem_b" }), false],
    ["an administrator", () => contextAs("admin", { id: "per_otto" }), false],
  ])("%s", async (_, who, sees) => {
    const id = await seedRequest({ tool: "sight" });
    const work = readCase(who(), id);
    if (sees) await expect(work).resolves.toMatchObject({ id });
    else await expect(work).rejects.toMatchObject({ code: "not_found" });
  });

  it("what does not exist is not found", async () => {
    await expect(readCase(rita, newId("apr"))).rejects.toMatchObject({ code: "not_found" });
    await expect(readCase(rita, "' or 1=1")).rejects.toMatchObject({ code: "not_found" });
  });

  it("nobody learns that a request is a test before it is over", async () => {
    const over = { caller_kind: "canary", decision_id: null, known_answer: "deny" };
    const open = await seedRequest({ tool: "canary", over });
    const done = await seedRequest({ tool: "canary", over, status: "denied" });
    expect([(await readCase(rita, open)).canary, (await readCase(rita, done)).canary]).toEqual([false, true]);
  });
});

describe("A3 the evidence is the stored bytes and the votes on them", () => {
  it("gives bytes whose SHA-256 is the digest, and each vote with what its person saw", async () => {
    const id = await seedRequest({ tool: "proven", arguments: { x: "a\u0000b" } });
    await sql().query(
      `insert into approval_votes (approval_id, person_id, answer, digest, groups, capacity, assertion)
       values ($1, 'per_rita', 'approve', 'd', '{payment}', 'member', '{"nonce": "n"}')`,
      [id],
    );
    const { asked, approved, votes } = await readEvidence(rita, id);
    expect(digestOf(Buffer.from(asked.text))).toBe(asked.digest);
    expect(approved).toBeNull();
    expect(votes).toMatchObject([{ name: "Rita Test", digest: "d", assertion: { nonce: "n" } }]);
  });

  it("is open to nobody who may not see the request", async () => {
    const id = await seedRequest({ tool: "proven" });
    await expect(readEvidence(contextAs("admin", { id: "per_otto" }), id)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("A2 an agent's page shows what people were asked about it", () => {
  it("the latest first, a page at a time, to who answers for it; to others only what they have a part in", async () => {
    const other = agentId;
    agentId = await seedDecidingAgent({ name: "Busy" });
    const ids: string[] = [];
    for (let at = 0; at < 52; at++) ids.push(await seedRequest({ tool: "busy", ago: 1000 - at, ttl: 5000 }));
    const olga = contextAs("owner", { id: "per_olga", teamId: "tem_a" });
    const first = await listAgentRequests(olga, { agentId });
    expect([first.rows.length, first.rows[0]?.id, first.all]).toEqual([50, ids.at(-1), true]);
    const second = await listAgentRequests(olga, { agentId, olderThan: first.older });
    expect(second).toMatchObject({ rows: [{ id: ids[1] }, { id: ids[0] }], older: null });
    const stranger = await listAgentRequests(contextAs("admin", { id: "per_otto" }), { agentId });
    expect([stranger.rows, stranger.all]).toEqual([[], false]);
    await expect(listAgentRequests(olga, { agentId: newId("agt") })).rejects.toMatchObject({ code: "not_found" });
    agentId = other;
  });
});
