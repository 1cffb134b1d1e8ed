import { beforeAll, describe, expect, it } from "vitest";
import { db, sql } from "@/lib/db";
import { newId } from "@/lib/ids";
import { enrolledKey, signedDecision } from "@/lib/testing/authenticator";
import { testDatabase } from "@/lib/testing/database";
import { seedDecidingAgent, seedPolicy } from "@/lib/testing/deciding";
import { eventsOf } from "@/lib/testing/inventory";
import {
  approveAs,
  approving,
  asPerson,
  denyAs,
  seedReviewing,
  seedVote,
  sendAway,
  storedRequest,
  waitingRequest,
} from "@/lib/testing/reviewing";
import { actionIn, digestOf } from "../binding";
import { decideApproval } from "./decide-approval";
import { previewNarrowing } from "./preview-narrowing";
import { verifyDecisionEvidence } from "./signing";

testDatabase();
beforeAll(seedReviewing);

const typesOf = async (id: string) => (await eventsOf(id)).map(({ type }) => type);
const votesOf = (approvalId: string) =>
  db().approvalVote.findMany({ where: { approvalId }, orderBy: [{ at: "asc" }, { personId: "asc" }] });
const refusalsOf = (personId: string) =>
  db().auditEvent.count({ where: { type: "access.refused", targetId: personId } });

describe("A4 one answer", () => {
  it("approves, for as long as the policy says, and says so in the log", async () => {
    const row = await waitingRequest();
    const outcome = await approveAs("rita", row);
    expect(outcome).toEqual({ status: "approved", version: row.version + 1, canary: null });
    const { status, decidedAt, approvedUntil } = await storedRequest(row.id);
    expect(status).toBe("approved");
    expect((approvedUntil?.getTime() ?? 0) - (decidedAt?.getTime() ?? 0)).toBeCloseTo(900_000, -2);
    expect(await votesOf(row.id)).toMatchObject([
      { personId: "per_rita", answer: "approve", digest: row.digest, capacity: "member", dwellMillis: 4_000 },
    ]);
    expect(await typesOf(row.id)).toEqual(["approval.approved", "approval.voted"]);
  });

  it("denies for all, with the reason in the log and the words beside the leaf", async () => {
    const row = await waitingRequest({ quorum: 2 });
    await approveAs("otto", row);
    expect(await denyAs("rita", row, { text: "Not this supplier." })).toMatchObject({ status: "denied" });
    const [denied] = (await eventsOf(row.id)).filter(({ type }) => type === "approval.denied");
    expect(denied?.details).toEqual({ digest: row.digest, reason: "wrong_amount", text: "Not this supplier." });
    const leaf = await db().auditEvent.findFirst({ where: { targetId: row.id, type: "approval.denied" } });
    expect(JSON.stringify(leaf?.details)).not.toContain("Not this supplier.");
  });

  it("is replaced by the same person's second thought while it waits", async () => {
    const row = await waitingRequest({ quorum: 2 });
    expect((await approveAs("rita", row)).status).toBe("pending");
    expect((await approveAs("rita", row)).status).toBe("pending");
    expect((await denyAs("rita", row)).status).toBe("denied");
    expect((await votesOf(row.id)).map(({ answer }) => answer)).toEqual(["deny"]);
  });

  it("may be valid for a shorter time, also where somebody else answers last", async () => {
    const row = await waitingRequest({ quorum: 2 });
    await approveAs("rita", row, { validSeconds: 120 });
    await approveAs("otto", row, { validSeconds: 80_000 });
    const { decidedAt, approvedUntil } = await storedRequest(row.id);
    expect((approvedUntil?.getTime() ?? 0) - (decidedAt?.getTime() ?? 0)).toBeCloseTo(120_000, -2);
  });

  it.each([
    ["a denial without a reason", { answer: "deny", reason: undefined }],
    ["another reason without words", { answer: "deny", reason: "other" }],
    ["a narrowed denial", { answer: "deny", reason: "not_now", narrowed: { arguments: {} } }],
    ["glass broken without a reason", { breakGlass: true, text: "now!" }],
    ["a field that nobody knows", { approved: true }],
    ["a digest that is none", { digest: "abc" }],
    ["an approval for ever", { validSeconds: 10_000_000 }],
  ])("is refused as invalid: %s", async (_, over) => {
    const row = await waitingRequest();
    await expect(approveAs("rita", row, over as object)).rejects.toMatchObject({ code: "invalid" });
    expect((await storedRequest(row.id)).version).toBe(row.version);
  });

  it("waits for the parts that were not opened, and not to deny", async () => {
    const row = await waitingRequest({ arguments: { note: "x".repeat(5_000), amount: 5 } });
    await expect(approveAs("rita", row)).rejects.toMatchObject({ code: "unmet" });
    expect((await denyAs("rita", row)).status).toBe("denied");
    const again = await waitingRequest({ arguments: { note: "y".repeat(5_000), amount: 5 } });
    expect((await approveAs("rita", again, { opened: ["note"] })).status).toBe("approved");
  });
});

