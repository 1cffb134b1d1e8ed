import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeApprovalsFeed } from "@/lib/approvals";
import type { Context } from "@/lib/context";
import { db, sql } from "@/lib/db";
import { newId } from "@/lib/ids";
import { closeDecisionPoint } from "@/lib/policy";
import { askForPayment, seedAskingAgent, seedPaymentReviewer } from "@/lib/testing/asking";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { seedOrganisation } from "@/lib/testing/inventory";
import type { Machine } from "@/lib/testing/machines";
import { inbox, inboxCount } from "./index";

testDatabase();

const now = new Date();
const later = (seconds: number) => new Date(now.getTime() + seconds * 1_000);
const as = (role: Parameters<typeof contextAs>[0], id: string) => contextAs(role, { id, now });
let machine: Machine;

beforeAll(async () => {
  await seedOrganisation();
  machine = await seedAskingAgent({ name: "Payer" });
});
afterAll(async () => {
  await closeDecisionPoint();
  await closeApprovalsFeed();
});

const KINDS = ["after_review", "unknown_outcome", "asking_stopped", "standing_proposed", "delegating"];
const of = async (ctx: Context, kinds = KINDS) =>
  (await inbox(ctx)).items.filter(({ kind }) => kinds.includes(kind)).map(({ title, href }) => [title, href]);
const change = (text: string, values: unknown[]) => sql().query(text, values);

describe("D2 approvals in the inbox", () => {
  it("tells compliance of a request that nobody may decide, and reviewers of what waits for them, until it is over", async () => {
    const { id } = await askForPayment(machine);
    const nobody = { title: "Nobody may decide what Payer asks", href: `/approvals/${id}`, severity: "alert" };
    expect((await inbox(as("compliance", "per_cora"))).items).toContainEqual(expect.objectContaining(nobody));
    await seedPaymentReviewer("per_rita");
    const waits = [["1 request waits for your decision", "/approvals"]];
    expect(await of(as("compliance", "per_cora"), ["approval_nobody"])).toEqual([]);
    expect(await of(as("reviewer", "per_rita"), ["approvals"])).toEqual(waits);
    expect(await of(as("reviewer", "per_otto"), ["approvals"])).toEqual([]);
    await change("update approvals set expires_at = clock_timestamp() where id = $1", [id]);
    expect(await of(as("reviewer", "per_rita"), ["approvals"])).toEqual([]);
  });

  it("asks compliance and the CISO to review a broken glass, and never who broke it or answers for the agent", async () => {
    const { id } = await askForPayment(machine, { arguments: { iban: "DE1", amount: 1 } });
    await change("update approvals set status = 'approved', break_glass = true, decided_at = now() where id = $1", [
      id,
    ]);
    const vote =
      "insert into approval_votes (approval_id, person_id, answer, digest, groups, capacity) values ($1, $2, 'approve', 'd', '{}', 'break_glass')";
    await change(vote, [id, "per_otto"]);
    const asked = [["Review the emergency approval for Payer", `/approvals/${id}`]];
    expect(await of(as("compliance", "per_cora"))).toEqual(asked);
    expect(await of(as("ciso", "per_rita"))).toEqual(asked);
    expect(await of(as("ciso", "per_otto"))).toEqual([]);
    expect(await of(as("compliance", "per_olga"))).toEqual([]);
    expect(await of(as("reviewer", "per_rita"))).toEqual([]);
    await change("update approvals set reviewed_at = now() where id = $1", [id]);
    expect(await of(as("compliance", "per_cora"))).toEqual([]);
  });

  it("asks the owner and compliance to find out what came of an approval that nobody reported on", async () => {
    const { id } = await askForPayment(machine, { arguments: { iban: "DE2", amount: 2 } });
    await change("update approvals set status = 'unknown', consumed_at = now() where id = $1", [id]);
    const asked = [["Find out whether Payer did what was approved", `/approvals/${id}`]];
    expect(await of(as("owner", "per_olga"))).toEqual(asked);
    expect(await of(as("compliance", "per_cora"))).toEqual(asked);
    expect(await of(as("owner", "per_rita"))).toEqual([]);
    expect(await of(as("auditor", "per_rita"))).toEqual([]);
    await change("update approvals set status = 'executed' where id = $1", [id]);
  });

  it("tells of agents that may not ask any more those who may lift it: of a high tier not its owner", async () => {
    await change("insert into asking_stops (id, agent_id, pending) values ('ask_1', $1, 21)", [machine.agentId]);
    const asked = [["Payer may not ask for approval any more", "/settings/approvals"]];
    expect(await of(as("compliance", "per_cora"))).toEqual(asked);
    expect(await of(as("owner", "per_olga"))).toEqual(asked);
    await db().agent.update({ where: { id: machine.agentId }, data: { tier: "high" } });
    expect(await of(as("owner", "per_olga"))).toEqual([]);
    expect(await of(as("compliance", "per_cora"))).toEqual(asked);
    await change("update asking_stops set lifted_at = now()", []);
    expect(await of(as("compliance", "per_cora"))).toEqual([]);
  });

  it("asks a second person of the group about a standing approval, never who proposed it", async () => {
    await seedPaymentReviewer("per_otto");
    const id = newId("std");
    const bound = { toolHash: "h", fingerprint: "f", policies: [], tier: "low", groups: ["payment"], maxUses: 5 };
    const proposed = {
      reason: "Often",
      fromId: "apr_x",
      proposedById: "per_otto",
      proposedAt: now,
      expiresAt: later(60),
    };
    await db().standingApproval.create({
      data: { id, agentId: machine.agentId, server: "Books", tool: "pay_invoice", ...bound, ...proposed },
    });
    expect(await of(as("reviewer", "per_rita"))).toEqual([["Give Payer a standing approval?", "/approvals/standing"]]);
    expect(await of(as("reviewer", "per_otto"))).toEqual([]);
    expect(await of(as("reviewer", "per_sven"))).toEqual([]);
    await db().standingApproval.update({ where: { id }, data: { expiresAt: now } });
    expect(await of(as("reviewer", "per_rita"))).toEqual([]);
  });

  it("says for whom somebody stands in, and until when", async () => {
    const away = { personId: "per_rita", delegateId: "per_sven", createdById: "per_rita", createdAt: now };
    const until = later(3_600);
    await db().absence.create({ data: { id: newId("abs"), ...away, fromAt: later(-60), untilAt: until } });
    const { items } = await inbox(as("reviewer", "per_sven"));
    expect(items.filter(({ kind }) => kind === "delegating")).toMatchObject([
      { title: "You stand in for Rita Test", dueAt: until },
    ]);
    await db().absence.updateMany({ data: { endedAt: now } });
    expect(await of(as("reviewer", "per_sven"))).toEqual([]);
  });

  it("counts what it lists, the queue aside, which is counted beside Approvals", async () => {
    await askForPayment(machine, { arguments: { iban: "DE3", amount: 3 } });
    for (const ctx of [as("compliance", "per_cora"), as("owner", "per_olga"), as("reviewer", "per_otto")]) {
      const { items } = await inbox(ctx);
      const queued = items.filter(({ kind }) => kind === "approvals" || kind === "approval_nobody");
      expect(await inboxCount(ctx)).toBe(items.length - queued.length);
    }
  });
});
