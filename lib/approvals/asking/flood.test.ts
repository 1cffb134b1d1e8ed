import { beforeAll, describe, expect, it } from "vitest";
import { AskRefusal, liftAskingStop, listAskingStops, requestApproval } from "@/lib/approvals";
import { sql } from "@/lib/db";
import { closeDecisionPoint } from "@/lib/policy";
import {
  askForPayment,
  askingAbout,
  denyPayment,
  machineContext,
  seedAskingAgent,
  seedPaymentReviewer,
} from "@/lib/testing/asking";
import { contextAs } from "@/lib/testing/contexts";
import { eventsOf, seedOrganisation } from "@/lib/testing/inventory";
import { testLog } from "@/lib/testing/log";
import type { Machine } from "@/lib/testing/machines";

testLog();

const MOST = 3;
const cora = contextAs("compliance", { id: "per_cora", now: new Date() });
const olga = contextAs("owner", { id: "per_olga", teamId: "tem_a", now: new Date() });
const reason = "The loop in it was found and mended.";

beforeAll(async () => {
  await seedOrganisation();
  await seedPaymentReviewer("per_rita");
  await sql().query(
    "insert into role_grants (id, person_id, role, granted_at) values ('grt_cora', 'per_cora', 'compliance', now())",
  );
  await sql().query("update approval_settings set most_pending = $1", [MOST]);
  return closeDecisionPoint;
});

const of = (amount: number) => ({ arguments: { iban: "DE02120300000000202051", amount, currency: "EUR" } });
const ask = async (machine: Machine, amount: number) => {
  const asking = askingAbout(machine, await denyPayment(machine, of(amount)));
  return requestApproval(machineContext(machine), asking);
};
const problem = (error: unknown) => (error instanceof AskRefusal ? error.problem : error);
const pendingOf = async (machine: Machine) => {
  const text = "select count(*)::int as n from approvals where agent_id = $1 and status = 'pending'";
  return (await sql().query<{ n: number }>(text, [machine.agentId])).rows[0]?.n;
};
/** An agent that asked too much. */
async function stopped(tier = "low"): Promise<{ machine: Machine; id: string }> {
  const machine = await seedAskingAgent();
  for (let amount = 1; amount <= MOST; amount += 1) await ask(machine, amount);
  await sql().query('update agents set tier = $2::"Tier" where id = $1', [machine.agentId, tier]);
  expect(problem(await ask(machine, 99).catch((error: unknown) => error))).toBe("too_many_pending");
  const [stop] = await listAskingStops(cora, { agentId: machine.agentId });
  return { machine, id: stop?.id ?? "" };
}

describe("A7 flood", () => {
  it("lets an agent have so many open requests and no more, also when it asks for all of them at once", async () => {
    const machine = await seedAskingAgent();
    const denied = await Promise.all(Array.from({ length: 12 }, (_, at) => denyPayment(machine, of(at + 1))));
    const asked = await Promise.allSettled(
      denied.map((one) => requestApproval(machineContext(machine), askingAbout(machine, one))),
    );
    expect(asked.filter(({ status }) => status === "fulfilled").length).toBe(MOST);
    const refused = asked.flatMap((one) => (one.status === "rejected" ? [problem(one.reason)] : []));
    expect(new Set(refused)).toEqual(new Set(["too_many_pending"]));
    expect(await pendingOf(machine)).toBe(MOST);
    const events = (await eventsOf(machine.agentId)).filter(({ type }) => type === "asking.stopped");
    // Said once, however often it goes on asking.
    expect(events).toMatchObject([{ details: { pending: MOST, mostPending: MOST, name: expect.any(String) } }]);
  });

  it("tells its owner and compliance", async () => {
    const { machine } = await stopped();
    const { rows } = await sql().query(
      "select person_id from notices where kind = 'asking_stopped' and agent_id = $1 order by 1",
      [machine.agentId],
    );
    expect(rows.map(({ person_id }) => person_id)).toEqual(["per_cora", "per_olga"]);
  });

  it("stops that agent alone, also from joining what waits, until a person lifts it", async () => {
    const { machine, id } = await stopped();
    expect((await ask(await seedAskingAgent(), 1)).status).toBe("pending");
    expect(problem(await ask(machine, 1).catch((error: unknown) => error))).toBe("too_many_pending");
    await sql().query("update approvals set expires_at = clock_timestamp() where agent_id = $1", [machine.agentId]);
    expect(problem(await ask(machine, 5).catch((error: unknown) => error))).toBe("too_many_pending");
    await liftAskingStop(cora, { id, reason });
    expect((await ask(machine, 5)).joined).toBe(false);
    const events = (await eventsOf(machine.agentId)).filter(({ type }) => type === "asking.lifted");
    expect(events).toMatchObject([{ actorId: "per_cora", details: { stopId: id, reason } }]);
  });

  it("does not count what has run out of time", async () => {
    const machine = await seedAskingAgent();
    for (let amount = 1; amount <= MOST; amount += 1) await ask(machine, amount);
    await sql().query("update approvals set expires_at = clock_timestamp() where agent_id = $1", [machine.agentId]);
    expect((await askForPayment(machine, of(77))).id).toMatch(/^apr_/);
  });
});

describe("A7 letting it ask again", () => {
  it("is the owner's where the agent is of tier low, and not where it is dangerous", async () => {
    const { id } = await stopped();
    await liftAskingStop(olga, { id, reason });
    const dangerous = await stopped("high");
    await expect(liftAskingStop(olga, { id: dangerous.id, reason })).rejects.toMatchObject({ code: "forbidden" });
    expect(await listAskingStops(olga, { agentId: dangerous.machine.agentId })).toMatchObject([
      { mayNot: expect.stringContaining("does not answer for it") },
    ]);
    await liftAskingStop(cora, { id: dangerous.id, reason });
  });

  it("is nobody's with another role, and a refusal is on record", async () => {
    const { id } = await stopped();
    const otto = contextAs("reviewer", { id: "per_otto", now: new Date() });
    await expect(liftAskingStop(otto, { id, reason })).rejects.toMatchObject({ code: "forbidden" });
    expect((await eventsOf("per_otto")).at(-1)).toMatchObject({
      type: "access.refused",
      details: { verb: "asking.lift", resource: id },
    });
  });

  it("asks for a reason, and of two people at once one lifts it", async () => {
    const { id } = await stopped();
    expect(() => liftAskingStop(cora, { id, reason: " " })).toThrow(expect.objectContaining({ code: "invalid" }));
    const both = await Promise.allSettled([liftAskingStop(cora, { id, reason }), liftAskingStop(olga, { id, reason })]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(both.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "conflict" } });
    await expect(liftAskingStop(cora, { id: "ask_nothing", reason })).rejects.toMatchObject({ code: "not_found" });
  });
});
