import { beforeAll, describe, expect, it } from "vitest";
import { type Context, contextFor, systemContext } from "@/lib/context";
import type { MachineCaller } from "@/lib/credentials";
import { db, sql } from "@/lib/db";
import { onConnection, testDatabase } from "@/lib/testing/database";
import { approving, asPerson, denying, seedReviewing, storedRequest, waitingRequest } from "@/lib/testing/reviewing";
import { cancelRequest } from "../asking/cancel-request";
import { sweepApprovals } from "../asking/sweep-approvals";
import type { ApprovalRow } from "../store";
import type { Status } from "../terms";
import { decideApproval } from "./decide-approval";
import { revokeApproval } from "./revoke-approval";

testDatabase();

let reviewers: Context[] = [];
beforeAll(async () => {
  await seedReviewing();
  reviewers = await Promise.all(["rita", "otto", "ana"].map(asPerson));
});

const [RITA, OTTO, ANA] = [0, 1, 2];
const by = (at: number) => reviewers[at] as Context;
const cancel = (row: ApprovalRow) => {
  const ctx = contextFor({ kind: "agent", id: row.agentId, instanceId: "ins_test" });
  return cancelRequest(ctx, { handle: row.handle, caller: { agentId: row.agentId } as MachineCaller });
};

/** Lets all of them begin while another connection holds the row, and go at the same instant. @param last what the holder still does */
async function atOnce(
  row: ApprovalRow,
  works: (() => Promise<unknown>)[],
  last = "select 1 from approvals where id = $1",
) {
  return onConnection(async (holder) => {
    await holder.query("begin");
    await holder.query("select 1 from approvals where id = $1 for update", [row.id]);
    const begun = Promise.allSettled(works.map((work) => work()));
    await untilWaiting(works.length);
    await holder.query(last, [row.id]);
    await holder.query("commit");
    return begun;
  });
}

/** Until so many connections wait for a lock in this database. */
async function untilWaiting(count: number): Promise<void> {
  const text = "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
  await expect.poll(async () => (await sql().query(text)).rowCount, { interval: 5 }).toBeGreaterThanOrEqual(count);
}

/** The recorded state that a loser was told. */
function toldTo(answer: PromiseSettledResult<unknown>): Status | "won" | undefined {
  if (answer.status === "fulfilled") return "won";
  const { status, more } = answer.reason as { status?: Status; more?: Record<string, Status> };
  return more?.["urn:countersign:status"] ?? status;
}

const ENDS = ["approval.approved", "approval.denied", "approval.cancelled", "approval.expired", "approval.revoked"];
const endsOf = async (targetId: string) => {
  const events = await db().auditEvent.findMany({ where: { targetId, type: { in: ENDS } } });
  return events.map(({ type }) => type.replace("approval.", ""));
};

describe("A6 approve, deny, expire and cancel at the same instant: one winner, all callers told the recorded state", () => {
  it.each(Array.from({ length: 12 }, (_, round) => round))("approve, deny and cancel, round %i", async (round) => {
    const row = await waitingRequest();
    const works = [
      () => decideApproval(by(RITA), approving(row)),
      () => decideApproval(by(OTTO), denying(row)),
      () => cancel(row),
      () => decideApproval(by(ANA), approving(row)),
    ];
    const turned = [...works.slice(round % 4), ...works.slice(0, round % 4)];
    const told = (await atOnce(row, turned)).map(toldTo);
    const { status } = await storedRequest(row.id);
    expect(told.toSorted()).toEqual(["won", status, status, status].toSorted());
    expect(await endsOf(row.id)).toEqual([status]);
    expect(await db().approvalVote.count({ where: { approvalId: row.id } })).toBe(status === "cancelled" ? 0 : 1);
  });

  it("everybody loses to the clock", async () => {
    const row = await waitingRequest();
    const works = [
      () => decideApproval(by(RITA), approving(row)),
      () => decideApproval(by(OTTO), denying(row)),
      () => cancel(row),
    ];
    const expire = "update approvals set expires_at = clock_timestamp() where id = $1";
    expect((await atOnce(row, works, expire)).map(toldTo)).toEqual(["expired", "expired", "expired"]);
    await sweepApprovals(systemContext("worker"));
    expect((await storedRequest(row.id)).status).toBe("expired");
    expect(await endsOf(row.id)).toEqual(["expired"]);
    // The no that came too late is the one trace of the three.
    expect(await db().approvalVote.findMany({ where: { approvalId: row.id } })).toMatchObject([
      { personId: "per_otto", answer: "deny" },
    ]);
  });
});

