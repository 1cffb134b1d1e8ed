import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contextFor } from "@/lib/context";
import { db } from "@/lib/db";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { seedDecidingAgent, seedGrant, seedPolicy } from "@/lib/testing/deciding";
import { seedOrganisation } from "@/lib/testing/inventory";
import { closeDecisionPoint, decide, decisionPoint, explainDecision, listDecisions, tryDecision } from "../index";

testDatabase();

let agentId = "";
let otherId = "";
let grantId = "";
const NOW = new Date();
const cora = contextAs("compliance", { id: "per_cora", now: NOW });
const olga = contextAs("owner", { id: "per_olga", now: NOW });
const made: string[] = [];

beforeAll(async () => {
  await seedOrganisation();
  agentId = await seedDecidingAgent();
  otherId = await seedDecidingAgent({ ownerId: "per_otto" });
  grantId = await seedGrant(agentId, { tool: "read_invoice", actions: ["read"] });
  await (await decisionPoint()).catchUp();
  for (const [agent, tool] of [
    [agentId, "read_invoice"],
    [agentId, "pay_invoice"],
    [agentId, "read_invoice"],
    [otherId, "read_invoice"],
  ] as const) {
    const ctx = contextFor({ kind: "agent", id: agent, instanceId: "ins_x" }, { correlationId: `work-${agent}` });
    const call = {
      ...{ agentId: agent, instanceId: "ins_x", credentialId: null, tokenId: null, strength: "own_key", chain: [] },
      ...{
        server: "Books",
        tool,
        action: null,
        arguments: { number: "R-7" },
        resourceIds: [],
        purpose: "",
        network: "",
      },
      ...{ workflow: { request: null, personId: null, earlier: [] }, canDo: [] },
    };
    made.push((await decide(ctx, call, { kind: "agent", id: agent })).id);
  }
});
afterAll(closeDecisionPoint);

/** Signed in, and without a role. */
const NOBODY = contextFor({ kind: "user", id: "per_rita", sessionId: "ses_test", grants: [] });

describe("Z6 the list of decisions", () => {
  it("is everything in sight, newest first, page by page in both directions", async () => {
    const all = await listDecisions(cora);
    expect(all.rows.map((row) => row.id)).toEqual(made.toReversed());
    expect([all.older, all.newer]).toEqual([null, null]);
    const first = await listDecisions(cora, { limit: 3 });
    const second = await listDecisions(cora, { limit: 3, olderThan: first.older });
    expect([...first.rows, ...second.rows].map((row) => row.id)).toEqual(made.toReversed());
    const back = await listDecisions(cora, { limit: 3, newerThan: second.newer });
    expect(back.rows).toEqual(first.rows);
  });

  it("is filtered by agent, outcome, tool, grant and work", async () => {
    const found = async (search: object) => (await listDecisions(cora, search)).rows.map((row) => row.id);
    expect(await found({ agentId: otherId })).toEqual([made[3]]);
    expect(await found({ outcome: ["allow"] })).toEqual([made[2], made[0]]);
    expect(await found({ tool: "Books/pay_invoice" })).toEqual([made[1]]);
    expect(await found({ entitlementId: grantId })).toEqual([made[2], made[0]]);
    expect(await found({ correlationId: `work-${otherId}` })).toEqual([made[3]]);
    expect(await found({ to: "2020-01-01" })).toEqual([]);
  });

  it("shows an owner what they answer for, and nothing to who has no business with it", async () => {
    expect((await listDecisions(olga)).rows.map((row) => row.agent.id)).toEqual([agentId, agentId, agentId]);
    await expect(listDecisions(NOBODY)).rejects.toMatchObject({ code: "forbidden" });
    await expect(listDecisions(cora, { shape: 1 } as object)).rejects.toMatchObject({ code: "invalid" });
  });
});

describe("Z6 the answer to why", () => {
  it("leads from the call to the grant, those who asked for it and approved it, and who answers for the agent", async () => {
    const explained = await explainDecision(cora, made[0] as string);
    expect(explained.chain.map(({ kind, ref }) => [kind, ref?.name ?? null])).toEqual([
      ["call", null],
      ["grant", "Books/read_invoice"],
      ["requested", "Olga Test"],
      ["approved", "Cora Test"],
      ["instance", "ins_x"],
      ["agent", explained.agent.name],
      ["owner", "Olga Test"],
    ]);
    const text = explained.sentences
      .flat()
      .map((part) => ("ref" in part ? part.ref.name : part.text))
      .join("");
    expect(text).toContain("Allowed: ");
    expect(text).toContain("was requested by Olga Test and approved by Cora Test");
    expect(await db().auditEvent.count({ where: { id: explained.eventId, targetId: explained.id } })).toBe(1);
  });

  it("names the policy that forbade, its version and who published it", async () => {
    const id = await seedPolicy(
      `@reason("Invoices are closed") forbid (principal, action, resource) when { context.network == "guest" };`,
    );
    const point = await decisionPoint();
    await expect.poll(() => point.book.versionOf(id), { timeout: 5_000 }).toBe("1");
    const tried = await tryDecision(cora, { agentId, server: "Books", tool: "read_invoice", network: "guest" });
    const explained = await explainDecision(cora, tried.id);
    expect(explained).toMatchObject({ outcome: "deny", reason: "policy_forbids", isTry: true });
    expect(explained.chain.find((link) => link.kind === "published")?.ref?.name).toBe("Cora Test");
    expect(explained.nearMisses).toMatchObject([{ kind: "policy", because: "Invoices are closed", ref: { id } }]);
  });

  it("is not there for who may not see it", async () => {
    await expect(explainDecision(olga, made[3] as string)).rejects.toMatchObject({ code: "not_found" });
    await expect(explainDecision(cora, "dec_nothing")).rejects.toMatchObject({ code: "not_found" });
    await expect(explainDecision(NOBODY, made[0] as string)).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

describe("Z4 the test bench", () => {
  it("decides as the real thing does, is recorded as a try, and stays out of the list unless asked for", async () => {
    const before = (await listDecisions(cora)).rows.length;
    const tried = await tryDecision(olga, {
      agentId,
      server: "Books",
      tool: "read_invoice",
      arguments: { number: "R-8" },
    });
    expect(tried).toMatchObject({ outcome: "allow", entitlementIds: [grantId] });
    expect((await listDecisions(cora)).rows.length).toBe(before);
    const { rows } = await listDecisions(cora, { tries: true });
    expect(rows.find((row) => row.id === tried.id)).toMatchObject({ isTry: true });
  });

  it("refuses who may not, and knows no agent out of sight", async () => {
    const input = { agentId: otherId, server: "Books", tool: "read_invoice" };
    for (const role of ["owner", "reviewer", "auditor"] as const) {
      const ctx = contextAs(role, { id: "per_olga" });
      await expect(tryDecision(ctx, input)).rejects.toMatchObject({ code: "forbidden" });
    }
    const away = contextAs("compliance", { id: "per_cora", teamId: "tem_b" });
    await expect(tryDecision(away, input)).rejects.toMatchObject({ code: "not_found" });
    await expect(tryDecision(cora, { ...input, agentId: "agt_nobody" })).rejects.toMatchObject({ code: "not_found" });
    await expect(tryDecision(cora, { ...input, arguments: { a: "\ud800" } })).rejects.toMatchObject({
      code: "invalid",
    });
  });
});
