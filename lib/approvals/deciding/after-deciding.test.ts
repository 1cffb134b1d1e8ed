import { beforeAll, describe, expect, it } from "vitest";
import { systemContext } from "@/lib/context";
import { db, sql } from "@/lib/db";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { seedDecidingAgent } from "@/lib/testing/deciding";
import { eventsOf } from "@/lib/testing/inventory";
import {
  approveAs,
  asPerson,
  denyAs,
  joinGroup,
  seedReviewing,
  sendAway,
  storedRequest,
  waitingRequest,
} from "@/lib/testing/reviewing";
import { addBreakGlassMember, removeBreakGlassMember } from "./break-glass-members";
import { escalateDue } from "./escalate-due";
import { factsOf } from "./facts";
import { noteView } from "./note-view";
import { reopenRequest } from "./reopen-request";
import { reviewBreakGlass } from "./review-break-glass";
import { revokeApproval } from "./revoke-approval";

testDatabase();
beforeAll(seedReviewing);

const reason = "The supplier called: it is a duplicate.";
const codesOf = (answers: PromiseSettledResult<unknown>[]) =>
  answers.map((answer) => (answer.status === "fulfilled" ? "done" : (answer.reason as { code: string }).code)).sort();
const typesOf = async (id: string) => (await eventsOf(id)).map(({ type }) => type).sort();

async function approved(name = "rita") {
  const row = await waitingRequest();
  await approveAs(name, row);
  return storedRequest(row.id);
}

