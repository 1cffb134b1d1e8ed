import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sql } from "@/lib/db";
import {
  type Call,
  closeDecisionPoint,
  type DecisionCaller,
  type DecisionPoint,
  decisionPoint,
  isAllowed,
} from "@/lib/policy";
import { onConnection } from "@/lib/testing/database";
import { seedDecidingAgent, seedGrant, seedPolicy } from "@/lib/testing/deciding";
import { approveHeld, contextOf, hold, otherArguments, paymentBy, rowOf, seedReviewers } from "@/lib/testing/holding";
import { eventsOf, seedOrganisation } from "@/lib/testing/inventory";
import { testLog } from "@/lib/testing/log";
import { type Machine, seedMachine } from "@/lib/testing/machines";
import { actionIn, bytesOf, digestOf } from "../binding";
import { type ApprovalRow, moveApproval } from "../store";
import { evaluateWithApproval } from "./evaluate-with-approval";

testLog();

let point: DecisionPoint;
let machine: Machine;
let call: Call;

beforeAll(async () => {
  await seedOrganisation();
  await seedReviewers();
  point = await decisionPoint();
  return closeDecisionPoint;
});

beforeEach(async () => {
  machine = await payer();
  call = paymentBy(machine);
});

async function payer(): Promise<Machine> {
  const agentId = await seedDecidingAgent();
  await seedGrant(agentId, { tool: "pay_invoice", actions: ["pay"] });
  const made = await seedMachine(agentId);
  await point.catchUp();
  return made;
}

interface Using {
  call?: Call;
  caller?: DecisionCaller;
  useKey?: string | null;
  as?: Machine;
}

async function use({ handle }: Pick<ApprovalRow, "handle">, over: Using = {}) {
  const { call: asked = call, as = machine, useKey = null } = over;
  const { caller = { kind: "agent", id: as.agentId } } = over;
  return evaluateWithApproval(point, contextOf(as), { call: asked, caller, reference: { handle }, useKey });
}

const changed = async (text: string, values: unknown[]) => {
  await sql().query(text, values);
  await point.catchUp();
};
const typesOf = async (id: string) => (await eventsOf(id)).map(({ type }) => type);

describe("A6 an approval is used", () => {
  it("once, in the transaction that records the decision, by whom it was asked for", async () => {
    const approved = await approveHeld(await hold(machine, call));
    const { decided, approval, refusal, nextAction } = await use(approved, { useKey: "one" });
    expect(decided).toMatchObject({ outcome: "allow", reason: "approved", approval: { personIds: ["per_rita"] } });
    expect([approval?.handle, refusal, nextAction]).toEqual([approved.handle, null, null]);
    expect(await rowOf(approved.id)).toMatchObject({ status: "consumed", usedDecisionId: decided.id, useKey: "one" });
    const { rows } = await sql().query("select approval_id as id from decisions where id = $1", [decided.id]);
    expect(rows).toEqual([{ id: approved.id }]);
    expect((await eventsOf(decided.id)).map(({ type }) => type)).toEqual(["decision.made"]);
    expect(await typesOf(approved.id)).toContain("approval.consumed");
  });

  it("with what the tool's policy asks beside it: what nobody granted stays denied, and the approval unburned", async () => {
    const approved = await approveHeld(await hold(machine, call));
    await changed("update entitlements set state = 'revoked' where agent_id = $1", [machine.agentId]);
    const { decided, refusal, nextAction } = await use(approved);
    expect([decided.outcome, decided.reason, refusal, nextAction]).toEqual([
      "deny",
      "not_granted",
      "policy_denied",
      "none",
    ]);
    expect((await rowOf(approved.id)).status).toBe("approved");
  });

  it("not before anybody has answered, and then it is told to wait", async () => {
    const waiting = await hold(machine, call);
    expect(await use(waiting)).toMatchObject({
      refusal: "grant_pending",
      nextAction: "retry",
      decided: { outcome: "deny" },
    });
    expect(await typesOf(waiting.id)).not.toContain("approval.refused_use");
  });
});

