import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contextFor } from "@/lib/context";
import { db, inSqlTransaction, sql } from "@/lib/db";
import { onConnection, testDatabase } from "@/lib/testing/database";
import { seedDecidingAgent, seedGrant, seedPolicy } from "@/lib/testing/deciding";
import { eventsOf, seedOrganisation } from "@/lib/testing/inventory";
import { pastTheWalls } from "@/lib/testing/log";
import { decide } from "./decide";
import { closeDecisionPoint, decisionPoint } from "./decision-point";
import type { Call } from "./types";

testDatabase();

let agentId = "";
let grantId = "";
beforeAll(async () => {
  await seedOrganisation();
  agentId = await seedDecidingAgent();
  grantId = await seedGrant(agentId, { tool: "read_invoice", actions: ["read"] });
});
afterAll(closeDecisionPoint);

const callOf = (over: Partial<Call> = {}): Call => ({
  agentId,
  instanceId: "ins_test",
  credentialId: "crd_test",
  tokenId: "tok_test",
  strength: "own_key",
  chain: [],
  server: "Books",
  tool: "read_invoice",
  action: null,
  arguments: { number: "R-7" },
  resourceIds: [],
  purpose: "",
  network: "",
  workflow: { request: "Read the invoice R-7", personId: null, earlier: [] },
  canDo: [],
  ...over,
});
const ask = (over: Partial<Call> = {}) =>
  decide(contextFor({ kind: "agent", id: agentId, instanceId: "ins_test" }), callOf(over), {
    kind: "agent",
    id: agentId,
  });
/** Asks until the answer is this: what was committed is followed, nobody says when. */
const comesTo = (reason: string, over: Partial<Call> = {}) =>
  expect.poll(async () => (await ask(over)).reason, { timeout: 5_000, interval: 20 }).toBe(reason);

describe("Z6 every decision is recorded before it is answered", () => {
  it("with its event, its grant, its snapshot and what it was decided on", async () => {
    const decided = await ask();
    expect(decided).toMatchObject({ outcome: "allow", reason: "granted", entitlementIds: [grantId] });
    const row = await db().decision.findUniqueOrThrow({ where: { id: decided.id } });
    expect(row).toMatchObject({
      agentId,
      outcome: "allow",
      entitlementIds: [grantId],
      eventId: decided.eventId,
      snapshot: decided.snapshot,
      request: { agent: { id: agentId }, tool: { name: "read_invoice" }, call: { arguments: { number: "R-7" } } },
    });
    expect(await eventsOf(decided.id)).toMatchObject([
      { type: "decision.made", details: { answer: "allow", digest: row.contextDigest } },
    ]);
  });

  it("keeps secrets out of the record and arguments out of the public leaf", async () => {
    const secret = "hunter2-hunter2";
    const { id, eventId } = await ask({
      arguments: { password: secret, note: "Bearer abcdefghijklmnopqrstuvwxyz", iban: "DE02120300000000202051" },
    });
    const { rows } = await sql().query("select request::text from decisions where id = $1", [id]);
    expect(rows[0].request).not.toContain(secret);
    expect(rows[0].request).not.toContain("abcdefghijklmnopqrstuvwxyz");
    expect(rows[0].request).toContain("DE02120300000000202051");
    const leaf = await sql().query("select convert_from(leaf, 'utf8') as leaf from audit_events where id = $1", [
      eventId,
    ]);
    expect(leaf.rows[0].leaf).not.toMatch(/DE0212|invoice|Books/);
  });
});

describe("Z1 deny by default", () => {
  it.each([
    ["unknown_agent", { agentId: "agt_nobody" }],
    ["unknown_agent", { chain: ["agt_nobody"] }],
    ["unknown_tool", { tool: "no_such" }],
    ["unknown_tool", { server: "Books/read_invoice", tool: "" }],
    ["not_granted", { tool: "pay_invoice" }],
    ["action_mismatch", { tool: "pay_invoice", action: "read" as const }],
    ["policy_forbids", { tool: "new_tool" }],
  ])("%s for %o", async (reason, over) => {
    expect(await ask(over)).toMatchObject({ outcome: "deny", reason });
  });

  it("refuses arguments beyond any reading", async () => {
    const deep = JSON.parse(`${'{"a":'.repeat(20)}1${"}".repeat(20)}`);
    await expect(ask({ arguments: deep })).rejects.toMatchObject({ code: "invalid" });
  });
});