describe("A4 self-approval is refused, at the click", () => {
  const refused = async (name: string, row: Awaited<ReturnType<typeof waitingRequest>>, why: RegExp) => {
    const before = await refusalsOf(`per_${name}`);
    for (const decide of [approveAs, denyAs]) {
      await expect(decide(name, row)).rejects.toMatchObject({ code: "forbidden", message: expect.stringMatching(why) });
    }
    expect(await refusalsOf(`per_${name}`)).toBe(before + 2);
    expect(await storedRequest(row.id)).toMatchObject({ status: "pending", version: row.version });
    expect(await votesOf(row.id)).toEqual([]);
  };

  it("the invoking human", async () => {
    await refused("rita", await waitingRequest({ personId: "per_rita" }), /works for you/);
  });

  it.each(["owner_id", "deputy_id", "sponsor_id"])("who answers for the agent now: %s", async (seat) => {
    const row = await waitingRequest();
    await sql().query(`update agents set ${seat} = 'per_rita' where id = $1`, [row.agentId]);
    await refused("rita", row, /You answer for this agent/);
  });

  it("who answered for it since its last certification, and not who did before", async () => {
    const agentId = await seedDecidingAgent({ ownerId: "per_finn" });
    await joinFinn();
    await sql().query("update agents set owner_id = 'per_olga', updated_at = clock_timestamp() where id = $1", [
      agentId,
    ]);
    const row = await waitingRequest({ agentId });
    await refused("finn", row, /since it was last certified/);
    await sql().query("update agents set reviewed_at = clock_timestamp() - interval '1 day' where id = $1", [agentId]);
    await refused("finn", row, /since it was last certified/);
    await sql().query("update agents set reviewed_at = clock_timestamp() where id = $1", [agentId]);
    expect((await approveAs("finn", row)).status).toBe("approved");
  });

  it("who answers for an agent on the delegation chain", async () => {
    const outer = await seedDecidingAgent({ ownerId: "per_otto" });
    await refused("otto", await waitingRequest({ chain: [outer] }), /handed this work on/);
  });

  it("who wrote, proposed or published the policy that asked", async () => {
    const policyId = await seedPolicy("forbid(principal, action, resource) when { false };");
    await sql().query(
      "update policy_versions set writer_ids = '{per_rita}', proposed_by_id = 'per_otto', published_by_id = 'per_ana' where policy_id = $1",
      [policyId],
    );
    const row = await waitingRequest({ policies: ["large-payment@1", `${policyId}#2@1`] });
    for (const name of ["rita", "otto", "ana"]) await refused(name, row, /wrote or published/);
  });

  it("an administrator, who has no say by being one", async () => {
    const row = await waitingRequest();
    // Not even that it exists: reading approvals is no part of running the installation.
    await expect(approveAs("adam", row)).rejects.toMatchObject({ code: "not_found" });
    await expect(approveAs("cora", row)).rejects.toMatchObject({ code: "forbidden" });
    await expect(approveAs("dana", row)).rejects.toMatchObject({ code: "forbidden" });
  });

  const joinFinn = () =>
    db().reviewerGroupMember.createMany({
      data: [{ groupId: "grp_payment", personId: "per_finn" }],
      skipDuplicates: true,
    });
});

