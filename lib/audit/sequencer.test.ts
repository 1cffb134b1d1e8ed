import fs from "node:fs";
import { describe, expect, it, onTestFinished } from "vitest";
import { systemContext } from "@/lib/context";
import { inSqlTransaction, sql } from "@/lib/db";
import { rollbackGuardFile, signingKeyFile } from "@/lib/paths";
import { pastTheWalls, recordSome, testLog } from "@/lib/testing/log";
import { openCheckpoint, parseVerifier } from "@/lib/transparency";
import { lastMark } from "./guard";
import { logHealth } from "./health";
import { openLog } from "./log-opening";
import { readPending } from "./log-queue";
import { appendBatch, findCheckpoint, readState } from "./log-store";
import { recordEvent } from "./record";
import { auditLog } from "./self-audit";
import { sequenceOnce, sequenceRound, startSequencer } from "./sequencer";
import { onOneConnection, sqlStateOf, whileLeading } from "./store";

testLog();

const open = async (client: Parameters<typeof openLog>[0]) => {
  const log = await openLog(client);
  if (!log) throw new Error("the log is sealed");
  return log;
};

describe("L2 the sequencer", () => {
  it("begins the log with a leaf that says so, a key for its owner alone and a mark in the guard", async () => {
    expect(await sequenceOnce()).toEqual({ led: true, sealed: false, numbered: 0, size: 1 });
    expect(fs.statSync(signingKeyFile()).mode & 0o777).toBe(0o600);
    expect(fs.readFileSync(rollbackGuardFile(), "utf8").trim().split("\n")).toHaveLength(2);
    const { rows } = await sql().query("select e.type from log_sequence s join audit_events e on e.id = s.event_id");
    expect(rows).toEqual([{ type: "log.created" }]);
  });

  it("numbers what was committed, without gaps, in tiles and under a signed checkpoint", async () => {
    await recordSome(1_500);
    expect(await sequenceOnce()).toMatchObject({ numbered: 1_500, size: 1_501 });
    const state = await readState(sql());
    const checkpoint = await findCheckpoint(sql(), 1, null);
    const signed = openCheckpoint(checkpoint?.note ?? "", parseVerifier(state.vkey ?? ""));
    expect(signed).toMatchObject({ size: 1_501, root: state.root });
    expect(state.publishedSize).toBe(1_501);
    const { rows } = await sql().query("select count(*)::int, min(seq)::int, max(seq)::int from log_sequence");
    expect(rows).toEqual([{ count: 1_501, min: 0, max: 1_500 }]);
    const tiles = await sql().query('select level, "index"::int from log_tiles order by 1, 2');
    expect(tiles.rows).toEqual([0, 1, 2, 3, 4].map((index) => ({ level: 0, index })));
    expect(await onOneConnection(auditLog)).toEqual([]);
  });

  it("leaves a transaction that is still open for a later round, whatever its events' ids", async () => {
    const before = (await readState(sql())).size;
    const hold = Promise.withResolvers<void>();
    const inserted = Promise.withResolvers<void>();
    const committing = inSqlTransaction(async (tx) => {
      await recordEvent(tx, systemContext("test"), { type: "team.created", targetId: "tem_slow" });
      inserted.resolve();
      await hold.promise;
    });
    await inserted.promise;
    await recordSome(3);
    expect(await sequenceOnce()).toMatchObject({ numbered: 3, size: before + 3 });
    hold.resolve();
    await committing;
    expect(await sequenceOnce()).toMatchObject({ numbered: 1, size: before + 4 });
  });

  it("lets one process lead and the other stand by", async () => {
    await recordSome(40);
    const results = await Promise.all([sequenceOnce(), sequenceOnce(), sequenceOnce()]);
    expect(results.reduce((sum, { numbered }) => sum + numbered, 0)).toBe(40);
    expect(await whileLeading(() => sequenceOnce())).toMatchObject({ value: { led: false, numbered: 0 } });
  });

  it("fences a leader whose tree another has moved on: nothing of its batch stays, nothing is sealed", async () => {
    await recordSome(5);
    await onOneConnection(async (stale) => {
      const log = await open(stale);
      await sequenceOnce();
      await recordSome(2);
      await expect(sequenceRound(stale, log)).rejects.toMatchObject({ code: "CS001" });
      // Even a guard that tells it nothing does not help it past the compare-and-swap.
      const size = log.tree.size;
      const tree = log.tree.clone();
      const events = await readPending(stale, 10);
      const positions = events.map(({ position }) => position);
      const eventIds = events.map(({ eventId }) => eventId);
      for (const event of events) tree.append(event.leafHash as Buffer);
      const queued = { positions, eventIds, tiles: [], note: "" };
      const batch = { epoch: 1, size, root: log.tree.root(), newRoot: tree.root(), ...queued };
      const failure = await appendBatch(stale, batch).catch((error: unknown) => sqlStateOf(error));
      expect(failure).toBe("CS001");
    });
    expect((await readState(sql())).sealedReason).toBe("");
    expect(await sequenceOnce()).toMatchObject({ numbered: 2 });
    expect(await onOneConnection(auditLog)).toEqual([]);
  });

  it("finishes after a crash between commit and guard, and between guard and publication", async () => {
    await recordSome(3);
    await sequenceOnce();
    const guard = fs.readFileSync(rollbackGuardFile(), "utf8");
    const size = (await readState(sql())).size;
    // As if the process had died before it wrote the guard: the last mark is one batch behind, its line cut off.
    fs.writeFileSync(rollbackGuardFile(), guard.slice(0, -20));
    await pastTheWalls((client) => client.query("update log_state set published_size = $1", [size - 3]));
    expect(await sequenceOnce()).toMatchObject({ sealed: false, size });
    expect(lastMark()?.size).toBe(size);
    expect((await readState(sql())).publishedSize).toBe(size);
  });

  it("goes on after its connection is cut, whenever that happens, numbering everything once", async () => {
    const stop = new AbortController();
    const running = startSequencer({ signal: stop.signal, onProblem: () => {} });
    onTestFinished(() => {
      stop.abort();
      return running;
    });
    const before = (await readState(sql())).size;
    for (let cut = 0; cut < 3; cut++) {
      await recordSome(1_100);
      await expect
        .poll(
          async () =>
            (
              await sql().query(
                "select pg_terminate_backend(pid) as cut from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())",
              )
            ).rows.length,
          { timeout: 10_000 },
        )
        .toBeGreaterThan(0);
    }
    await expect.poll(async () => (await readState(sql())).size, { timeout: 20_000 }).toBe(before + 3_300);
    stop.abort();
    await running;
    expect(await onOneConnection(auditLog)).toEqual([]);
  });

  it("does not number an event whose stored bytes are not those that were hashed, and says so in health", async () => {
    const [id] = await recordSome(1);
    await recordSome(2);
    await sql().query("alter table audit_events drop constraint audit_events_leaf_hash");
    await pastTheWalls((client) =>
      client.query(
        "update audit_events set leaf = convert_to(replace(convert_from(leaf,'utf8'),'team.created','team.removed'),'utf8') where id = $1",
        [id],
      ),
    );
    const stop = new AbortController();
    const problems: unknown[] = [];
    const running = startSequencer({ signal: stop.signal, onProblem: (error) => problems.push(error) });
    onTestFinished(() => {
      stop.abort();
      return running;
    });
    await expect.poll(async () => (await logHealth()).state, { timeout: 10_000 }).toBe("faulty");
    stop.abort();
    await running;
    expect(problems).toEqual([]);
    expect((await logHealth()).reason).toContain(String(id));
    const { rows } = await sql().query("select 1 from audit_events where type = 'log.self_audit_failed'");
    expect(rows).toHaveLength(1);
  });
});