describe("Z4 a decision point follows what is committed", () => {
  it("a grant given, and taken away", async () => {
    const id = await seedGrant(agentId, {
      tool: "pay_invoice",
      actions: ["pay"],
      conditions: [{ argument: "amount", operator: "lte", value: 100 }],
    });
    const workflow = { request: "Pay the invoice R-7 with 99 EUR", personId: "per_olga", earlier: [] };
    const paying = { tool: "pay_invoice", workflow, arguments: { amount: 99, invoice: "R-7" } };
    await comesTo("grant_conditions", { ...paying, arguments: { amount: 101 } });
    const near = await ask({ ...paying, arguments: { amount: 101 } });
    expect(near.nearMisses).toMatchObject([
      { kind: "grant", id, because: expect.stringContaining("amount is at most 100") },
    ]);
    await sql().query("update entitlements set state = 'revoked' where id = $1", [id]);
    await comesTo("not_granted", paying);
  });

  it("an agent suspended and resumed, an owner who leaves and comes back", async () => {
    await sql().query("update agents set status = 'suspended' where id = $1", [agentId]);
    await comesTo("policy_forbids");
    await sql().query("update agents set status = 'active' where id = $1", [agentId]);
    await comesTo("granted");
    await sql().query("update people set status = 'deactivated' where id = 'per_olga'");
    await comesTo("policy_forbids");
    await sql().query("update people set status = 'active' where id = 'per_olga'");
    await comesTo("granted");
  });

  it("a transaction that was slow to commit, however much was committed after it began", async () => {
    await ask();
    await onConnection(async (client) => {
      await client.query("begin");
      await client.query("update agents set status = 'suspended' where id = $1", [agentId]);
      const other = await seedDecidingAgent();
      const point = await decisionPoint();
      await expect.poll(() => point.snapshot.agent(other)?.id).toBe(other);
      expect((await ask()).reason).toBe("granted");
      await client.query("commit");
    });
    await comesTo("policy_forbids");
    await sql().query("update agents set status = 'active' where id = $1", [agentId]);
    await comesTo("granted");
  });

  it("a policy published: it forbids under its version, and asks for a step-up where it says so", async () => {
    const id = await seedPolicy(
      `@stepup("payments") @quorum("2") @ttl("5m") @reason("Invoices of R")\nforbid (principal, action, resource) when { context.texts.hasTag("number") && context.texts.getTag("number") like "S*" } unless { context has approval };`,
    );
    await comesTo("step_up", { arguments: { number: "S-1" } });
    expect(await ask({ arguments: { number: "S-1" } })).toMatchObject({
      outcome: "step_up",
      policies: [{ id, version: "1" }],
      entitlementIds: [grantId],
      stepUp: { groups: ["payments"], quorum: 2, ttlSeconds: 300, reasons: ["Invoices of R"] },
    });
    expect(await ask()).toMatchObject({ outcome: "allow" });
  });
});

describe("Z1 fail closed", () => {
  const manyDenied = async (count: number) => {
    const settled = await Promise.allSettled(Array.from({ length: count }, () => ask()));
    return settled.map((one) => (one.status === "fulfilled" ? one.value.outcome : one.reason.code));
  };

  it("lets nothing through while the log is sealed", async () => {
    await ask();
    await pastTheWalls((client) => client.query("update log_state set sealed_reason = 'for a test'"));
    expect(new Set(await manyDenied(200))).toEqual(new Set(["sealed"]));
    await pastTheWalls((client) => client.query("update log_state set sealed_reason = ''"));
    await comesTo("granted");
  });

  it("answers that it is too late rather than remembering what it could not read", async () => {
    await ask();
    await sql().query("alter table decision_changes rename to decision_changes_away");
    await expect.poll(async () => (await manyDenied(1))[0], { timeout: 8_000 }).toBe("unavailable");
    expect(new Set(await manyDenied(200))).toEqual(new Set(["unavailable"]));
    await sql().query("alter table decision_changes_away rename to decision_changes");
    await comesTo("granted");
  });

  it("lets nothing through while a policy in force cannot be read, and decides again when it can", async () => {
    const broken = await seedPolicy("permit (principal, action, resource) when { this is not cedar };");
    await expect.poll(async () => (await manyDenied(1))[0], { timeout: 5_000 }).toBe("unavailable");
    expect(new Set(await manyDenied(200))).toEqual(new Set(["unavailable"]));
    await inSqlTransaction(async (tx) => {
      await tx.query("update policy_versions set state = 'withdrawn' where policy_id = $1", [broken]);
      await tx.query("update decision_control set policy_epoch = policy_epoch + 1");
    });
    await comesTo("granted");
  });
});
