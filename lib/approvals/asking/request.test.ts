import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { AskRefusal, actionIn, requestApproval } from "@/lib/approvals";
import { canonicalBytes } from "@/lib/audit";
import { sql } from "@/lib/db";
import { closeDecisionPoint, decisionPoint } from "@/lib/policy";
import {
  askForPayment,
  askingAbout,
  callerFor,
  denyPayment,
  machineContext,
  paymentOf,
  seedAskingAgent,
  seedPaymentReviewer,
} from "@/lib/testing/asking";
import { onConnection } from "@/lib/testing/database";
import { seedDecidingAgent } from "@/lib/testing/deciding";
import { eventsOf, seedOrganisation } from "@/lib/testing/inventory";
import { testLog } from "@/lib/testing/log";
import { type Machine, seedMachine } from "@/lib/testing/machines";

testLog();

let machine: Machine;
beforeAll(async () => {
  await seedOrganisation();
  await seedPaymentReviewer("per_rita");
  machine = await seedAskingAgent();
  return closeDecisionPoint;
});

const read = async (id: string) => (await sql().query("select * from approvals where id = $1", [id])).rows[0];
const of = (amount: number) => ({ arguments: { iban: "DE02120300000000202051", amount, currency: "EUR" } });
/** What a refused ask was refused with. */
const problemOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => (error instanceof AskRefusal ? error.problem : error),
  );

describe("A3 what is bound", () => {
  it("is everything, as canonical bytes, and their digest", async () => {
    const { id, decisionId } = await askForPayment(machine, of(1));
    const row = await read(id);
    expect(createHash("sha256").update(row.bound).digest("hex")).toBe(row.digest);
    expect(canonicalBytes(actionIn(row.bound)).equals(row.bound)).toBe(true);
    expect(actionIn(row.bound)).toEqual({
      v: 1,
      agent: { id: machine.agentId, fingerprint: "", revision: 0, environment: "production", tier: "low" },
      person: null,
      chain: [],
      server: "Books",
      tool: "pay_invoice",
      toolHash: "pay_invoice",
      action: "pay",
      arguments: of(1).arguments,
      targets: [],
      policies: ["stepup.payment@1"],
      credential: machine.credentialId,
      expires: row.expires_at.toISOString(),
    });
    expect(row).toMatchObject({
      decision_id: decisionId,
      groups: ["payment"],
      quorum: 1,
      status: "pending",
      joined: 0,
    });
  });

  it("is two people at least for an agent of tier critical, whatever the policy says", async () => {
    const critical = await seedAskingAgent();
    await sql().query("update agents set tier = 'critical' where id = $1", [critical.agentId]);
    await (await decisionPoint()).catchUp();
    const row = await read((await askForPayment(critical)).id);
    expect([row.tier, row.quorum]).toEqual(["critical", 2]);
  });

  it("is on record in the same transaction, with digests, and no argument among what is public", async () => {
    const { id } = await askForPayment(machine, of(2));
    const [event] = await eventsOf(id);
    const { digest, action_digest } = await read(id);
    expect(event).toMatchObject({
      type: "approval.requested",
      details: { digest, actionDigest: action_digest, groups: ["payment"], quorum: 1, callerKind: "agent" },
    });
    expect(JSON.stringify(event)).not.toContain("DE0212");
  });
});

describe("A7 identical request while one is open", () => {
  it("joins it: of twenty at once one waits, and all have its handle", async () => {
    const denied = await Promise.all(Array.from({ length: 20 }, () => denyPayment(machine, of(3))));
    const asked = await Promise.all(
      denied.map((one) => requestApproval(machineContext(machine), askingAbout(machine, one))),
    );
    expect(new Set(asked.map(({ handle }) => handle)).size).toBe(1);
    expect(asked.filter(({ joined }) => !joined).length).toBe(1);
    const { rows } = await sql().query("select joined from approvals where handle = $1", [asked[0]?.handle]);
    expect(rows).toEqual([{ joined: 19 }]);
  });

  it("is the same whoever asks for it, in whatever order its arguments are written", async () => {
    const gateway = await seedMachine(await seedDecidingAgent({ name: "Gateway" }), { gateway: true });
    const first = await askForPayment(machine, of(4));
    const call = {
      ...paymentOf(machine, { arguments: { currency: "EUR", amount: 4, iban: "DE02120300000000202051" } }),
    };
    const { denial } = await denyPayment(machine, call);
    const asking = { ...askingAbout(machine, { call, denial }), caller: callerFor(gateway, { gateway: true }) };
    expect(await problemOf(requestApproval(machineContext(machine), asking))).toBe("invalid_denial_binding");
    await sql().query("update decisions set caller_kind = 'gateway', caller_id = $2 where id = $1", [
      denial.id,
      gateway.agentId,
    ]);
    expect(await requestApproval(machineContext(gateway), asking)).toMatchObject({
      handle: first.handle,
      joined: true,
    });
  });

  it("waits anew once the former has ended", async () => {
    const first = await askForPayment(machine, of(5));
    await sql().query("update approvals set expires_at = clock_timestamp() where id = $1", [first.id]);
    const second = await askForPayment(machine, of(5));
    expect(second.id).not.toBe(first.id);
    // Nobody had swept: who asks anew labels the former as what it is.
    expect((await read(first.id)).status).toBe("expired");
    expect((await eventsOf(first.id)).map(({ type }) => type)).toEqual(["approval.requested", "approval.expired"]);
  });
});

