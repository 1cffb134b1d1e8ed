import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Context, systemContext } from "@/lib/context";
import { sql } from "@/lib/db";
import { closeDecisionPoint, decisionPoint } from "@/lib/policy";
import { seedAskingAgent, seedPaymentReviewer } from "@/lib/testing/asking";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { approveHeld, contextOf, hold, paymentBy } from "@/lib/testing/holding";
import { eventsOf, seedOrganisation } from "@/lib/testing/inventory";
import type { Machine } from "@/lib/testing/machines";
import { actionIn } from "../binding";
import { decideApproval } from "../deciding/decide-approval";
import { closeApprovalsFeed } from "../live";
import { readMeasures } from "../measures/read-measures";
import { type ApprovalRow, approvalColumns } from "../store";
import { evaluateWithApproval } from "../using/evaluate-with-approval";
import { endCanaries } from "./end-canaries";
import { plantCanaries } from "./plant-canaries";

testDatabase();

let machine: Machine;
beforeAll(async () => {
  await seedOrganisation();
  machine = await seedAskingAgent({ name: "Payer" });
  await seedPaymentReviewer("per_rita");
  const row = await hold(machine);
  await approveHeld(row);
  await sql().query("update approvals set status = 'executed', consumed_at = now(), outcome_at = now()");
});
afterAll(async () => {
  await closeDecisionPoint();
  await closeApprovalsFeed();
});

const wanted = (perWeek: number) => sql().query("update approval_settings set canaries_per_week = $1", [perWeek]);
const MONDAY = Date.UTC(2026, 10, 16, 8);
const at = (minute: number) => systemContext("worker", { now: new Date(MONDAY + minute * 60_000) });
const canaries = async (): Promise<ApprovalRow[]> => {
  const text = `select ${approvalColumns("a")} from approvals a where caller_kind = 'canary' order by id`;
  return (await sql().query<ApprovalRow>(text)).rows;
};

/** Minutes go by until one was planted; several workers go through each. */
async function planted(): Promise<ApprovalRow> {
  await wanted(20);
  const before = (await canaries()).length;
  for (let minute = 0; minute < 2_000; minute++) {
    const workers = await Promise.all([plantCanaries(at(minute)), plantCanaries(at(minute))]);
    if (workers.some(Boolean)) break;
  }
  const all = await canaries();
  expect(all).toHaveLength(before + 1);
  const row = all.find(({ status }) => status === "pending");
  if (!row) throw new Error("nothing was planted");
  return row;
}

const answer = (ctx: Context, { id, digest }: ApprovalRow, said: "approve" | "deny") =>
  decideApproval(ctx, {
    ...{ id, digest, answer: said, opened: [], dwellMillis: 2_000 },
    ...(said === "deny" ? { reason: "wrong_amount" as const } : {}),
  });
const rita = contextAs("reviewer", { id: "per_rita", now: new Date() });

describe("A9 canaries", () => {
  it("are planted nowhere unless the organisation wants them", async () => {
    await wanted(0);
    for (let minute = 0; minute < 20; minute++) expect(await plantCanaries(at(minute))).toBe(0);
    expect(await canaries()).toEqual([]);
  });

  it("look like the agent's usual request with one thing wrong, once however many workers there are", async () => {
    const row = await planted();
    const { agent, server, tool, arguments: args } = actionIn(row.bound);
    expect([agent.id, server, tool, args.amount]).toEqual([machine.agentId, "Books", "pay_invoice", 9_400 * 20]);
    expect(row).toMatchObject({ callerKind: "canary", knownAnswer: "deny", decisionId: null, groups: ["payment"] });
    expect(await eventsOf(row.id)).toEqual([]);
  });

  it("are joined by nobody who asks for the very same", async () => {
    const [row] = await canaries();
    const same = { ...paymentBy(machine), arguments: actionIn(row?.bound ?? Buffer.from("")).arguments };
    const real = await hold(machine, same);
    expect([real.callerKind, real.joined]).toEqual(["agent", 0]);
    await sql().query("delete from approvals where id = $1", [real.id]);
  });

  it("can be used by nobody, and tell at once who let one through; the log says what it was when it is over", async () => {
    const [row] = await canaries();
    if (!row) throw new Error("nothing was planted");
    expect(await answer(rita, row, "approve")).toMatchObject({ canary: "missed" });
    const call = { ...paymentBy(machine), arguments: actionIn(row.bound).arguments };
    const use = {
      call,
      caller: { kind: "agent" as const, id: machine.agentId },
      reference: { handle: row.handle },
      useKey: null,
    };
    const point = await decisionPoint();
    await point.catchUp();
    const { decided, refusal } = await evaluateWithApproval(point, contextOf(machine), use);
    expect(decided.outcome).not.toMatch(/^allow/);
    expect(refusal).not.toBeNull();
    expect(await endCanaries(at(0))).toBe(1);
    expect(await endCanaries(at(0))).toBe(0);
    expect((await canaries())[0]).toMatchObject({ status: "revoked", statusReason: "canary" });
    const ended = (await eventsOf(row.id)).filter(({ type }) => type === "approval.canary_ended");
    expect(ended).toMatchObject([{ details: { knownAnswer: "deny", caught: false, missed: true } }]);
  });

  it("are caught by a no, expire without a word, and are measured apart from requests", async () => {
    await sql().query("delete from approvals where caller_kind = 'canary'");
    expect(await answer(rita, await planted(), "deny")).toMatchObject({ status: "denied", canary: "caught" });
    await endCanaries(at(0));
    await sql().query("update approvals set expires_at = clock_timestamp() where id = $1", [(await planted()).id]);
    expect(await endCanaries(at(0))).toBe(1);
    const ciso = contextAs("ciso", { id: "per_otto", now: new Date() });
    const { canaries: counted, total } = await readMeasures(ciso, {});
    expect(counted).toEqual({ planted: 2, caught: 1, missed: 0, unanswered: 1 });
    expect(total).toBe(1);
  });
});