describe("A4 reviewer lost the role", () => {
  const losing = async (name: string, work: () => Promise<void>) => {
    const grants = await db().roleGrant.findMany({ where: { personId: `per_${name}` } });
    await db().roleGrant.deleteMany({ where: { personId: `per_${name}` } });
    try {
      await work();
    } finally {
      await db().roleGrant.createMany({ data: grants });
    }
  };

  it("between page and click: the session's roles count for nothing, the database's do", async () => {
    const row = await waitingRequest();
    const former = await asPerson("rita");
    await losing("rita", async () => {
      await expect(decideApproval(former, approving(row))).rejects.toMatchObject({
        code: "forbidden",
        message: expect.stringMatching(/no reviewer for this team any more/),
      });
    });
  });

  it("between two votes: the first is shown and not counted", async () => {
    const row = await waitingRequest({ tier: "low", quorum: 2 });
    await approveAs("rita", row);
    await losing("rita", async () => {
      expect((await approveAs("otto", row)).status).toBe("pending");
    });
    expect(await votesOf(row.id)).toHaveLength(2);
    expect((await approveAs("ana", row)).status).toBe("approved");
  });

  it("or left between two votes", async () => {
    const row = await waitingRequest({ quorum: 2 });
    await approveAs("rita", row);
    await sql().query("update people set status = 'deactivated' where id = 'per_rita'");
    try {
      expect((await approveAs("otto", row)).status).toBe("pending");
    } finally {
      await sql().query("update people set status = 'active' where id = 'per_rita'");
    }
  });
});

describe("A4 quorum, dual control for critical, signatures", () => {
  it("takes two people for critical, each with a passkey over the digest, kept as evidence", async () => {
    const row = await waitingRequest({ tier: "critical", quorum: 1 });
    for (const name of ["rita", "otto"]) {
      const [ctx, key] = [await asPerson(name), await enrolledKey(`per_${name}`)];
      await expect(decideApproval(ctx, approving(row))).rejects.toMatchObject({ code: "unmet" });
      const assertion = await signedDecision(ctx, key, { id: row.id, digest: row.digest, answer: "approve" });
      const { status } = await decideApproval(ctx, approving(row, { assertion }));
      expect(status).toBe(name === "rita" ? "pending" : "approved");
    }
    for (const { assertion } of await votesOf(row.id)) {
      const decision = { id: row.id, digest: row.digest, answer: "approve" as const };
      expect(verifyDecisionEvidence(assertion as never, decision)).toBe(true);
      expect(verifyDecisionEvidence(assertion as never, { ...decision, answer: "deny" })).toBe(false);
    }
    const voted = (await eventsOf(row.id)).filter(({ type }) => type === "approval.voted");
    expect(voted.map(({ details }) => (details as { evidenceDigest: string }).evidenceDigest)).toEqual([
      expect.stringMatching(/^[0-9a-f]{64}$/),
      expect.stringMatching(/^[0-9a-f]{64}$/),
    ]);
  });

  it("takes no signature under another request, another answer or other bytes", async () => {
    const [row, other] = [await waitingRequest({ tier: "high" }), await waitingRequest({ tier: "high" })];
    const [ctx, key] = [await asPerson("rita"), await enrolledKey("per_rita")];
    const right = { id: row.id, digest: row.digest, answer: "approve" as const };
    for (const wrong of [
      { ...right, id: other.id },
      { ...right, digest: other.digest },
      { ...right, answer: "deny" as const },
    ]) {
      const assertion = await signedDecision(ctx, key, wrong);
      await expect(decideApproval(ctx, approving(row, { assertion }))).rejects.toMatchObject({ code: "forbidden" });
    }
    expect(await votesOf(row.id)).toEqual([]);
    const assertion = await signedDecision(ctx, key, right);
    expect((await decideApproval(ctx, approving(row, { assertion }))).status).toBe("approved");
  });

  it("asks somebody of each group", async () => {
    const row = await waitingRequest({ groups: ["payment", "deletion"], quorum: 2 });
    expect((await approveAs("rita", row)).status).toBe("pending");
    expect((await approveAs("otto", row)).status).toBe("pending");
    expect((await approveAs("ben", row)).status).toBe("approved");
  });
});