describe("A7 re-ask after a human no", () => {
  const deny = (id: string, ago = "1 minute") =>
    sql().query("update approvals set status = 'denied', decided_at = clock_timestamp() - $2::interval where id = $1", [
      id,
      ago,
    ]);

  it("is refused within the cool-down, naming the earlier denial, and is on record", async () => {
    const { id } = await askForPayment(machine, of(6));
    await deny(id);
    const asking = askingAbout(machine, await denyPayment(machine, of(6)));
    const refusal = await requestApproval(machineContext(machine), asking).catch((error: unknown) => error);
    expect(refusal).toMatchObject({
      problem: "denied_before",
      message: expect.stringContaining(id),
      more: { "urn:countersign:denied": id, "urn:countersign:ask_again_at": expect.stringMatching(/Z$/) },
    });
    const events = await eventsOf(machine.agentId);
    expect(events.at(-1)).toMatchObject({
      type: "approval.ask_refused",
      details: { why: "denied_before", formerId: id },
    });
  });

  it("is not refused for something else, after the cool-down, or when a person reopened it", async () => {
    const { id } = await askForPayment(machine, of(7));
    await deny(id);
    expect((await askForPayment(machine, of(8))).id).toMatch(/^apr_/);
    await sql().query("update approvals set reopened_at = clock_timestamp() where id = $1", [id]);
    const second = await askForPayment(machine, of(7));
    await deny(second.id, "25 hours");
    expect((await askForPayment(machine, of(7))).id).not.toBe(second.id);
  });

  it("is not refused after a time-out, which is no denial", async () => {
    const { id } = await askForPayment(machine, of(9));
    await sql().query("update approvals set status = 'expired', ended_at = clock_timestamp() where id = $1", [id]);
    expect((await askForPayment(machine, of(9))).id).not.toBe(id);
  });
});

describe("A3 what it rests on has ended before it was asked for", () => {
  it.each<[string, string]>([
    ["the agent was suspended", "update agents set status = 'suspended' where id = $1"],
    ["nobody answers for the agent", "update agents set governance_since = now(), owner_id = null where id = $1"],
    ["the credential was revoked", "update credentials set state = 'revoked' where agent_id = $1"],
    ["the instance was stopped", "update agent_instances set state = 'stopped' where agent_id = $1"],
    ["the tool went into quarantine", "update agent_tools set state = 'quarantined' where agent_id = $1"],
  ])("is not requestable: %s", async (_, change) => {
    const asking = await seedAskingAgent();
    const denied = await denyPayment(asking);
    await sql().query(change, [asking.agentId]);
    expect(await problemOf(requestApproval(machineContext(asking), askingAbout(asking, denied)))).toBe(
      "not_requestable",
    );
  });

  it("waits for whoever is changing it, and then is refused", async () => {
    const asking = await seedAskingAgent();
    const denied = await denyPayment(asking);
    const asked = await onConnection(async (client) => {
      await client.query("begin");
      await client.query("update agents set status = 'suspended' where id = $1", [asking.agentId]);
      const refused = problemOf(requestApproval(machineContext(asking), askingAbout(asking, denied)));
      await client.query("commit");
      return refused;
    });
    expect(asked).toBe("not_requestable");
  });
});

describe("A4 nobody eligible", () => {
  it("is said at once, not when the time is over", async () => {
    // The only reviewer owns this agent, and there is no manager and no governance.
    const { id } = await askForPayment(await seedAskingAgent({ ownerId: "per_rita" }));
    const types = (await eventsOf(id)).map(({ type }) => type);
    expect(types.sort()).toEqual(["approval.escalated", "approval.requested", "approval.unattended"]);
    expect((await read(id)).rung).toBe("governance");
  });
});
