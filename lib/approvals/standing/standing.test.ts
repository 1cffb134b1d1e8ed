import { beforeAll, describe, expect, it } from "vitest";
import { type Context, systemContext } from "@/lib/context";
import { inSqlTransaction, sql } from "@/lib/db";
import type { Condition } from "@/lib/entitlements/terms";
import { enrolledKey, type SoftwareAuthenticator } from "@/lib/testing/authenticator";
import { testDatabase } from "@/lib/testing/database";
import { eventsOf } from "@/lib/testing/inventory";
import {
  approveAs,
  asPerson,
  joinGroup,
  seedReviewing,
  storedRequest,
  type Waiting,
  waitingRequest,
} from "@/lib/testing/reviewing";
import { verifyDecisionEvidence } from "../deciding/signing";
import { votesOn } from "../deciding/store";
import type { ApprovalRow } from "../store";
import { approveInAdvance } from "./approve-in-advance";
import { confirmStanding } from "./confirm-standing";
import { rejectStanding, revokeStanding } from "./end-standing";
import { listStanding } from "./list-standing";
import { signedTerms } from "./load";
import { beginConfirmationSigning, beginProposalSigning, offerStanding } from "./offer-standing";
import { proposeStanding } from "./propose-standing";
import { sweepStanding } from "./sweep-standing";

testDatabase();

const PAYMENT = { amount: 400, currency: "EUR" };
const BOUNDS: Condition[] = [
  { argument: "amount", operator: "gte", value: 1 },
  { argument: "amount", operator: "lte", value: 500 },
  { argument: "currency", operator: "eq", value: "EUR" },
];
const reason = "The same supplier every week";
const extent = { conditions: BOUNDS, maxUses: 5, days: 7 };
let [rita, otto, ana, dana, cora]: Context[] = [];
const now = (ctx: Context | undefined): Context => ({ ...(ctx as Context), now: new Date() });

beforeAll(async () => {
  await seedReviewing();
  [rita, otto, ana, dana, cora] = await Promise.all(["rita", "otto", "ana", "dana", "cora"].map(asPerson));
});

let cents = 0;
/** Another request of that agent; never quite the same, because the same one joins. */
const another = (from: ApprovalRow, over: Waiting = {}) => {
  cents += 1;
  return waitingRequest({
    agentId: from.agentId,
    tier: from.tier,
    arguments: { ...PAYMENT, amount: 100 + cents / 100 },
    ...over,
  });
};

async function approved(over: Waiting = {}): Promise<ApprovalRow> {
  const row = await waitingRequest({ arguments: PAYMENT, ...over });
  await approveAs("rita", row);
  return storedRequest(row.id);
}

/** A standing approval in force, proposed by Rita and confirmed by Otto. */
async function inForce(over: Partial<typeof extent> & Waiting = {}) {
  const from = await approved(over);
  const { maxUses = extent.maxUses, days = extent.days } = over;
  const { id } = await proposeStanding(now(rita), { ...extent, maxUses, days, fromId: from.id, reason });
  await confirmStanding(now(otto), { id, version: 1 });
  return { id, from };
}

const advance = (row: ApprovalRow) => inSqlTransaction((tx) => approveInAdvance(tx, systemContext("test"), row));

async function stored(id: string): Promise<{ state: string; used: number; version: number; why: string }> {
  const { rows } = await sql().query(
    "select state, used, version, state_reason as why from standing_approvals where id = $1",
    [id],
  );
  return rows[0];
}

