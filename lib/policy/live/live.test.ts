import net from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { inSqlTransaction, sql } from "@/lib/db";
import { env } from "@/lib/env";
import { testDatabase } from "@/lib/testing/database";
import { LivePoint, type Stoppable, stoppedBy } from "./index";
import { deleteDeadPoints, selectBehind, selectLivePoints } from "./store";

testDatabase();

const opened: LivePoint[] = [];
const open = async (url?: string) => {
  const point = await LivePoint.open("test", url ? { url } : {});
  opened.push(point);
  return point;
};
afterEach(async () => {
  await Promise.all(opened.splice(0).map((point) => point.close()));
  await sql().query("delete from kill_switches");
});

let thrown = 0;
/** Throws a switch at the lowest level: epoch and switch in one transaction. */
async function throwRaw(target: string, drill = false): Promise<bigint> {
  return inSqlTransaction(async (tx) => {
    const { rows } = await tx.query<{ epoch: bigint }>(
      "update decision_control set kill_epoch = kill_epoch + 1 returning kill_epoch as epoch",
    );
    const epoch = rows[0]?.epoch ?? 0n;
    await tx.query(
      "insert into kill_switches (id, epoch, target_kind, target, reason, drill, thrown_at) values ($1, $2, 'agent', $3, '', $4, now())",
      [`kil_${++thrown}`, epoch, target, drill],
    );
    return epoch;
  });
}

const AGENT: Stoppable = { id: "agt_1", ownerId: "per_1", provider: "Acme", tier: "high" };
const allows = (point: LivePoint) => {
  point.assertFresh();
  return stoppedBy(point.switches(), AGENT) === null;
};

describe("X1 a decision point and the kill switch", () => {
  it("knows what is on when it opens, and every point learns of a throw by the bell", async () => {
    const before = await throwRaw("agt_9");
    const points = await Promise.all(Array.from({ length: 4 }, () => open()));
    expect(points.map((point) => point.killEpoch)).toEqual(points.map(() => before));
    expect(points.every(allows)).toBe(true);
    const epoch = await throwRaw("agt_1");
    const live = await selectLivePoints();
    expect(live.sort()).toEqual(points.map((point) => point.id).sort());
    await expect.poll(() => selectBehind(live, epoch)).toEqual([]);
    // Whoever reads that nobody is behind reads it after all of them deny.
    expect(points.some(allows)).toBe(false);
  });

  it("applies before it reports, whatever the order of throws", async () => {
    const point = await open();
    let broken = 0;
    for (let number = 0; number < 30; number++) {
      const epoch = await throwRaw(`agt_x${number}`);
      await expect.poll(() => selectBehind([point.id], epoch), { interval: 1 }).toEqual([]);
      if (!stoppedBy(point.switches(), { ...AGENT, id: `agt_x${number}` })) broken++;
    }
    expect(broken).toBe(0);
  });

  it("learns of a drill and denies nothing", async () => {
    const point = await open();
    const epoch = await throwRaw("agt_1", true);
    await expect.poll(() => selectBehind([point.id], epoch)).toEqual([]);
    expect([point.killEpoch, allows(point)]).toEqual([epoch, true]);
  });

  it("learns of it when the bell is lost", async () => {
    const point = await open();
    await sql().query("alter table decision_control disable trigger decisions_control_up");
    try {
      const epoch = await throwRaw("agt_1");
      await expect.poll(() => selectBehind([point.id], epoch), { timeout: 5_000 }).toEqual([]);
      expect(allows(point)).toBe(false);
    } finally {
      await sql().query("alter table decision_control enable trigger decisions_control_up");
    }
  });

  it("rings its listeners at every change, after the switches are applied", async () => {
    const point = await open();
    const seen: boolean[] = [];
    point.onBell(() => seen.push(allows(point)));
    await throwRaw("agt_1");
    await expect.poll(() => seen.at(-1)).toBe(false);
  });

  it("comes back when its connection is ended, and knows what happened meanwhile", async () => {
    const point = await open();
    await sql().query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'countersign-decision-point' and datname = current_database()",
    );
    const epoch = await throwRaw("agt_1");
    await expect.poll(() => point.killEpoch, { timeout: 5_000 }).toBe(epoch);
    expect(allows(point)).toBe(false);
  });

  it("denies by itself when it is cut off, and nobody waits for it longer than that", async () => {
    const wire = await wireTo(env().DATABASE_URL);
    const point = await open(wire.url);
    expect(allows(point)).toBe(true);
    wire.cut();
    const epoch = await throwRaw("agt_1");
    const live = await selectLivePoints();
    expect(live).toEqual([point.id]);
    await expect.poll(() => selectBehind(live, epoch), { timeout: 5_000 }).toEqual([]);
    // The row ran out; the process stopped deciding before.
    expect(() => point.assertFresh()).toThrow(expect.objectContaining({ code: "unavailable" }));
    expect(point.killEpoch).toBeLessThan(epoch);
  });

  it("does not open without the database", async () => {
    await expect(
      LivePoint.open("test", { url: "postgresql://nobody@127.0.0.1:1/none", patienceMs: 100 }),
    ).rejects.toMatchObject({
      code: "unavailable",
    });
  });

  it("waits for a renewal that began before the throw was committed and is written after it", async () => {
    const slow = await sql().connect();
    try {
      await slow.query("begin");
      await slow.query(
        "insert into decision_points (id, kind, started_at, lease_until, kill_epoch) values ('dpt_slow', 'test', now(), now() + interval '2 seconds', 0)",
      );
      await throwRaw("agt_1");
      const waiting = selectLivePoints();
      await expect
        .poll(async () => (await sql().query("select 1 from pg_locks where not granted")).rowCount)
        .toBeGreaterThan(0);
      await slow.query("commit");
      expect(await waiting).toEqual(["dpt_slow"]);
    } finally {
      slow.release();
      await sql().query("delete from decision_points where id = 'dpt_slow'");
    }
  });

  it("says goodbye; the row of one that did not is swept after a minute", async () => {
    const point = await open();
    await point.close();
    expect(() => point.assertFresh()).toThrow();
    await sql().query(
      "insert into decision_points (id, kind, started_at, lease_until, kill_epoch) values ('dpt_dead', 'test', now(), now() - interval '61 seconds', 0), ('dpt_late', 'test', now(), now() - interval '5 seconds', 0)",
    );
    expect(await inSqlTransaction(deleteDeadPoints)).toBe(1);
    const left = await sql().query<{ id: string }>("select id from decision_points where id = any($1)", [
      [point.id, "dpt_dead", "dpt_late"],
    ]);
    expect(left.rows).toEqual([{ id: "dpt_late" }]);
  });
});

/** A wire to the database that can be cut: what runs through it ends, and nothing gets through it any more. */
async function wireTo(url: string): Promise<{ url: string; cut: () => void }> {
  const there = new URL(url);
  const sockets = new Set<net.Socket>();
  const server = net.createServer((near) => {
    const far = net.connect(Number(there.port), there.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => {});
    }
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const here = new URL(url);
  here.hostname = "127.0.0.1";
  here.port = String((server.address() as net.AddressInfo).port);
  return {
    url: here.href,
    cut: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
