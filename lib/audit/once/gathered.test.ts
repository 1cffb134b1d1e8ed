import { describe, expect, it } from "vitest";
import { contextFor } from "@/lib/context";
import { sql } from "@/lib/db";
import { newId } from "@/lib/ids";
import { pastTheWalls, testLog } from "@/lib/testing/log";
import type { EventRow } from "../store";
import { textArray } from "./arrays";
import { Gathering } from "./gathered";
import { prepareEvent } from "./record-once";
import type { Gate } from "./store";

testLog();

interface Key {
  key: string;
  eventId: string;
}

/** Lets each key through once, and none that divides by nought. */
const GATE: Gate<Key> = {
  name: "gathered-test",
  insert: (first) => `insert into gathered_keys (key, event_id)
    select k.key, k.event_id from unnest($${first}::text[], $${first + 1}::text[]) as k (key, event_id)
    order by 1, 1 / (case when k.key like 'bad%' then 0 else 1 end) on conflict do nothing returning event_id`,
  valuesOf: (rows) => [textArray(rows.map(({ key }) => key)), textArray(rows.map(({ eventId }) => eventId))],
};

function call(keys: readonly string[]): { rows: EventRow[]; gateRows: Key[] } {
  const ctx = contextFor({ kind: "apiKey", id: newId("aky"), grants: [] });
  const rows = keys.map((key) => {
    const prepared = prepareEvent(ctx, {
      type: "team.created",
      targetId: newId("tem"),
      details: { name: `"${key}\\` },
    });
    if ("refusal" in prepared) throw new Error(prepared.refusal);
    return prepared.row;
  });
  return { rows, gateRows: rows.map(({ id }, at) => ({ key: keys[at] as string, eventId: id })) };
}

async function gathering(): Promise<Gathering<Key>> {
  await pastTheWalls((client) =>
    client.query(
      "drop table if exists gathered_keys; create table gathered_keys (key text primary key, event_id text)",
    ),
  );
  return new Gathering(GATE);
}

/** The transactions that wrote these events: those of one statement have the same. */
async function writers(ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql().query("select xmin::text as xmin from audit_events where id = any ($1) order by id", [
    ids,
  ]);
  return rows.map(({ xmin }) => xmin);
}

describe("L7 batches that wait for the log", () => {
  it("share a statement while another is written, and each hears of its own events alone", async () => {
    const gathered = await gathering();
    const calls = [["a", "b"], ["c"], ["d", "e", "f"], ["g"]].map(call);
    const recorded = await Promise.all(calls.map(({ rows, gateRows }) => gathered.record(rows, gateRows)));
    expect(recorded).toEqual(calls.map(({ rows }) => new Set(rows.map(({ id }) => id))));
    const [first, ...rest] = await Promise.all(calls.map(({ rows }) => writers(rows.map(({ id }) => id))));
    expect(new Set(rest.flat()).size).toBe(1);
    expect(rest.flat()).toHaveLength(5);
    expect(first?.[0]).not.toBe(rest[0]?.[0]);
    const { rows: texts } = await sql().query("select value from audit_personal where event_id = $1", [
      calls[2]?.rows[1]?.id,
    ]);
    expect(texts).toEqual([{ value: JSON.stringify('"e\\') }]);
  });

  it("record a key once, whichever of them brings it", async () => {
    const gathered = await gathering();
    const calls = [["x"], ["a", "b"], ["b", "c"], ["x", "c", "d"]].map(call);
    const recorded = await Promise.all(calls.map(({ rows, gateRows }) => gathered.record(rows, gateRows)));
    expect(recorded.map((ids) => ids.size).reduce((sum, one) => sum + one)).toBe(5);
    const { rows } = await sql().query("select key, event_id as id from gathered_keys order by key");
    expect(rows.map(({ key }) => key)).toEqual(["a", "b", "c", "d", "x"]);
    expect(new Set(rows.map(({ id }) => id))).toEqual(new Set(recorded.flatMap((ids) => [...ids])));
    const written = await writers(calls.flatMap(({ rows: own }) => own.map(({ id }) => id)));
    expect(written).toHaveLength(5);
  });

  it("do not fail by what one of them brings: it is refused, with nothing of it recorded, and the others are", async () => {
    const gathered = await gathering();
    const calls = [["x"], ["a", "b"], ["c", "bad"], ["d"]].map(call);
    const settled = await Promise.allSettled(calls.map(({ rows, gateRows }) => gathered.record(rows, gateRows)));
    expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
    const { rows } = await sql().query("select key from gathered_keys order by key");
    expect(rows.map(({ key }) => key)).toEqual(["a", "b", "d", "x"]);
    expect(await writers(calls[2]?.rows.map(({ id }) => id) ?? [])).toEqual([]);
  });

  it("are all refused while the log is sealed, and taken again afterwards", async () => {
    const gathered = await gathering();
    const seal = (reason: string) =>
      pastTheWalls((client) => client.query("update log_state set sealed_reason = $1", [reason]));
    const calls = [["a"], ["b"], ["c"]].map(call);
    const record = () => Promise.allSettled(calls.map(({ rows, gateRows }) => gathered.record(rows, gateRows)));
    await seal("by a test");
    expect((await record()).map((one) => one.status === "rejected" && one.reason.code)).toEqual(Array(3).fill("CS002"));
    await seal("");
    expect((await record()).map(({ status }) => status)).toEqual(Array(3).fill("fulfilled"));
  });
});