describe("replay, two consumers at once: one wins; the other gets already_consumed", () => {
  it("one after the other", async () => {
    const approved = await approveHeld(await hold(machine, call));
    await use(approved);
    expect(await use(approved)).toMatchObject({
      refusal: "already_consumed",
      nextAction: "none",
      decided: { outcome: "deny" },
    });
  });

  it("twenty at the same instant", async () => {
    const approved = await approveHeld(await hold(machine, call));
    const all = await Promise.all(Array.from({ length: 20 }, (_, at) => use(approved, { useKey: `key ${at}` })));
    expect(all.filter(({ decided }) => isAllowed(decided))).toHaveLength(1);
    expect(all.flatMap(({ refusal }) => refusal ?? [])).toEqual(Array.from({ length: 19 }, () => "already_consumed"));
    expect((await typesOf(approved.id)).filter((type) => type === "approval.consumed")).toHaveLength(1);
  });

  it("against whoever withdraws it: exactly one of the two happens", async () => {
    for (let round = 0; round < 10; round++) {
      const asked = paymentBy(machine);
      const approved = await approveHeld(await hold(machine, asked));
      const withdraw = onConnection((client) =>
        moveApproval(client, { id: approved.id, from: ["approved"], to: "revoked", timely: "approved" }),
      );
      const [used, withdrawn] = await Promise.all([use(approved, { call: asked }), withdraw]);
      expect([isAllowed(used.decided), withdrawn !== null].filter(Boolean)).toHaveLength(1);
      expect((await rowOf(approved.id)).status).toBe(withdrawn ? "revoked" : "consumed");
      if (withdrawn) expect(used.refusal).toBe("revoked");
    }
  });
});

describe("payload, tool schema, policy or agent version changed after approval: refuse, keep the genuine approval unburned, record, alert", () => {
  const DIFFERENT: [string, () => Call][] = [
    ["one cent more", () => otherArguments(call, { amount: 9400.01 })],
    ["another recipient", () => otherArguments(call, { iban: "DE02120300000000202052" })],
    ["one argument more", () => otherArguments(call, { note: "thanks" })],
    ["another person", () => ({ ...call, workflow: { ...call.workflow, personId: "per_gone" } })],
    ["a resource beside", () => ({ ...call, resourceIds: ["res_vault"] })],
  ];

  it.each(DIFFERENT)("payload: %s", async (_what, other) => {
    const approved = await approveHeld(await hold(machine, call));
    const { refusal, nextAction, decided } = await use(approved, { call: other() });
    expect([refusal, nextAction, decided.reason]).toEqual(["out_of_scope", "request", "approval_refused"]);
    expect(isAllowed(decided)).toBe(false);
    expect(await typesOf(approved.id)).toContain("approval.tampered_use");
    const { rows } = await sql().query(
      "select person_id from notices where kind = 'approval_tampered' and agent_id = $1",
      [machine.agentId],
    );
    expect(rows).toEqual([{ person_id: "per_olga" }]);
    expect(isAllowed((await use(approved)).decided)).toBe(true);
  });

  it.each<[string, string, string]>([
    [
      "tool schema",
      "superseded_tool",
      "update agent_tools set accepted_hash = 'other' where agent_id = $1 and name = 'pay_invoice'",
    ],
    ["agent version", "superseded_agent", "update agents set fingerprint = 'other' where id = $1"],
    ["tier", "superseded_agent", "update agents set tier = 'moderate' where id = $1"],
    ["wrong environment", "wrong_environment", "update agents set environment = 'staging' where id = $1"],
  ])("%s", async (_what, expected, change) => {
    const approved = await approveHeld(await hold(machine, call));
    await changed(change, [machine.agentId]);
    const { refusal, decided } = await use(approved);
    expect([refusal, isAllowed(decided)]).toEqual([expected, false]);
    expect((await rowOf(approved.id)).status).toBe("approved");
    expect(await typesOf(approved.id)).toContain("approval.refused_use");
  });

  it("policy: another version of the one that asked, and one more that asks", async () => {
    const text = (extra: string) => `@stepup("payment") @quorum("1") @ttl("15m") @reason("Ours")
      forbid (principal == Agent::"${machine.agentId}", action == Action::"pay", resource)
      unless { context has approval && context.approval.groups.contains("payment")${extra} };`;
    const approved = await approveHeld(await hold(machine, call));
    const policyId = await seedPolicy(text(""));
    await point.catchUp();
    expect((await use(approved)).refusal).toBe("out_of_scope");

    const other = paymentBy(machine);
    const under = await approveHeld(await hold(machine, other));
    await sql().query("update policy_versions set state = 'superseded' where policy_id = $1", [policyId]);
    await sql().query(
      `insert into policy_versions (policy_id, number, text, state, created_at, published_at) values ($1, 2, $2, 'published', now(), now())`,
      [policyId, text(" && context.approval.count >= 1")],
    );
    await sql().query("update policies set published = 2 where id = $1", [policyId]);
    await changed("update decision_control set policy_epoch = policy_epoch + 1", []);
    expect((await use(under, { call: other })).refusal).toBe("superseded_policy");
    expect((await rowOf(under.id)).status).toBe("approved");
  });

  it("credential: asked for with one, used with another", async () => {
    const approved = await approveHeld(await hold(machine, call));
    const second = await seedMachine(machine.agentId);
    expect((await use(approved, { call: { ...call, credentialId: second.credentialId } })).refusal).toBe(
      "credential_changed",
    );
  });
});