describe("A4 votes at the same instant", () => {
  it("add up: the quorum is reached by exactly one of them, and nobody's vote is lost", async () => {
    for (let round = 0; round < 5; round += 1) {
      const row = await waitingRequest({ quorum: 2 });
      const works = [RITA, OTTO].map((at) => () => decideApproval(by(at), approving(row)));
      const answers = await atOnce(row, works);
      const statuses = answers.map(
        (answer) => answer.status === "fulfilled" && (answer.value as { status: Status }).status,
      );
      expect(statuses.toSorted()).toEqual(["approved", "pending"]);
      expect(await db().approvalVote.count({ where: { approvalId: row.id } })).toBe(2);
      expect(await endsOf(row.id)).toEqual(["approved"]);
    }
  });

  it("one no is enough, whoever else says yes meanwhile", async () => {
    const row = await waitingRequest({ quorum: 2 });
    const works = [
      () => decideApproval(by(RITA), approving(row)),
      () => decideApproval(by(OTTO), denying(row)),
      () => decideApproval(by(RITA), approving(row)),
    ];
    await atOnce(row, works);
    expect((await storedRequest(row.id)).status).toBe("denied");
    expect(await endsOf(row.id)).toEqual(["denied"]);
  });

  it("two narrowings: the first counts, and the other saw what does not wait any more", async () => {
    const row = await waitingRequest({ quorum: 2, arguments: { amount: 900, reference: "narrowed twice" } });
    const narrowed = (amount: number) => ({ narrowed: { arguments: { amount, reference: "narrowed twice" } } });
    const works = [RITA, OTTO].map((at) => () => decideApproval(by(at), approving(row, narrowed(at === RITA ? 5 : 6))));
    const told = (await atOnce(row, works)).map(toldTo);
    expect(told.toSorted()).toEqual(["pending", "won"]);
    expect(await db().approvalVote.count({ where: { approvalId: row.id } })).toBe(1);
  });

  it("a change of the agent meanwhile ends what waits and leaves what was approved to its use", async () => {
    const row = await waitingRequest();
    const change = () => sql().query("update agents set fingerprint = 'changed' where id = $1", [row.agentId]);
    const told = (await atOnce(row, [() => decideApproval(by(RITA), approving(row)), change])).map(toldTo);
    const { status } = await storedRequest(row.id);
    expect(told).toEqual(status === "approved" ? ["won", "won"] : ["superseded", "won"]);
    expect(["approved", "superseded"]).toContain(status);
  });

  it("an agent that is stopped at the same instant has nothing approved afterwards", async () => {
    const row = await waitingRequest();
    const stop = () => sql().query("update agents set status = 'suspended' where id = $1", [row.agentId]);
    const told = (await atOnce(row, [() => decideApproval(by(RITA), approving(row)), stop])).map(toldTo);
    const { status } = await storedRequest(row.id);
    expect(status).toBe(told[0] === "won" ? "revoked" : "cancelled");
    expect(["won", "cancelled"]).toContain(told[0]);
  });

  it("withdrawn by several at once: by one", async () => {
    const row = await waitingRequest();
    await decideApproval(by(RITA), approving(row));
    const works = [RITA, OTTO, ANA].map((at) => () => revokeApproval(by(at), { id: row.id, reason: "Stop it." }));
    expect((await atOnce(row, works)).map(toldTo).toSorted()).toEqual(["revoked", "revoked", "won"]);
    expect(await endsOf(row.id)).toEqual(expect.arrayContaining(["approved", "revoked"]));
  });
});
