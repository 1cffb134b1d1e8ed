import { createHash } from "node:crypto";
import fs from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { systemContext } from "@/lib/context";
import { inSqlTransaction, sql } from "@/lib/db";
import { pastTheWalls, recordSome, testLog } from "@/lib/testing/log";
import { hashOfEscaped } from "./leaf-texts";
import { recordEvents } from "./record";
import { runSelfAudit } from "./self-audit";
import { sequenceOnce } from "./sequencer";

testLog();

const FORMER = "prisma/migrations/20261122010000_queue_by_the_statement/migration.sql";

const rowsOf = async <T extends object>(text: string, values: unknown[] = []) =>
  (await sql().query<T>(text, values)).rows;
const numbered = async () =>
  (await rowsOf<{ id: string }>("select event_id as id from log_sequence order by seq")).map(({ id }) => id);

function recordTogether(count: number): Promise<string[]> {
  const events = Array.from({ length: count }, (_, at) => ({
    type: "team.created" as const,
    targetId: `tem_${at}`,
    details: { name: `Team ${at}` },
  }));
  return inSqlTransaction((tx) => recordEvents(tx, systemContext("test"), events));
}

describe("L2 the queue of events that wait for their number", () => {
  it("holds the events of a statement in rows of forty, and gives them their numbers in their order", async () => {
    await sequenceOnce();
    const ids = [...(await recordTogether(101)), ...(await recordTogether(1))];
    const rows = await rowsOf<{ events: number }>(
      "select cardinality(event_ids) as events from log_queue order by position",
    );
    expect(rows.map(({ events }) => events)).toEqual([40, 40, 21, 1]);
    const waiting = await rowsOf<{ id: string }>("select event_id as id from log_pending order by position");
    expect(new Set(waiting.map(({ id }) => id))).toEqual(new Set(ids));
    const [state] = await rowsOf<{ distance: number }>(
      "select (q.last_value - s.taken_position)::int as distance from log_state s, log_pending_position_seq q",
    );
    expect(state?.distance).toBe(102);
    expect(await sequenceOnce()).toMatchObject({ numbered: 102 });
    expect((await numbered()).slice(-102)).toEqual(ids);
    expect(await rowsOf("select from log_queue")).toEqual([]);
    expect(await runSelfAudit()).toEqual([]);
  });

  it("lets an event go on waiting that is not what was recorded, and numbers those beside it", async () => {
    await sequenceOnce();
    const ids = await recordTogether(50);
    const spoiled = [ids[3], ids[45]] as string[];
    const turned = (id: string) =>
      `update audit_events set leaf = set_byte(leaf, 20, get_byte(leaf, 20) # 128) where id = '${id}'`;
    await pastTheWalls(async (client) => {
      await client.query("alter table audit_events drop constraint if exists audit_events_leaf_hash");
      for (const id of spoiled) await client.query(turned(id));
    });
    const before = await rowsOf<{ position: bigint; since: Date }>("select position, since from log_queue order by 1");
    expect(await sequenceOnce()).toMatchObject({ numbered: 48 });
    expect((await numbered()).slice(-48)).toEqual(ids.filter((id) => !spoiled.includes(id)));
    const waiting = await rowsOf("select position, event_ids as ids, since from log_queue order by position");
    expect(waiting).toEqual(before.map((row, at) => ({ ...row, ids: [spoiled[at]] })));
    expect(await runSelfAudit()).toEqual(
      expect.arrayContaining(spoiled.map((id) => `event ${id} waits for a number and is not what was recorded`)),
    );
    await pastTheWalls(async (client) => {
      for (const id of spoiled) await client.query(turned(id));
    });
    // The two, and what the self-audit had to say of them.
    expect(await sequenceOnce()).toMatchObject({ numbered: 3 });
    expect(await runSelfAudit()).toEqual([]);
  });

  it("numbers what waited in a database of before it was one", async () => {
    await sequenceOnce();
    const first = await recordSome(3);
    const client = await sql().connect();
    try {
      await client.query("begin");
      // The queue as it was, with what waits in it; then the upgrade.
      await client.query(`alter sequence log_pending_position_seq owned by none; create table former as
        select position * 100 + row_number() over (partition by position) as position, event_id, since, at from log_pending;
        drop view log_pending; drop table log_queue; alter table former rename to log_pending;
        select setval('log_pending_position_seq', (select max(position) from log_pending))`);
      await client.query(fs.readFileSync(FORMER, "utf8"));
      await client.query("commit");
    } finally {
      client.release(true);
    }
    const then = await recordTogether(2);
    expect(await sequenceOnce()).toMatchObject({ numbered: 5 });
    expect(await numbered()).toEqual(expect.arrayContaining([...first, ...then]));
    expect(await runSelfAudit()).toEqual([]);
  });

  it.each([
    ["delete from log_pending"],
    ["update log_pending set at = now()"],
    ["insert into log_pending (event_id, at) values ('evt_x', now())"],
    ["delete from log_queue"],
    ["update log_queue set since = now()"],
    ["truncate log_queue"],
    ["insert into log_queue (position, event_ids, ats) values (1, '{evt_x}', '{2026-01-01}')"],
  ])("is written by the log's own functions alone: %s", async (statement) => {
    await recordSome(1);
    await expect(sql().query(statement)).rejects.toMatchObject({ code: "CS004" });
  });
});

describe("L2 the hash of a leaf that is read as text", () => {
  it("is that of its bytes, whatever they are", async () => {
    const texts = fc.oneof(fc.string(), fc.string({ unit: "binary" }), fc.json());
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array(),
          texts.map((text) => Buffer.from(text)),
        ),
        async (bytes) => {
          const [row] = await rowsOf<{ text: string }>("select encode($1::bytea, 'escape') as text", [
            Buffer.from(bytes),
          ]);
          const hash = createHash("sha256").update("\0").update(bytes).digest();
          expect(hashOfEscaped(row?.text ?? "")).toEqual(hash);
        },
      ),
      { numRuns: 200 },
    );
  });
});