describe("an approval id alone is worth nothing", () => {
  it("to another agent, which learns no more than of one that does not exist, while people are alerted", async () => {
    const approved = await approveHeld(await hold(machine, call));
    const thief = await payer();
    const stolen = await use(approved, { as: thief, call: { ...call, agentId: thief.agentId } });
    const none = await use({ handle: "there is none" }, { as: thief, call: paymentBy(thief) });
    for (const { refusal, nextAction, approval, decided } of [stolen, none]) {
      expect([refusal, nextAction, approval, decided.approval?.id]).toEqual([
        "approval_unverifiable",
        "none",
        null,
        null,
      ]);
    }
    expect(await typesOf(approved.id)).toContain("approval.tampered_use");
    expect((await rowOf(approved.id)).status).toBe("approved");
  });

  it("to a gateway that has not asked for it, nor to a person", async () => {
    const approved = await approveHeld(await hold(machine, call));
    for (const caller of [
      { kind: "gateway", id: (await payer()).agentId },
      { kind: "person", id: "per_olga" },
    ] as const) {
      expect((await use(approved, { caller })).refusal).toBe("approval_unverifiable");
    }
  });

  it("when it was made up to test the review", async () => {
    const approved = await approveHeld(await hold(machine, call));
    await sql().query("update approvals set caller_kind = 'canary' where id = $1", [approved.id]);
    expect((await use(approved)).refusal).toBe("approval_unverifiable");
  });

  it("swapped with another of the same agent", async () => {
    const other = paymentBy(machine);
    const [first, second] = [
      await approveHeld(await hold(machine, call)),
      await approveHeld(await hold(machine, other)),
    ];
    expect((await use(first, { call: other })).refusal).toBe("out_of_scope");
    expect((await use(second)).refusal).toBe("out_of_scope");
    expect(isAllowed((await use(second, { call: other })).decided)).toBe(true);
  });
});

describe("approved in time, used late: refused at use; state lapsed", () => {
  it("whatever the sweep has done so far, and it can be asked for anew", async () => {
    const approved = await approveHeld(await hold(machine, call));
    await sql().query(
      "update approvals set approved_until = clock_timestamp() - interval '1 millisecond' where id = $1",
      [approved.id],
    );
    const { refusal, nextAction, decided } = await use(approved);
    expect([refusal, nextAction, decided.outcome]).toEqual(["approval_expired", "request", "step_up"]);
    const { rows } = await sql().query("select asked_digest is not null as asked from decisions where id = $1", [
      decided.id,
    ]);
    expect(rows).toEqual([{ asked: true }]);
  });

  it("and one that was withdrawn, cancelled, denied or superseded says so", async () => {
    for (const [status, refusal] of [
      ["revoked", "revoked"],
      ["cancelled", "cancelled"],
      ["denied", "denied"],
      ["expired", "approval_expired"],
      ["superseded", "superseded_policy"],
    ] as const) {
      const row = await hold(machine, call);
      await sql().query("update approvals set status = $2 where id = $1", [row.id, status]);
      expect((await use(row)).refusal, status).toBe(refusal);
    }
  });
});