describe("A4 out-of-office delegates", () => {
  it("lets who stands in decide, on record for whom, and shares one seat", async () => {
    const row = await waitingRequest({ quorum: 2 });
    await expect(approveAs("dana", row)).rejects.toMatchObject({ code: "forbidden" });
    const absence = await sendAway("otto", "dana");
    try {
      expect((await approveAs("dana", row)).status).toBe("pending");
      expect((await approveAs("otto", row)).status).toBe("pending");
    } finally {
      await db().absence.delete({ where: { id: absence } });
    }
    // The delegate's vote was theirs to give, and stays after the return.
    expect((await approveAs("rita", row)).status).toBe("approved");
    expect((await votesOf(row.id)).map(({ capacity, forPersonId }) => [capacity, forPersonId])).toEqual([
      ["delegate", "per_otto"],
      ["member", null],
      ["member", null],
    ]);
  });
});

describe("A3 stale digest and what changed meanwhile", () => {
  it("is a conflict, not an approval", async () => {
    const [row, other] = [await waitingRequest(), await waitingRequest()];
    for (const decide of [approveAs, denyAs]) {
      await expect(decide("rita", row, { digest: other.digest })).rejects.toMatchObject({
        code: "conflict",
        status: "pending",
      });
    }
    expect(await storedRequest(row.id)).toMatchObject({ status: "pending", version: row.version });
  });

  it("supersedes what a policy changed under, which ends nothing by itself", async () => {
    const policyId = await seedPolicy("forbid(principal, action, resource) when { false };");
    const row = await waitingRequest({ policies: [`${policyId}@1`] });
    await sql().query("update policy_versions set state = 'superseded' where policy_id = $1", [policyId]);
    await expect(approveAs("rita", row)).rejects.toMatchObject({ code: "conflict", status: "superseded" });
    expect(await storedRequest(row.id)).toMatchObject({ status: "superseded", statusReason: "policy_changed" });
    expect(await typesOf(row.id)).toEqual(["approval.superseded"]);
    expect(await votesOf(row.id)).toEqual([]);
  });

  it("supersedes what an agent's tier rose under", async () => {
    const row = await waitingRequest();
    await sql().query(`update agents set tier = 'high' where id = $1`, [row.agentId]);
    await expect(approveAs("rita", row)).rejects.toMatchObject({ code: "conflict", status: "superseded" });
  });
});

describe("A6 late denial after expiry", () => {
  it("stays expired; is recorded once, and counted", async () => {
    const row = await waitingRequest({ seconds: -1, age: 60 });
    await expect(denyAs("rita", row)).rejects.toMatchObject({ code: "conflict", status: "expired" });
    expect(await typesOf(row.id)).toEqual(["approval.late_denial"]);
    expect(await votesOf(row.id)).toMatchObject([{ answer: "deny", reason: "wrong_amount" }]);
    await expect(approveAs("otto", row)).rejects.toMatchObject({ code: "conflict", status: "expired" });
    expect(await votesOf(row.id)).toHaveLength(1);
    expect((await storedRequest(row.id)).decidedAt).toBeNull();
  });

  it("does not replace what was said in time", async () => {
    const row = await waitingRequest({ quorum: 2 });
    await approveAs("rita", row);
    await sql().query("update approvals set expires_at = clock_timestamp() where id = $1", [row.id]);
    await expect(denyAs("rita", row)).rejects.toMatchObject({ status: "expired" });
    expect((await votesOf(row.id)).map(({ answer }) => answer)).toEqual(["approve"]);
  });
});

