import { beforeAll, describe, expect, it } from "vitest";
import {
  ApprovalConflict,
  cancelRequest,
  decideApproval,
  getTask,
  recordUnrecorded,
  sweepApprovals,
} from "@/lib/approvals";
import { systemContext } from "@/lib/context";
import { inSqlTransaction, sql } from "@/lib/db";
import { closeDecisionPoint } from "@/lib/policy";
import { askForPayment, machineContext, seedAskingAgent, seedPaymentReviewer } from "@/lib/testing/asking";
import { contextAs } from "@/lib/testing/contexts";
import { seedPolicy } from "@/lib/testing/deciding";
import { eventsOf, seedOrganisation } from "@/lib/testing/inventory";
import { testLog } from "@/lib/testing/log";
import type { Machine } from "@/lib/testing/machines";
import { requireMoved } from "../guard";
import { moveApproval } from "../store";

testLog();

const worker = () => systemContext("worker");
let machine: Machine;
beforeAll(async () => {
  await seedOrganisation();
  await seedPaymentReviewer("per_rita");
  machine = await seedAskingAgent();
  return closeDecisionPoint;
});

const read = async (id: string) => (await sql().query("select * from approvals where id = $1", [id])).rows[0];
const of = (amount: number) => ({ arguments: { iban: "DE02120300000000202051", amount, currency: "EUR" } });
const approve = (id: string, seconds = 600) =>
  inSqlTransaction((tx) =>
    moveApproval(tx, { id, from: ["pending"], to: "approved", timely: "pending", validSeconds: seconds }),
  );
/** What happened to it, by name, without the asking. */
const endsOf = async (id: string) =>
  (await eventsOf(id))
    .map(({ type }) => type)
    .filter((type) => type !== "approval.requested" && type !== "approval.escalated" && type !== "approval.unattended");

describe("A3 agent suspended, credential revoked, owner gone while pending: cancelled in the same transaction", () => {
  const CHANGES: [string, string, string][] = [
    ["the agent is suspended", "update agents set status = 'suspended' where id = $1", "agent_stopped"],
    ["the agent is decommissioned", "update agents set status = 'decommissioned' where id = $1", "agent_stopped"],
    [
      "nobody answers for it",
      "update agents set owner_id = null, governance_since = now() where id = $1",
      "owner_gone",
    ],
    ["its credential is revoked", "update credentials set state = 'revoked' where agent_id = $1", "credential_ended"],
    ["its credential expires", "update credentials set state = 'expired' where agent_id = $1", "credential_ended"],
    ["its instance is stopped", "update agent_instances set state = 'stopped' where agent_id = $1", "instance_stopped"],
  ];
  it.each(CHANGES)("%s", async (_, change, why) => {
    const asking = await seedAskingAgent();
    const [waiting, approved] = [await askForPayment(asking, of(1)), await askForPayment(asking, of(2))];
    await approve(approved.id);
    await inSqlTransaction(async (tx) => {
      await tx.query(change, [asking.agentId]);
      // Not the sweep, nor a commit: whoever looks within this transaction sees it already.
      const { rows } = await tx.query("select status, status_reason from approvals where agent_id = $1 order by id", [
        asking.agentId,
      ]);
      expect(rows).toEqual([
        { status: "cancelled", status_reason: why },
        { status: "revoked", status_reason: why },
      ]);
    });
    await recordUnrecorded(worker());
    expect([await endsOf(waiting.id), await endsOf(approved.id)]).toEqual([
      ["approval.cancelled"],
      ["approval.revoked"],
    ]);
    expect((await eventsOf(waiting.id)).at(-1)?.details).toMatchObject({ why });
  });

  it("and nothing happened to it where that change is rolled back", async () => {
    const asking = await seedAskingAgent();
    const { id } = await askForPayment(asking);
    const rolledBack = inSqlTransaction(async (tx) => {
      await tx.query("update agents set status = 'suspended' where id = $1", [asking.agentId]);
      throw new Error("and back");
    });
    await expect(rolledBack).rejects.toThrow("and back");
    expect((await read(id)).status).toBe("pending");
  });
});

