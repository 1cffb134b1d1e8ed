import { describe, expect, it } from "vitest";
import { systemContext } from "@/lib/context";
import { inSqlTransaction, sql } from "@/lib/db";
import { recordSome, testLog } from "@/lib/testing/log";
import { readPending } from "./log-queue";
import { recordEvents } from "./record";
import { onOneConnection } from "./store";

testLog();

const LONG_AGO = new Date("2019-05-05T12:00:00Z");

describe("L3 months: what stood outside any month moves into its own", () => {
  it("and whoever reads the log meanwhile misses none of it", async () => {
    const [young = ""] = await recordSome(1);
    const [old = ""] = await inSqlTransaction((tx) =>
      recordEvents(tx, systemContext("test", { now: LONG_AGO }), [
        { type: "team.created", targetId: "tem_old", details: { name: "Old" } },
      ]),
    );
    const moved = Promise.withResolvers<void>();
    const waited = Promise.withResolvers<void>();
    const moving = inSqlTransaction(async (tx) => {
      await tx.query("select audit_make_partition('audit_events', '2019-05-01')");
      moved.resolve();
      await waited.promise;
    });
    await moved.promise;
    const reading = onOneConnection((client) => readPending(client, 10));
    // Planned already, or about to be: it stands behind the one that moves.
    await expect
      .poll(async () => (await sql().query("select count(*)::int as n from pg_locks where not granted")).rows[0].n)
      .toBeGreaterThan(0);
    waited.resolve();
    await moving;
    const events = await reading;
    expect(events.map(({ eventId }) => eventId)).toEqual([young, old]);
    expect(events.map(({ leaf }) => leaf?.length ?? null)).not.toContain(null);
    const { rows } = await sql().query("select id from audit_events_201905");
    expect(rows).toEqual([{ id: old }]);
  });
});
