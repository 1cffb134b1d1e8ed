import { describe, expect, it } from "vitest";
import { systemContext } from "@/lib/context";
import { inTransaction, sql } from "@/lib/db";
import { onConnection } from "@/lib/testing/database";
import { pastTheWalls, recordSome, testLog } from "@/lib/testing/log";
import { logHealth, type NewEvent, recordEvent, recordStream, sequenceOnce } from "./index";
import { leafOf } from "./leaf";
import { insertEventsAlone } from "./store";

testLog();

const ctx = systemContext("test");
const named = (name: string): NewEvent => ({ type: "team.created", targetId: "tem_x", details: { name } });
const counted = async () => (await sql().query("select count(*)::int from audit_events")).rows[0].count as number;

describe("L1 events through group commit", () => {
  it("are all recorded, each under its own id, before their callers hear of it", async () => {
    const ids = await Promise.all(Array.from({ length: 2_300 }, (_, at) => recordStream(ctx, named(`Team ${at}`))));
    expect(new Set(ids).size).toBe(2_300);
    const { rows } = await sql().query("select count(*)::int from audit_events where id = any($1)", [ids]);
    expect(rows[0].count).toBe(2_300);
    expect(await sequenceOnce()).toMatchObject({ numbered: 2_300 });
  });

  it("keep their personal fields beside the leaf", async () => {
    const event: NewEvent = { type: "session.refused", targetId: "ses_x", personal: { email: "ada@example.com" } };
    const id = await recordStream(ctx, event);
    const { rows } = await sql().query(
      "select p.value, convert_from(e.leaf, 'utf8') as leaf from audit_personal p join audit_events e on e.id = p.event_id where e.id = $1",
      [id],
    );
    expect(rows[0].value).toBe("ada@example.com");
    expect(rows[0].leaf).not.toContain("ada@example.com");
  });

  it("cannot be logged twice by writing them again", async () => {
    const rows = [
      leafOf(ctx, named("Once")),
      leafOf(ctx, { type: "session.refused", targetId: "s", personal: { email: "a@b.example" } }),
    ];
    await insertEventsAlone(rows.slice(0, 1));
    const before = await counted();
    await insertEventsAlone(rows, { again: true });
    await insertEventsAlone(rows, { again: true });
    expect(await counted()).toBe(before + 1);
    await expect(insertEventsAlone(rows)).rejects.toMatchObject({ code: "23505" });
  });

  it("refuse what the log cannot hold without harming the events beside them", async () => {
    const results = await Promise.allSettled([
      recordStream(ctx, named("Before")),
      Promise.resolve().then(() => recordStream(ctx, named("x".repeat(70_000)))),
      Promise.resolve().then(() => recordStream(ctx, named("nul \0 inside"))),
      Promise.resolve().then(() =>
        recordStream(ctx, { type: "team.created", targetId: "t", details: { salary: 1 } } as unknown as NewEvent),
      ),
      recordStream(ctx, named("After")),
    ]);
    expect(
      results.map((result) => (result.status === "fulfilled" ? "ok" : (result.reason.code ?? result.reason.message))),
    ).toEqual(["ok", "too_large", "invalid", "The event team.created has no field salary in the vocabulary", "ok"]);
  });
});

describe("L1 a log that falls behind", () => {
  it("tells writers to slow down, through either way of writing, drops nothing, and recovers", async () => {
    await sequenceOnce();
    const size = (await logHealth()).size;
    await pastTheWalls((client) => client.query("update log_state set backlog_limit = 10"));
    await recordSome(11);
    await expect(recordSome(1)).rejects.toMatchObject({ code: "unavailable" });
    await expect(recordStream(ctx, named("Late"))).rejects.toMatchObject({ code: "unavailable" });
    await expect(inTransaction((tx) => recordEvent(tx, ctx, named("Late")))).rejects.toMatchObject({
      code: "unavailable",
    });
    expect(await sequenceOnce()).toMatchObject({ numbered: 11, size: size + 11 });
    await recordSome(1);
  });

  it("does not count rolled-back events as backlog for ever", async () => {
    await sequenceOnce();
    await onConnection(async (client) => {
      for (let attempt = 0; attempt < 12; attempt++) {
        await client.query("begin");
        await client
          .query(
            "insert into audit_events (id, at, type, severity, outcome, actor_kind, actor_id, target_kind, target_id, correlation_id, leaf, leaf_hash) select 'evt_rolled', at, type, severity, outcome, actor_kind, actor_id, target_kind, target_id, correlation_id, leaf, leaf_hash from audit_events limit 1",
          )
          .catch(() => {});
        await client.query("rollback");
      }
    });
    await expect(recordSome(1)).rejects.toMatchObject({ code: "unavailable" });
    await sequenceOnce();
    await recordSome(1);
    expect(await sequenceOnce()).toMatchObject({ numbered: 1 });
  });
});
