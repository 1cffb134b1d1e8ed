import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { evaluateWithApproval, recordUnrecorded } from "@/lib/approvals";
import { systemContext } from "@/lib/context";
import { sql } from "@/lib/db";
import { type Call, closeDecisionPoint, type DecisionPoint, decisionPoint, isAllowed } from "@/lib/policy";
import { contextAs } from "@/lib/testing/contexts";
import { seedDecidingAgent, seedGrant } from "@/lib/testing/deciding";
import { approveHeld, contextOf, hold, paymentBy, rowOf, seedReviewers } from "@/lib/testing/holding";
import { eventsOf, seedOrganisation } from "@/lib/testing/inventory";
import { testLog } from "@/lib/testing/log";
import { type Machine, seedMachine } from "@/lib/testing/machines";
import { previewSwitch, throwSwitch } from "./index";

testLog();

const sven = contextAs("ciso", { id: "per_sven", now: new Date() });
const reason = "It pays whom it should not";
let point: DecisionPoint;
let machine: Machine;

beforeAll(async () => {
  await seedOrganisation();
  await seedReviewers();
  point = await decisionPoint();
  return closeDecisionPoint;
});
beforeEach(async () => {
  machine = await payer("Stoppable");
});
afterEach(async () => {
  await sql().query("update kill_switches set state = 'lifted' where state = 'active'");
  await sql().query("update decision_control set kill_epoch = kill_epoch + 1");
  await expect.poll(() => point.stopping(paymentBy(machine), [null, point.snapshot.agent(machine.agentId)])).toBeNull();
});

async function payer(name: string): Promise<Machine> {
  const agentId = await seedDecidingAgent({ name: `${name} ${Math.random().toString(36).slice(2)}` });
  await seedGrant(agentId, { tool: "pay_invoice", actions: ["pay"] });
  const made = await seedMachine(agentId);
  await point.catchUp();
  return made;
}

const nameOf = async (id: string) =>
  (await sql().query("select name from agents where id = $1", [id])).rows[0].name as string;
const stop = async (targetKind: "agent" | "tool" | "server" | "everything", target: string) => {
  const confirmation =
    targetKind === "agent" ? await nameOf(target) : targetKind === "everything" ? "stop everything" : target;
  return throwSwitch({ ...sven, now: new Date() }, { targetKind, target, reason, confirmation });
};
const use = (handle: string, call: Call) =>
  evaluateWithApproval(point, contextOf(machine), {
    call,
    caller: { kind: "agent", id: machine.agentId },
    reference: { handle },
    useKey: null,
  });

describe("X1 the kill switch and what waits for approval", () => {
  it.each<["agent" | "tool" | "server" | "everything", () => string]>([
    ["agent", () => machine.agentId],
    ["tool", () => "Books/pay_invoice"],
    ["server", () => "Books"],
    ["everything", () => ""],
  ])(
    "on %s: what waits is cancelled and what was approved withdrawn, in its transaction, and counted before",
    async (kind, target) => {
      const waiting = await hold(machine);
      const approved = await approveHeld(await hold(machine));
      const before = await previewSwitch(sven, { targetKind: kind, target: target() });
      const thrown = await stop(kind, target());
      expect([before.approvals >= 2, thrown.approvals]).toEqual([true, before.approvals]);
      expect(await rowOf(waiting.id)).toMatchObject({
        status: "cancelled",
        statusReason: "killed",
        endedById: "per_sven",
      });
      expect(await rowOf(approved.id)).toMatchObject({ status: "revoked", statusReason: "killed", unrecorded: false });
      expect((await eventsOf(waiting.id)).at(-1)).toMatchObject({ type: "approval.cancelled", actorId: "per_sven" });
      expect((await eventsOf(approved.id)).map(({ type }) => type)).toContain("approval.revoked");
      expect((await eventsOf(thrown.id)).at(-1)?.details).toMatchObject({ approvals: thrown.approvals });
    },
  );

  it("leaves what it does not cover, and what is over", async () => {
    const [other, used] = [await payer("Other"), await approveHeld(await hold(machine))];
    const apart = await hold(other);
    await sql().query("update approvals set status = 'executed' where id = $1", [used.id]);
    expect((await stop("agent", machine.agentId)).approvals).toBe(0);
    expect([(await rowOf(apart.id)).status, (await rowOf(used.id)).status]).toEqual(["pending", "executed"]);
  });

  it("covers what an agent has handed on", async () => {
    const elsewhere = await payer("Elsewhere");
    const call = { ...paymentBy(elsewhere), chain: [machine.agentId] };
    const handed = await hold(elsewhere, call);
    await stop("agent", machine.agentId);
    expect((await rowOf(handed.id)).status).toBe("cancelled");
  });

  it("ends a flood too, and a sweep writes down what the kill itself did not", async () => {
    const one = await hold(machine);
    await sql().query(
      `insert into approvals select (jsonb_populate_record(a, jsonb_build_object('id', 'apr_' || n, 'handle', 'handle ' || n,
         'action_digest', 'digest ' || n))).* from approvals a, generate_series(1, 250) n where a.id = $1`,
      [one.id],
    );
    expect((await stop("agent", machine.agentId)).approvals).toBe(251);
    const left = async () => (await sql().query("select count(*)::int as n from approvals where unrecorded")).rows[0].n;
    expect(await left()).toBe(151);
    await recordUnrecorded(systemContext("worker"));
    expect(await left()).toBe(0);
    const { rows } = await sql().query(
      "select count(distinct target_id)::int as n from audit_events where type = 'approval.cancelled' and agent_id = $1",
      [machine.agentId],
    );
    expect(rows[0].n).toBe(251);
  });

  it("against a use at the same instant: used or withdrawn, never both, and nobody is let through afterwards", async () => {
    for (let round = 0; round < 6; round++) {
      machine = await payer("Racing");
      const call = paymentBy(machine);
      const approved = await approveHeld(await hold(machine, call));
      const [used, thrown] = await Promise.all([use(approved.handle, call), stop("agent", machine.agentId)]);
      const { status } = await rowOf(approved.id);
      if (isAllowed(used.decided)) expect([status, thrown.approvals]).toEqual(["consumed", 0]);
      else expect(["revoked", "failed"]).toContain(status);
      expect(isAllowed((await use(approved.handle, call)).decided)).toBe(false);
    }
  });
});
