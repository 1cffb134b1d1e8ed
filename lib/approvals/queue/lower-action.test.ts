import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { canonicalBytes } from "@/lib/audit";
import { db, sql } from "@/lib/db";
import { newId } from "@/lib/ids";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { seedDecidingAgent } from "@/lib/testing/deciding";
import { seedOrganisation } from "@/lib/testing/inventory";
import { digestOf } from "../binding";
import { lowerAction } from "./lower-action";

testDatabase();

const ASKED = { action: "pay", server: "Books", tool: "pay_invoice" };
const bytesFor = (args: object) => canonicalBytes({ ...ASKED, arguments: args });
const DIGEST = digestOf(bytesFor({ amount: 500, invoice: "R-1" }));
const rita = contextAs("reviewer", { id: "per_rita" });
const olga = contextAs("owner", { id: "per_olga" });
const lowered = (text: string) => [{ path: "amount", lowered: { kind: "number" as const, text } }];
let agentId = "";
let id = "";

beforeAll(async () => {
  await seedOrganisation();
  agentId = await seedDecidingAgent();
  await db().roleGrant.create({ data: { id: "grt_r", personId: "per_rita", role: "reviewer", teamId: null } });
  await db().reviewerGroup.create({ data: { id: "grp_pay", name: "Payers", privilegeClass: "payment" } });
  await db().reviewerGroupMember.create({ data: { groupId: "grp_pay", personId: "per_rita" } });
});
beforeEach(async () => {
  id = newId("apr");
  await sql().query(
    `insert into approvals (id, handle, agent_id, caller_kind, caller_id, correlation_id, environment, server, tool, action, tool_hash,
       fingerprint, revision, tier, bound, digest, action_digest, groups, quorum, ttl_seconds, expires_at)
     values ($1, $1, $2, 'agent', $2, 'work', 'production', 'Books', 'pay_invoice', 'pay', 'h', 'f', 1, 'low', $3, $4, $1, '{payment}', 1, 600,
       clock_timestamp() + interval '10 minutes')`,
    [id, agentId, bytesFor({ amount: 500, invoice: "R-1" }), DIGEST],
  );
});

describe("A4 narrowing by the reviewer: what would run, before it is approved", () => {
  it("is the stored action with the lowered value, and its digest", async () => {
    const args = { amount: 120, invoice: "R-1" };
    expect(await lowerAction(rita, { id, digest: DIGEST, lowered: lowered("120") })).toEqual({
      arguments: args,
      digest: digestOf(bytesFor(args)),
    });
  });

  it.each(["500", "501", "0", "many"])("refuses %s where 500 was asked: that is no narrowing", async (text) => {
    await expect(lowerAction(rita, { id, digest: DIGEST, lowered: lowered(text) })).rejects.toMatchObject({
      code: "invalid",
    });
  });

  it("refuses whoever may not decide it", async () => {
    await expect(lowerAction(olga, { id, digest: DIGEST, lowered: lowered("120") })).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it("says so when something else waits by now, or nothing does", async () => {
    const other = { id, digest: "0".repeat(64), lowered: lowered("120") };
    await expect(lowerAction(rita, other)).rejects.toMatchObject({ code: "conflict", status: "pending" });
    await sql().query("update approvals set status = 'denied' where id = $1", [id]);
    const late = { id, digest: DIGEST, lowered: lowered("120") };
    await expect(lowerAction(rita, late)).rejects.toMatchObject({ code: "conflict", status: "denied" });
  });
});
