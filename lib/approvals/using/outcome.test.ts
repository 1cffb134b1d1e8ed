import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sql } from "@/lib/db";
import { type Call, closeDecisionPoint, type DecisionPoint, decisionPoint } from "@/lib/policy";
import { contextAs } from "@/lib/testing/contexts";
import { seedDecidingAgent, seedGrant } from "@/lib/testing/deciding";
import { approveHeld, callerOf, contextOf, hold, paymentBy, rowOf, seedReviewers } from "@/lib/testing/holding";
import { eventsOf, seedOrganisation } from "@/lib/testing/inventory";
import { testLog } from "@/lib/testing/log";
import { type Machine, seedMachine } from "@/lib/testing/machines";
import type { ApprovalRow } from "../store";
import { evaluateWithApproval } from "./evaluate-with-approval";
import { type Report, reportOutcome } from "./report-outcome";
import { resolveUnknown } from "./resolve-unknown";

testLog();

let point: DecisionPoint;
let machine: Machine;
let call: Call;
let approved: ApprovalRow;
const cora = contextAs("compliance", { id: "per_cora" });
const olga = contextAs("owner", { id: "per_olga", teamId: "tem_a" });

beforeAll(async () => {
  await seedOrganisation();
  await seedReviewers();
  point = await decisionPoint();
  const agentId = await seedDecidingAgent();
  await seedGrant(agentId, { tool: "pay_invoice", actions: ["pay"] });
  machine = await seedMachine(agentId);
  await point.catchUp();
  return closeDecisionPoint;
});
beforeEach(async () => {
  call = paymentBy(machine);
  approved = await approveHeld(await hold(machine, call));
});

const use = () =>
  evaluateWithApproval(point, contextOf(machine), {
    call,
    caller: { kind: "agent", id: machine.agentId },
    reference: approved,
    useKey: null,
  });
const report = (over: Partial<Report> = {}) => {
  const told = { handle: approved.handle, outcome: "executed", receipt: { reference: "TX-1" }, ...over } as const;
  return reportOutcome(contextOf(machine), { caller: callerOf(machine), ...told });
};
const lost = async () => {
  await use();
  await sql().query("update approvals set consumed_at = clock_timestamp() - interval '1 hour' where id = $1", [
    approved.id,
  ]);
};

describe("A6 what came of a use", () => {
  it("is told once, with a receipt whose secrets are masked, and the log has its digest alone", async () => {
    await use();
    const receipt = { reference: "TX-1", note: "<b>paid</b>", api_key: "sk-live-1234567890abcdef1234" };
    expect(await report({ receipt, digest: approved.digest })).toMatchObject({ status: "executed" });
    expect(await rowOf(approved.id)).toMatchObject({
      status: "executed",
      receipt: { ...receipt, api_key: "[masked: secret]" },
    });
    const last = (await eventsOf(approved.id)).find(({ type }) => type === "approval.executed");
    expect(last?.details).toMatchObject({
      digest: approved.digest,
      receiptDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(JSON.stringify(last)).not.toContain("TX-1");
  });

  it("gives the same report the same answer, and another one the recorded state", async () => {
    await use();
    await report();
    expect(await report()).toMatchObject({ status: "executed" });
    await expect(report({ receipt: { reference: "TX-2" } })).rejects.toMatchObject({
      code: "conflict",
      status: "executed",
    });
    await expect(report({ outcome: "failed" })).rejects.toMatchObject({ code: "conflict", status: "executed" });
    expect((await eventsOf(approved.id)).filter(({ type }) => type === "approval.executed")).toHaveLength(1);
  });

  it("of two that say different things at once one is kept, and the other told", async () => {
    await use();
    const both = await Promise.allSettled([report(), report({ outcome: "failed" })]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const lostRace = both.find((one) => one.status === "rejected");
    expect(lostRace?.reason).toMatchObject({ code: "conflict", status: (await rowOf(approved.id)).status });
  });

  it("is not told of what was not used, nor of other bytes, nor in more than 16 kB", async () => {
    await expect(report()).rejects.toMatchObject({ code: "conflict", status: "approved" });
    await use();
    await expect(report({ digest: "0".repeat(64) })).rejects.toMatchObject({ code: "conflict" });
    await expect(report({ receipt: "x".repeat(17_000) })).rejects.toMatchObject({ code: "too_large" });
    expect((await rowOf(approved.id)).status).toBe("consumed");
  });

  it("is told by whoever used it: to another agent there is no such request", async () => {
    await use();
    const stranger = await seedMachine(await seedDecidingAgent());
    await expect(report({ caller: callerOf(stranger) })).rejects.toMatchObject({ problem: "unknown_task" });
  });
});

describe("crash between consume and result: unknown, shown until someone resolves it", () => {
  it("is unknown by the clock; who used it may still tell", async () => {
    await lost();
    expect(await report({ outcome: "failed", receipt: null })).toMatchObject({ status: "failed" });
  });

  it("is resolved by compliance or the owner with a note, once", async () => {
    await lost();
    const resolved = await resolveUnknown(cora, {
      id: approved.id,
      outcome: "executed",
      note: "Stands in the bank's list.",
    });
    expect(resolved.status).toBe("executed");
    await expect(
      resolveUnknown(olga, { id: approved.id, outcome: "failed", note: "It does not stand there." }),
    ).rejects.toMatchObject({ code: "conflict", status: "executed" });
    const event = (await eventsOf(approved.id)).find(({ type }) => type === "approval.resolved");
    expect(event).toMatchObject({
      actorId: "per_cora",
      details: { outcome: "executed", note: "Stands in the bank's list." },
    });
  });

  it("is not resolved before it is unknown, nor without a note", async () => {
    await use();
    const input = { id: approved.id, outcome: "executed", note: "Stands in the bank's list." } as const;
    await expect(resolveUnknown(olga, input)).rejects.toMatchObject({ code: "conflict", status: "consumed" });
    await expect(resolveUnknown(olga, { ...input, note: "yes" })).rejects.toMatchObject({ code: "invalid" });
  });

  it.each([
    ["a reviewer", contextAs("reviewer", { id: "per_rita" }), "forbidden"],
    ["an owner of other agents", contextAs("owner", { id: "per_otto", teamId: "tem_a" }), "not_found"],
  ])("is not resolved by %s", async (_who, ctx, code) => {
    await lost();
    const input = { id: approved.id, outcome: "executed", note: "Stands in the bank's list." } as const;
    await expect(resolveUnknown(ctx, input)).rejects.toMatchObject({ code });
  });
});