describe("A6 an approval is withdrawn before its use", () => {
  it("by who gave it, and by a reviewer in scope", async () => {
    for (const name of ["rita", "dana", "cora"]) {
      const row = await approved();
      expect(await revokeApproval(await asPerson(name), { id: row.id, reason })).toMatchObject({ status: "revoked" });
      expect(await storedRequest(row.id)).toMatchObject({ statusReason: "reviewer", endedById: `per_${name}` });
      const event = (await eventsOf(row.id)).find(({ type }) => type === "approval.revoked");
      expect(event?.details).toEqual({ why: "reviewer", digest: row.digest, text: reason });
    }
  });

  it("by who gave it and is no reviewer any more, but by nobody else without the role", async () => {
    const row = await approved();
    await expect(revokeApproval(await asPerson("hana"), { id: row.id, reason })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(revokeApproval(await asPerson("adam"), { id: row.id, reason })).rejects.toMatchObject({
      code: "not_found",
    });
    const elsewhere = contextAs("reviewer", { id: "per_dana", teamId: "tem_b" });
    await expect(revokeApproval(elsewhere, { id: row.id, reason })).rejects.toMatchObject({ code: "not_found" });
    const roleless = {
      ...(await asPerson("rita")),
      actor: { kind: "user", id: "per_rita", sessionId: "s", grants: [] },
    };
    expect((await revokeApproval(roleless as never, { id: row.id, reason })).status).toBe("revoked");
  });

  it("once: the loser of a race is told the recorded state; nor what waits, lapsed or was used", async () => {
    const row = await approved();
    const ctx = await asPerson("cora");
    const answers = await Promise.allSettled([1, 2, 3].map(() => revokeApproval(ctx, { id: row.id, reason })));
    expect(codesOf(answers)).toEqual(["conflict", "conflict", "done"]);
    await expect(revokeApproval(ctx, { id: row.id, reason })).rejects.toMatchObject({ status: "revoked" });
    const { id } = await waitingRequest();
    await expect(revokeApproval(ctx, { id, reason })).rejects.toMatchObject({ status: "pending" });
    const late = await approved();
    await sql().query("update approvals set approved_until = clock_timestamp() where id = $1", [late.id]);
    await expect(revokeApproval(ctx, { id: late.id, reason })).rejects.toMatchObject({ status: "lapsed" });
    const used = await approved();
    await sql().query("update approvals set status = 'consumed', consumed_at = clock_timestamp() where id = $1", [
      used.id,
    ]);
    await expect(revokeApproval(ctx, { id: used.id, reason })).rejects.toMatchObject({ status: "consumed" });
  });

  it("with a reason", async () => {
    const { id } = await approved();
    const withdrawn = revokeApproval(await asPerson("rita"), { id, reason: "  " });
    await expect(withdrawn).rejects.toMatchObject({ code: "invalid" });
  });
});

describe("A7 re-ask after a human no: only a human reopens it", () => {
  it("once, by a reviewer or compliance in scope, with a reason; the denial stays", async () => {
    const row = await waitingRequest();
    await denyAs("rita", row);
    const [dana, cora] = [await asPerson("dana"), await asPerson("cora")];
    const answers = await Promise.allSettled([dana, cora].map((ctx) => reopenRequest(ctx, { id: row.id, reason })));
    expect(codesOf(answers)).toEqual(["conflict", "done"]);
    const { status, reopenedAt, reopenedById } = await storedRequest(row.id);
    expect([status, reopenedAt !== null]).toEqual(["denied", true]);
    expect(["per_dana", "per_cora"]).toContain(reopenedById);
    expect(await typesOf(row.id)).toEqual(["approval.denied", "approval.reopened", "approval.voted"]);
  });

  it("not by the agent's owner, also as a reviewer, nor by who works with it", async () => {
    const agentId = await seedDecidingAgent({ ownerId: "per_dana" });
    const row = await waitingRequest({ agentId, personId: "per_cora" });
    await denyAs("rita", row);
    for (const name of ["dana", "cora", "hana"]) {
      await expect(reopenRequest(await asPerson(name), { id: row.id, reason })).rejects.toMatchObject({
        code: "forbidden",
      });
    }
    const refused = { type: "access.refused", targetId: "per_dana" };
    expect(await db().auditEvent.count({ where: refused })).toBe(1);
  });

  it("not of what was not denied", async () => {
    const row = await approved();
    await expect(reopenRequest(await asPerson("dana"), { id: row.id, reason })).rejects.toMatchObject({
      status: "approved",
    });
  });
});

describe("A4 break-glass: named group, reason, 60 minutes at most, immediate alert, mandatory after-review", () => {
  const broken = async (over: Parameters<typeof waitingRequest>[0] = {}) => {
    const row = await waitingRequest({ groups: ["payment", "deletion"], quorum: 2, ...over });
    await sql().query("update approvals set ttl_seconds = 86400 where id = $1", [row.id]);
    const outcome = await approveAs("glen", row, { breakGlass: true, text: "Payroll stands still." });
    return { row: await storedRequest(row.id), outcome };
  };

  it("approves alone, for an hour at most, and tells compliance and the CISO at once", async () => {
    const { row, outcome } = await broken();
    expect(outcome.status).toBe("approved");
    expect(row.breakGlass).toBe(true);
    const minutes = ((row.approvedUntil?.getTime() ?? 0) - (row.decidedAt?.getTime() ?? 0)) / 60_000;
    expect(minutes).toBeCloseTo(60, 1);
    const alert = await db().auditEvent.findFirst({ where: { targetId: row.id, type: "approval.glass_broken" } });
    expect(alert).toMatchObject({ severity: "alert", actorId: "per_glen", agentId: row.agentId });
    const notices = await db().notice.findMany({ where: { kind: "approval_glass", agentId: row.agentId } });
    expect(notices.map(({ personId }) => personId).sort()).toEqual(["per_cora", "per_hana"]);
  });

  it("is nobody's without being named, and keeps every bar of separation of duties", async () => {
    const text = "Payroll stands still.";
    const row = await waitingRequest();
    await expect(approveAs("rita", row, { breakGlass: true, text })).rejects.toMatchObject({ code: "forbidden" });
    await expect(approveAs("glen", row)).rejects.toMatchObject({ code: "not_found" });
    const own = await waitingRequest({ personId: "per_glen" });
    await expect(approveAs("glen", own, { breakGlass: true, text })).rejects.toMatchObject({ code: "forbidden" });
    expect((await storedRequest(row.id)).status).toBe("pending");
  });

  it("is reviewed once, by compliance or the CISO, never by who broke it or answers for the agent", async () => {
    const { row } = await broken();
    const review = { id: row.id, verdict: "not_justified", note: "The owner was there." } as const;
    await db().roleGrant.create({ data: { id: "grt_glen", personId: "per_glen", role: "compliance" } });
    await expect(reviewBreakGlass(await asPerson("glen"), review)).rejects.toMatchObject({ code: "forbidden" });
    await db().roleGrant.delete({ where: { id: "grt_glen" } });
    await expect(reviewBreakGlass(await asPerson("rita"), review)).rejects.toMatchObject({ code: "forbidden" });
    const [cora, hana] = [await asPerson("cora"), await asPerson("hana")];
    const answers = await Promise.allSettled([cora, hana].map((ctx) => reviewBreakGlass(ctx, review)));
    expect(codesOf(answers)).toEqual(["conflict", "done"]);
    expect(await storedRequest(row.id)).toMatchObject({ verdict: "not_justified", verdictNote: review.note });
    const event = (await eventsOf(row.id)).find(({ type }) => type === "approval.glass_reviewed");
    expect(event?.details).toEqual({ verdict: "not_justified", brokenById: "per_glen", note: review.note });
  });

  it("is not reviewed by an owner who is CISO, nor where no glass was broken", async () => {
    const agentId = await seedDecidingAgent({ ownerId: "per_hana" });
    const { row } = await broken({ agentId });
    const review = { id: row.id, verdict: "justified", note: "Seen." } as const;
    await expect(reviewBreakGlass(await asPerson("hana"), review)).rejects.toMatchObject({ code: "forbidden" });
    const { id } = await approved();
    await expect(reviewBreakGlass(await asPerson("cora"), { ...review, id })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  it("has members whom compliance names, and nobody themselves", async () => {
    const [cora, personId] = [await asPerson("cora"), "per_mia"];
    await expect(addBreakGlassMember(await asPerson("hana"), { personId })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(addBreakGlassMember(cora, { personId: "per_cora" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(addBreakGlassMember(cora, { personId: "per_gone" })).rejects.toMatchObject({ code: "unmet" });
    await expect(addBreakGlassMember(cora, { personId: "per_none" })).rejects.toMatchObject({ code: "not_found" });
    const added = await Promise.allSettled([1, 2].map(() => addBreakGlassMember(cora, { personId })));
    expect(codesOf(added)).toEqual(["conflict", "done"]);
    const removed = await Promise.allSettled([1, 2].map(() => removeBreakGlassMember(cora, { personId })));
    expect(codesOf(removed)).toEqual(["conflict", "done"]);
    await expect(removeBreakGlassMember(await asPerson("glen"), { personId })).rejects.toMatchObject({
      code: "forbidden",
    });
    expect(await typesOf(personId)).toEqual(["break_glass.member_added", "break_glass.member_removed"]);
  });
});

describe("A4 nobody eligible: escalation ladder (group, manager, governance), then expire closed", () => {
  const worker = () => escalateDue(systemContext("worker"));

  it("asks managers after a third of the time and governance after two, each once", async () => {
    const row = await waitingRequest({ age: 1_700, seconds: 3_400 });
    await expect(approveAs("mia", row)).rejects.toMatchObject({ code: "not_found" });
    await Promise.all([worker(), worker(), worker()]);
    expect((await storedRequest(row.id)).rung).toBe("manager");
    await sql().query(
      "update approvals set requested_at = requested_at - interval '2000 seconds', expires_at = expires_at - interval '2000 seconds' where id = $1",
      [row.id],
    );
    await expect(approveAs("cora", row)).rejects.toMatchObject({ code: "forbidden" });
    await Promise.all([worker(), worker()]);
    const escalated = (await eventsOf(row.id)).filter(({ type }) => type === "approval.escalated");
    expect(escalated.map(({ details }) => details)).toEqual([
      { rung: "manager", from: "group", why: "time", reachable: true, nobody: false },
      { rung: "governance", from: "manager", why: "time", reachable: true, nobody: false },
    ]);
    expect((await approveAs("cora", row)).status).toBe("approved");
  });

  it("goes on at once where those who are asked are too few", async () => {
    await joinGroup("data_export", "dana");
    const row = await waitingRequest({ groups: ["data_export"] });
    await worker();
    expect((await storedRequest(row.id)).rung).toBe("group");
    const absence = await sendAway("dana", null);
    await worker();
    await db().absence.delete({ where: { id: absence } });
    expect((await storedRequest(row.id)).rung).toBe("governance");
    expect((await eventsOf(row.id)).map(({ details }) => details)).toMatchObject([{ why: "nobody", from: "group" }]);
  });

  it("leaves what is over, and canaries", async () => {
    const over = await waitingRequest({ groups: ["infrastructure_change"], seconds: -1, age: 100 });
    const canary = await waitingRequest({ groups: ["infrastructure_change"], callerKind: "canary" });
    await worker();
    for (const { id } of [over, canary]) expect((await storedRequest(id)).rung).toBe("group");
  });
});

describe("A9 what is kept of looking", () => {
  it("is who may decide, when first, and for how long in all", async () => {
    const { id, version } = await waitingRequest();
    await noteView(await asPerson("rita"), { id, dwellMillis: 1_500 });
    const first = (await storedRequest(id)).firstViewedAt;
    await noteView(await asPerson("rita"), { id, dwellMillis: 2_000 });
    await noteView(await asPerson("olga"), { id, dwellMillis: 9_000 });
    await noteView(await asPerson("otto"), { id, dwellMillis: 86_400_000 });
    await noteView(await asPerson("otto"), { id, dwellMillis: 86_400_000 });
    expect(await storedRequest(id)).toMatchObject({ firstViewedAt: first, version });
    expect(first).not.toBeNull();
    const views = await db().approvalView.findMany({ where: { approvalId: id }, orderBy: { personId: "asc" } });
    expect(views.map(({ personId, dwellMillis }) => [personId, dwellMillis])).toEqual([
      ["per_otto", 86_400_000],
      ["per_rita", 3_500],
    ]);
    await expect(noteView(await asPerson("rita"), { id: "apr_none", dwellMillis: 1 })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("A4 facts of many at once", () => {
  it("are two statements, whatever the number, and leave out what is not there", async () => {
    const rows = [await waitingRequest(), await waitingRequest({ groups: ["deletion"] })];
    let statements = 0;
    const counting = {
      query: (...given: Parameters<ReturnType<typeof sql>["query"]>) => {
        statements += 1;
        return sql().query(...given);
      },
    };
    const facts = await factsOf(counting as never, [...rows.map(({ id }) => id), "apr_none"]);
    expect([...facts.keys()].sort()).toEqual(rows.map(({ id }) => id).sort());
    expect(statements).toBe(2);
    expect(await factsOf(counting as never, [])).toEqual(new Map());
    expect(statements).toBe(2);
  });
});