describe("A4 a standing approval is given by two people", () => {
  it("approves the next requests within its bounds, with both as voters", async () => {
    const { id, from } = await inForce();
    const moved = await advance(await another(from));
    expect(moved).toMatchObject({ status: "approved", standingId: id });
    const votes = await votesOn(sql(), moved?.id ?? "");
    expect(votes.map(({ personId, capacity, answer }) => [personId, capacity, answer]).sort()).toEqual([
      ["per_otto", "standing", "approve"],
      ["per_rita", "standing", "approve"],
    ]);
    expect((await eventsOf(id)).map(({ type }) => type).sort()).toEqual(["standing.confirmed", "standing.proposed"]);
    expect(await eventsOf(moved?.id ?? "")).toMatchObject([
      { type: "approval.approved_in_advance", details: { standingId: id, used: 1, maxUses: 5 } },
    ]);
  });

  it("approves nothing while it is only proposed", async () => {
    const from = await approved();
    await proposeStanding(now(rita), { ...extent, fromId: from.id, reason });
    expect(await advance(await another(from))).toBeNull();
  });

  it("cannot be confirmed by its proposer, nor by who may not decide such requests", async () => {
    const from = await approved();
    const { id } = await proposeStanding(now(rita), { ...extent, fromId: from.id, reason });
    await expect(confirmStanding(now(rita), { id, version: 1 })).rejects.toMatchObject({ code: "forbidden" });
    await expect(confirmStanding(now(dana), { id, version: 1 })).rejects.toMatchObject({ code: "forbidden" });
    await expect(confirmStanding(now(cora), { id, version: 1 })).rejects.toMatchObject({ code: "forbidden" });
    await expect(confirmStanding(await asPerson("olga"), { id, version: 1 })).rejects.toMatchObject({
      code: "forbidden",
    });
    expect((await stored(id)).state).toBe("proposed");
  });

  it("is confirmed once when two people do at the same instant", async () => {
    const from = await approved();
    const { id } = await proposeStanding(now(rita), { ...extent, fromId: from.id, reason });
    const tried = await Promise.allSettled([otto, ana].map((ctx) => confirmStanding(now(ctx), { id, version: 1 })));
    expect(tried.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("is proposed only by who may decide, from a request that was approved, and never for tier critical", async () => {
    const from = await approved();
    const given = { ...extent, fromId: from.id, reason };
    await expect(proposeStanding(now(dana), given)).rejects.toMatchObject({ code: "forbidden" });
    await expect(proposeStanding(await asPerson("olga"), given)).rejects.toMatchObject({ code: "forbidden" });
    const waits = await waitingRequest({ arguments: PAYMENT });
    await expect(proposeStanding(now(rita), { ...given, fromId: waits.id })).rejects.toMatchObject({ code: "unmet" });
    const critical = await waitingRequest({ arguments: PAYMENT, tier: "critical" });
    await expect(proposeStanding(now(rita), { ...given, fromId: critical.id })).rejects.toMatchObject({
      code: "unmet",
    });
    const moved = await advance(await another((await inForce()).from));
    await expect(proposeStanding(now(rita), { ...given, fromId: moved?.id ?? "" })).rejects.toMatchObject({
      code: "unmet",
    });
  });

  it.each([
    ["a hundred and one uses", { maxUses: 101 }],
    ["thirty-one days", { days: 31 }],
    ["no bound on the amount", { conditions: BOUNDS.slice(2) }],
  ])("refuses %s", async (_, over) => {
    const from = await approved();
    const given = { ...extent, ...over, fromId: from.id, reason };
    await expect(proposeStanding(now(rita), given)).rejects.toMatchObject({ code: "invalid" });
  });

  it("offers the arguments to be bound", async () => {
    const from = await approved();
    expect(await offerStanding(now(rita), { fromId: from.id })).toMatchObject({
      signed: false,
      arguments: [{ argument: "amount", values: [400] }, { argument: "currency" }],
    });
    await expect(offerStanding(now(dana), { fromId: from.id })).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("A8 a standing approval for tier high is signed by both", () => {
  let keys: Record<"rita" | "otto", SoftwareAuthenticator>;
  beforeAll(async () => {
    keys = { rita: await enrolledKey("per_rita"), otto: await enrolledKey("per_otto") };
  });

  async function proposed(from: ApprovalRow) {
    const wanted = { ...extent, fromId: from.id };
    const { nonce, options } = await beginProposalSigning(now(rita), wanted);
    const assertion = { nonce, response: keys.rita.get(options) };
    return { wanted, assertion };
  }

  async function high(): Promise<ApprovalRow> {
    const row = await waitingRequest({ arguments: PAYMENT, tier: "high" });
    await sql().query(
      "update approvals set status = 'approved', approved_until = clock_timestamp() + interval '1 hour' where id = $1",
      [row.id],
    );
    return storedRequest(row.id);
  }

  it("and each use carries the evidence of both", async () => {
    const from = await high();
    const { wanted, assertion } = await proposed(from);
    await expect(proposeStanding(now(rita), { ...wanted, reason })).rejects.toMatchObject({ code: "unmet" });
    const { id } = await proposeStanding(now(rita), { ...wanted, reason, assertion });
    await expect(confirmStanding(now(otto), { id, version: 1 })).rejects.toMatchObject({ code: "unmet" });
    const { nonce, options } = await beginConfirmationSigning(now(otto), { id });
    await confirmStanding(now(otto), { id, version: 1, assertion: { nonce, response: keys.otto.get(options) } });
    const moved = await advance(await another(from));
    expect(moved).toMatchObject({ status: "approved" });
    const { rows } = await sql().query("select assertion from approval_votes where approval_id = $1", [moved?.id]);
    const [told] = (await eventsOf(id)).filter(({ type }) => type === "standing.confirmed");
    const termsDigest = String((told?.details as { termsDigest?: string } | undefined)?.termsDigest);
    expect(rows).toHaveLength(2);
    for (const { assertion: evidence } of rows) {
      expect(verifyDecisionEvidence(evidence, signedTerms(from.id, termsDigest))).toBe(true);
      expect(verifyDecisionEvidence(evidence, signedTerms(from.id, "0".repeat(64)))).toBe(false);
    }
  });

  it("and a signature under other terms is refused", async () => {
    const { wanted, assertion } = await proposed(await high());
    const more = { ...wanted, maxUses: 6, reason, assertion };
    await expect(proposeStanding(now(rita), more)).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("A7 a standing approval is bounded in count and time", () => {
  it("gives exactly five uses to twenty requests at once", async () => {
    const { id, from } = await inForce({ maxUses: 5 });
    const rows = await Promise.all(Array.from({ length: 20 }, () => another(from)));
    const answers = await Promise.all(rows.map(advance));
    expect(answers.filter((answer) => answer?.status === "approved")).toHaveLength(5);
    expect(await stored(id)).toMatchObject({ state: "ended", used: 5, why: "used_up" });
    const waiting = await Promise.all(rows.map(({ id }) => storedRequest(id)));
    expect(waiting.filter(({ status }) => status === "pending")).toHaveLength(15);
    expect((await eventsOf(id)).at(-1)).toMatchObject({ type: "standing.ended", details: { why: "used_up" } });
  });

  it("ends with its time by the database's clock, before any sweep says so", async () => {
    const { id, from } = await inForce();
    await sql().query("update standing_approvals set expires_at = clock_timestamp() where id = $1", [id]);
    expect(await advance(await another(from))).toBeNull();
    expect((await stored(id)).state).toBe("active");
    await sweepStanding(systemContext("worker"));
    expect(await stored(id)).toMatchObject({ state: "ended", why: "time" });
    const ends = (await eventsOf(id)).filter(({ type }) => type === "standing.ended");
    await sweepStanding(systemContext("worker"));
    expect((await eventsOf(id)).filter(({ type }) => type === "standing.ended")).toEqual(ends);
  });

  it.each<[string, Waiting]>([
    ["more than agreed", { arguments: { ...PAYMENT, amount: 500.01 } }],
    ["another currency", { arguments: { ...PAYMENT, currency: "NOK" } }],
    ["an argument nobody bound", { arguments: { ...PAYMENT, urgent: true } }],
    ["handed on by another agent", { chain: ["agt_other"] }],
    ["asked by another policy", { policies: ["large-payment@2"] }],
    ["asked of another group", { groups: ["payment", "deletion"] }],
    ["three people needed", { quorum: 3 }],
    ["work for one who gave it", { personId: "per_rita" }],
    ["a test of the review", { callerKind: "canary" }],
  ])("does not reach %s", async (_, over) => {
    const { from, id } = await inForce();
    expect(await advance(await another(from, over))).toBeNull();
    expect((await stored(id)).used).toBe(0);
  });
});

describe("A7 a standing approval ends on drift", () => {
  it.each([
    ["the agent's version", "update agents set fingerprint = 'other' where id = $1", "agent_changed"],
    ["the agent's tier", `update agents set tier = 'high' where id = $1`, "agent_changed"],
    ["the agent's suspension", "update agents set status = 'suspended' where id = $1", "agent_changed"],
    ["the tool", "update agent_tools set accepted_hash = 'other' where agent_id = $1", "tool_changed"],
  ])("of %s, and the end is recorded", async (_, change, why) => {
    const { id, from } = await inForce();
    await sql().query(change, [from.agentId]);
    expect(await stored(id)).toMatchObject({ state: "ended", why });
    await sweepStanding(systemContext("worker"));
    expect((await eventsOf(id)).at(-1)).toMatchObject({ type: "standing.ended", details: { why } });
  });

  it("approves nothing when one of the two may not decide any more, and again when they may", async () => {
    const { from, id } = await inForce();
    await sql().query("delete from reviewer_group_members where person_id = 'per_otto'");
    expect(await advance(await another(from))).toBeNull();
    const { rows } = await listStanding(now(cora));
    expect(rows.find((row) => row.id === id)?.idle).toContain("Otto");
    await joinGroup("payment", "otto");
    expect(await advance(await another(from))).toMatchObject({ status: "approved" });
  });
});

describe("A4 people end a standing approval", () => {
  const why = "It is not needed any more";

  it("by withdrawing it: who gave it, the owner, reviewers, compliance; nobody else", async () => {
    const { id, from } = await inForce();
    await expect(revokeStanding(await asPerson("adam"), { id, version: 2, reason: why })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(revokeStanding(await asPerson("hana"), { id, version: 2, reason: why })).rejects.toMatchObject({
      code: "forbidden",
    });
    const tried = await Promise.allSettled(
      [cora, otto].map((ctx) => revokeStanding(now(ctx), { id, version: 2, reason: why })),
    );
    expect(tried.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await advance(await another(from))).toBeNull();
    const second = await inForce();
    await revokeStanding(now(await asPerson("olga")), { id: second.id, version: 2, reason: why });
    expect((await stored(second.id)).state).toBe("revoked");
  });

  it("by rejecting the proposal, or taking back one's own", async () => {
    for (const by of [rita, ana]) {
      const from = await approved();
      const { id } = await proposeStanding(now(rita), { ...extent, fromId: from.id, reason });
      await expect(rejectStanding(now(dana), { id, version: 1, reason: why })).rejects.toMatchObject({
        code: "forbidden",
      });
      await rejectStanding(now(by), { id, version: 1, reason: why });
      await expect(confirmStanding(now(otto), { id, version: 2 })).rejects.toMatchObject({ code: "conflict" });
      expect((await eventsOf(id)).map(({ type }) => type)).toContain("standing.rejected");
    }
  });

  it("and see what they may do, by the same rules", async () => {
    const { id } = await inForce();
    const may = async (ctx: Context | undefined) =>
      (await listStanding(now(ctx))).rows.find((row) => row.id === id)?.may.revoke ?? null;
    expect(await may(otto)).toBeNull();
    expect(await may(await asPerson("hana"))).toContain("withdraws it");
    expect((await listStanding(await asPerson("adam"))).rows).toEqual([]);
  });
});