describe("reviewer lost the role: checked at the click and again at use", () => {
  it.each([
    [
      "left",
      "update people set status = 'deactivated' where id = 'per_rita'",
      "update people set status = 'active' where id = 'per_rita'",
    ],
    [
      "lost the role",
      "update role_grants set role = 'auditor' where person_id = 'per_rita'",
      "update role_grants set role = 'reviewer' where person_id = 'per_rita'",
    ],
  ])("whose approver has %s is not enough", async (_what, take, giveBack) => {
    const approved = await approveHeld(await hold(machine, call));
    await changed(take, []);
    const { refusal, nextAction } = await use(approved);
    await changed(giveBack, []);
    expect([refusal, nextAction]).toEqual(["votes_lapsed", "request"]);
    expect(isAllowed((await use(approved)).decided)).toBe(true);
  });

  it("self-approval: the owner's vote does not count at use either", async () => {
    const approved = await approveHeld(await hold(machine, call));
    await changed("update agents set owner_id = 'per_rita' where id = $1", [machine.agentId]);
    expect((await use(approved)).refusal).toBe("votes_lapsed");
  });
});

describe("crash between consume and result: retry only with the same idempotency key", () => {
  it("gives the recorded answer again for the same call of the same caller, and nobody a second use", async () => {
    const approved = await approveHeld(await hold(machine, call));
    const first = await use(approved, { useKey: "k" });
    const again = await use(approved, { useKey: "k" });
    expect(again.decided).toMatchObject({ id: first.decided.id, eventId: first.decided.eventId, outcome: "allow" });
    expect(again.refusal).toBeNull();
    expect((await use(approved, { useKey: "other" })).refusal).toBe("already_consumed");
    expect((await use(approved, { useKey: null })).refusal).toBe("already_consumed");
    expect((await use(approved, { useKey: "k", call: otherArguments(call, { amount: 1 }) })).refusal).toBe(
      "already_consumed",
    );
    await sql().query("update approvals set approved_until = clock_timestamp() where id = $1", [approved.id]);
    expect((await use(approved, { useKey: "k" })).refusal).toBe("already_consumed");
  });
});

describe("narrowing by the reviewer: the agent is told the effective arguments", () => {
  it("and runs them, while what it had asked for is refused", async () => {
    const row = await hold(machine, call);
    const bytes = bytesOf({ ...actionIn(row.bound), arguments: { ...call.arguments, amount: 100 } });
    const approved = await approveHeld(row, { narrowed: { bytes, digest: digestOf(bytes) } });
    const refused = await use(approved);
    expect([refused.refusal, refused.approval?.effectiveArguments?.amount]).toEqual(["narrowed", 100]);
    expect((await use(approved, { call: otherArguments(call, { amount: 99 }) })).refusal).toBe("out_of_scope");
    const used = await use(approved, { call: otherArguments(call, { amount: 100 }) });
    expect([isAllowed(used.decided), used.approval?.effectiveArguments?.amount]).toEqual([true, 100]);
  });
});

describe("X1 a kill switch and a use at the same time", () => {
  const kill = async () => {
    await sql().query(
      `with raised as (update decision_control set kill_epoch = kill_epoch + 1 returning kill_epoch)
       insert into kill_switches (id, epoch, target_kind, target, reason, thrown_at) select 'kil_' || kill_epoch, kill_epoch, 'agent', $1, 'Test', now() from raised`,
      [machine.agentId],
    );
    await expect
      .poll(() => point.stopping(call, [point.snapshot.agent(machine.agentId)]), { timeout: 5_000 })
      .not.toBeNull();
  };

  it("thrown before, it denies and leaves the approval as it is", async () => {
    const approved = await approveHeld(await hold(machine, call));
    await kill();
    const { decided, refusal, nextAction } = await use(approved);
    expect([decided.reason, refusal, nextAction]).toEqual(["killed", "policy_denied", "none"]);
    expect((await rowOf(approved.id)).status).toBe("approved");
  });

  it("thrown while the use is being recorded, it still denies: used up, and told as failed, for nothing ran", async () => {
    const approved = await approveHeld(await hold(machine, call));
    // The use has taken the call in hand, and waits for the row.
    const waits = async () => {
      const text = "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
      return (await sql().query(text)).rowCount;
    };
    const { decided, refusal } = await onConnection(async (client) => {
      await client.query("begin");
      await client.query("select 1 from approvals where id = $1 for update", [approved.id]);
      const using = use(approved);
      await expect.poll(waits).toBe(1);
      await kill();
      await client.query("commit");
      return using;
    });
    expect([decided.outcome, decided.reason, refusal]).toEqual(["deny", "killed", "policy_denied"]);
    expect(await rowOf(approved.id)).toMatchObject({ status: "failed", statusReason: "killed" });
    expect(await typesOf(approved.id)).toEqual(expect.arrayContaining(["approval.consumed", "approval.failed"]));
  });
});