describe("A4 narrowing by the reviewer", () => {
  it("gives new bytes with a digest of their own, which is what everybody signs from then on", async () => {
    const row = await waitingRequest({ quorum: 2, arguments: { amount: 96_000, to: ["a", "b"], note: newId("req") } });
    const { arguments: asked } = actionIn(row.bound);
    const less = { ...asked, amount: 4_200, to: ["b"] };
    await approveAs("otto", row);
    const { digest } = await previewNarrowing(await asPerson("rita"), {
      id: row.id,
      digest: row.digest,
      arguments: less,
    });
    expect((await approveAs("rita", row, { narrowed: { arguments: less } })).status).toBe("pending");
    const narrowed = await storedRequest(row.id);
    expect(narrowed).toMatchObject({ digest: row.digest, narrowedDigest: digest });
    expect(digestOf(narrowed.narrowed as Buffer)).toBe(digest);
    expect(actionIn(narrowed.narrowed as Buffer)).toEqual({ ...actionIn(row.bound), arguments: less });
    // Otto saw other bytes: that vote does not count, and the next on them is a conflict.
    await expect(approveAs("ana", row)).rejects.toMatchObject({ code: "conflict", status: "pending" });
    expect((await approveAs("otto", narrowed)).status).toBe("approved");
    const [approved] = (await eventsOf(row.id)).filter(({ type }) => type === "approval.approved");
    expect(approved?.details).toMatchObject({ digest, narrowed: true, approvals: 2 });
  });

  it.each<[string, (asked: object) => object]>([
    ["more", (asked) => ({ ...asked, amount: 10_000 })],
    ["another currency", (asked) => ({ ...asked, currency: "USD" })],
    ["a name more", (asked) => ({ ...asked, amount: 1, force: true })],
    ["nothing at all", (asked) => asked],
  ])("is refused with %s", async (_, change) => {
    const row = await waitingRequest();
    const args = change(actionIn(row.bound).arguments);
    await expect(approveAs("rita", row, { narrowed: { arguments: args } })).rejects.toMatchObject({ code: "invalid" });
    const rita = await asPerson("rita");
    await expect(previewNarrowing(rita, { id: row.id, digest: row.digest, arguments: args })).rejects.toMatchObject({
      code: "invalid",
    });
    expect((await storedRequest(row.id)).narrowed).toBeNull();
  });

  it("is shown to nobody else, nor of what is over", async () => {
    const row = await waitingRequest();
    const wanted = { id: row.id, digest: row.digest, arguments: { amount: 1 } };
    await expect(previewNarrowing(await asPerson("adam"), wanted)).rejects.toMatchObject({ code: "not_found" });
    await expect(previewNarrowing(await asPerson("olga"), wanted)).rejects.toMatchObject({ code: "forbidden" });
    await denyAs("rita", row);
    await expect(previewNarrowing(await asPerson("rita"), wanted)).rejects.toMatchObject({ status: "denied" });
  });
});

describe("A9 canaries", () => {
  it.each([
    ["deny", "caught", "denied"],
    ["approve", "missed", "approved"],
  ] as const)("%s: told at once, %s", async (answer, verdict, status) => {
    const row = await waitingRequest({ callerKind: "canary", knownAnswer: "deny" });
    const outcome = await (answer === "deny" ? denyAs : approveAs)("rita", row);
    expect(outcome).toMatchObject({ canary: verdict, status });
    expect(await typesOf(row.id)).toEqual(["approval.voted"]);
    expect(await db().auditEvent.count({ where: { agentId: row.agentId, type: { startsWith: "approval." } } })).toBe(0);
  });
});

describe("A4 votes of people no longer eligible are shown and not counted", () => {
  it("nor of who came to answer for the agent meanwhile", async () => {
    const row = await waitingRequest({ quorum: 2 });
    await seedVote(row, "ana");
    await sql().query("update agents set deputy_id = 'per_ana' where id = $1", [row.agentId]);
    expect((await approveAs("rita", row)).status).toBe("pending");
    expect((await approveAs("otto", row)).status).toBe("approved");
  });
});