describe("A3 superseded: what was asked under another version is asked anew", () => {
  it.each<[string, string, string]>([
    [
      "the agent has a new version",
      "update agents set fingerprint = 'sha256:new', revision = revision + 1 where id = $1",
      "agent_changed",
    ],
    [
      "its tool was accepted anew",
      "update agent_tools set accepted_hash = 'other' where agent_id = $1 and name = 'pay_invoice'",
      "tool_changed",
    ],
    [
      "its tool is in quarantine",
      "update agent_tools set state = 'quarantined' where agent_id = $1 and name = 'pay_invoice'",
      "tool_changed",
    ],
  ])("%s", async (_, change, why) => {
    const asking = await seedAskingAgent();
    const [waiting, approved] = [await askForPayment(asking, of(1)), await askForPayment(asking, of(2))];
    await approve(approved.id);
    await sql().query(change, [asking.agentId]);
    expect(await read(waiting.id)).toMatchObject({ status: "superseded", status_reason: why });
    // What was approved stays as it is, and is refused at its use: the genuine approval is not burned.
    expect((await read(approved.id)).status).toBe("approved");
    await sweepApprovals(worker());
    expect(await endsOf(waiting.id)).toEqual(["approval.superseded"]);
  });

  it("the policy that asked has a new version, and no other policy's requests are touched", async () => {
    const policy = await seedPolicy(
      `@id("big")\n@stepup("payment")\nforbid (principal, action, resource) when { false };`,
    );
    const [mine, others] = [await askForPayment(machine, of(31)), await askForPayment(machine, of(32))];
    await sql().query("update approvals set policies = array[$2] where id = $1", [mine.id, `${policy}#big@1`]);
    await sql().query("update policies set description = 'touched' where id = $1", [policy]);
    expect((await read(mine.id)).status).toBe("pending");
    await sql().query("update policies set published = 2 where id = $1", [policy]);
    expect(await read(mine.id)).toMatchObject({ status: "superseded", status_reason: "policy_changed" });
    expect((await read(others.id)).status).toBe("pending");
  });
});

describe("A6 timeout is its own outcome", () => {
  it("ends by the clock before anybody swept, and is written down once by two workers", async () => {
    const ids: string[] = [];
    for (let amount = 100; amount < 105; amount += 1) ids.push((await askForPayment(machine, of(amount))).id);
    await sql().query("update approvals set expires_at = clock_timestamp() where id = any($1)", [ids]);
    const late = await approve(ids[0] as string);
    expect(late).toBeNull();
    await Promise.all([sweepApprovals(worker()), sweepApprovals(worker())]);
    for (const id of ids) {
      expect(await read(id)).toMatchObject({ status: "expired", status_reason: "time" });
      expect(await endsOf(id)).toEqual(["approval.expired"]);
    }
  });

  it("is lapsed where it was approved and not used, and unknown where nobody says what came of it", async () => {
    const [unused, silent] = [await askForPayment(machine, of(41)), await askForPayment(machine, of(42))];
    for (const { id } of [unused, silent]) await approve(id);
    await sql().query("update approvals set approved_until = clock_timestamp() where id = $1", [unused.id]);
    const use = (id: string) =>
      inSqlTransaction((tx) => moveApproval(tx, { id, from: ["approved"], to: "consumed", timely: "approved" }));
    expect(await use(unused.id)).toBeNull();
    expect((await use(silent.id))?.status).toBe("consumed");
    await sql().query("update approvals set consumed_at = consumed_at - interval '1 hour' where id = $1", [silent.id]);
    await sweepApprovals(worker());
    expect([(await read(unused.id)).status, (await read(silent.id)).status]).toEqual(["lapsed", "unknown"]);
    expect([await endsOf(unused.id), await endsOf(silent.id)]).toEqual([
      ["approval.lapsed"],
      ["approval.outcome_unknown"],
    ]);
  });
});

describe("A6 approve / deny / expire / cancel at the same instant: one winner, all told the recorded state", () => {
  const rita = contextAs("reviewer", { id: "per_rita", now: new Date() });
  const answer = (id: string, digest: string, said: "approve" | "deny") =>
    decideApproval(rita, {
      ...{ id, digest, answer: said, opened: [], dwellMillis: 5_000 },
      ...(said === "deny" && { reason: "not_now" as const }),
    });
  const expire = (id: string) =>
    inSqlTransaction(async (tx) => {
      const row = await moveApproval(tx, { id, from: ["pending"], to: "expired", reason: "time", timely: null });
      return requireMoved(tx, row, id);
    });

  it("of each in 25 rounds", async () => {
    for (let round = 0; round < 25; round += 1) {
      const { id, handle, caller } = await askForPayment(machine, of(1_000 + round));
      const { digest } = await read(id);
      const contenders = [
        () => answer(id, digest, "approve"),
        () => answer(id, digest, "deny"),
        () => expire(id),
        () => cancelRequest(machineContext(machine), { handle, caller }),
      ];
      // Each is first to be started in its turn.
      const started = contenders.map((_, at) => contenders[(at + round) % contenders.length]?.());
      const told = await Promise.allSettled(started);
      expect(told.filter(({ status }) => status === "fulfilled").length).toBe(1);
      const { status } = await read(id);
      for (const one of told) {
        if (one.status === "fulfilled") continue;
        const recorded =
          one.reason instanceof ApprovalConflict ? one.reason.status : one.reason.more["urn:countersign:status"];
        expect(recorded).toBe(status);
      }
      expect((await getTask(machineContext(machine), { handle, caller })).status).toBe(status);
    }
  });
});
