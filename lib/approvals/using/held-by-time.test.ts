import { beforeAll, describe, expect, it } from "vitest";
import { inSqlTransaction, sql } from "@/lib/db";
import { closeDecisionPoint, decisionPoint } from "@/lib/policy";
import { onConnection } from "@/lib/testing/database";
import { seedDecidingAgent, seedGrant } from "@/lib/testing/deciding";
import { approveHeld, hold, rowOf, seedReviewers } from "@/lib/testing/holding";
import { seedOrganisation } from "@/lib/testing/inventory";
import { testLog } from "@/lib/testing/log";
import { type Machine, seedMachine } from "@/lib/testing/machines";
import { statusAt } from "../rules";
import { moveApproval } from "../store";

testLog();

let machine: Machine;
beforeAll(async () => {
  await seedOrganisation();
  await seedReviewers();
  const agentId = await seedDecidingAgent();
  await seedGrant(agentId, { tool: "pay_invoice", actions: ["pay"] });
  machine = await seedMachine(agentId);
  await (await decisionPoint()).catchUp();
  return closeDecisionPoint;
});

const waits = async () => {
  const text = "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
  return (await sql().query(text)).rowCount;
};

/** Somebody holds the row without changing it until its time is over; `move` begins before, and waits for it. */
async function whileHeld<T>(id: string, move: () => Promise<T>): Promise<T> {
  return onConnection(async (holder) => {
    await holder.query("begin");
    await holder.query("select 1 from approvals where id = $1 for update", [id]);
    const moving = move();
    await expect.poll(waits, { timeout: 5_000 }).toBe(1);
    const isOver = async () =>
      (
        await sql().query(
          "select coalesce(approved_until, expires_at) <= clock_timestamp() as over from approvals where id = $1",
          [id],
        )
      ).rows[0].over;
    await expect.poll(isOver, { timeout: 5_000 }).toBe(true);
    await holder.query("commit");
    return moving;
  });
}
const endsSoon = (id: string) =>
  sql().query(
    "update approvals set expires_at = clock_timestamp() + interval '400 milliseconds', approved_until = case when approved_until is null then null else clock_timestamp() + interval '400 milliseconds' end where id = $1",
    [id],
  );

describe("A6 the database's clock decides at the moment of the move, not at the moment of asking", () => {
  it("for whoever waited for the row until its time was over", async () => {
    const approved = await approveHeld(await hold(machine));
    await endsSoon(approved.id);
    const moved = await whileHeld(approved.id, () =>
      inSqlTransaction((tx) =>
        moveApproval(tx, { id: approved.id, from: ["approved"], to: "revoked", timely: "approved" }),
      ),
    );
    expect(moved).toBeNull();
  });

  it("and what it writes of the moment lies before the limit, however short before", async () => {
    const approved = await approveHeld(await hold(machine));
    const ready = `update approvals set status = 'approved', consumed_at = null,
      approved_until = clock_timestamp() + make_interval(secs => $2::float8 / 1e6) where id = $1`;
    const late: string[] = [];
    let moved = 0;
    for (let round = 0; round < 300; round++) {
      await sql().query(ready, [approved.id, 200 + round * 10]);
      const used = await inSqlTransaction((tx) =>
        moveApproval(tx, { id: approved.id, from: ["approved"], to: "consumed", timely: "approved" }),
      );
      if (!used?.consumedAt || !used.approvedUntil) continue;
      moved++;
      if (used.consumedAt >= used.approvedUntil) late.push(`${200 + round * 10} microseconds before`);
    }
    expect(late).toEqual([]);
    expect(moved).toBeGreaterThan(0);
    await sql().query("delete from approvals where id = $1", [approved.id]);
  });

  it("for what a change elsewhere ends: time was faster, and stays what ended it", async () => {
    const waiting = await hold(machine);
    await endsSoon(waiting.id);
    await whileHeld(waiting.id, () =>
      sql().query("update agents set status = 'suspended' where id = $1", [machine.agentId]),
    );
    const row = await rowOf(waiting.id);
    expect([row.status, statusAt(row, row.readAt)]).toEqual(["pending", "expired"]);
  });
});
