import { describe, expect, it } from "vitest";
import { inSqlTransaction, sql } from "@/lib/db";
import { testDatabase } from "@/lib/testing/database";
import { enqueue, type RunningJob, restedKeys, runJobs } from "./index";

testDatabase();

const problems: unknown[] = [];

/** Runs a worker until `until` holds, and gives back what it did. */
async function working(work: (job: RunningJob) => Promise<void>, until: () => boolean | Promise<boolean>) {
  const stopping = new AbortController();
  const running = runJobs({ signal: stopping.signal, work, onProblem: (error) => problems.push(error) });
  try {
    await expect.poll(until, { timeout: 30_000 }).toBe(true);
  } finally {
    stopping.abort();
    await running;
  }
}

const send = (id: string, startAfter?: Date) =>
  inSqlTransaction((tx) => enqueue(tx, { kind: "campaign", id }, startAfter ? { startAfter } : {}));

const states = async (id: string) => {
  const { rows } = await sql().query<{ state: string }>(
    "select state::text from pgboss.job where name = 'campaigns' and data->>'id' = $1 order by created_on, id",
    [id],
  );
  return rows.map(({ state }) => state);
};

describe("C1 the queue of long work", { timeout: 60_000 }, () => {
  it("runs what was committed, and never what was rolled back", async () => {
    const seen: string[] = [];
    await inSqlTransaction(async (tx) => {
      await enqueue(tx, { kind: "campaign", id: "rolled_back" });
      throw new Error("changed my mind");
    }).catch(() => undefined);
    await send("committed");
    await working(
      async ({ id }) => void seen.push(id),
      () => seen.includes("committed"),
    );
    expect(seen).toEqual(["committed"]);
    expect(await states("committed")).toEqual(["completed"]);
  });

  it("does not double what waits already, but keeps what is due sooner", async () => {
    const later = new Date(Date.now() + 3_600_000);
    await send("twice", later);
    await send("twice", new Date(later.getTime() + 1_000));
    expect(await states("twice")).toHaveLength(1);
    await send("twice");
    expect(await states("twice")).toHaveLength(2);
  });

  it("never runs two of one campaign at once, with two workers", async () => {
    let inside = 0;
    let most = 0;
    let done = 0;
    const insert =
      "insert into pgboss.job (name, data, singleton_key, policy) values ('campaigns', $1, 'campaign:one', 'singleton')";
    for (let n = 0; n < 3; n++) await sql().query(insert, [{ kind: "campaign", id: "one" }]);
    const work = async ({ id }: RunningJob) => {
      if (id !== "one") return;
      inside += 1;
      most = Math.max(most, inside);
      await sql().query("select pg_sleep(0.2)");
      inside -= 1;
      done += 1;
    };
    await Promise.all([working(work, () => done >= 3), working(work, () => done >= 3)]);
    expect({ most, done }).toEqual({ most: 1, done: 3 });
  });

  it("tries again what failed", async () => {
    let tries = 0;
    await send("fails_once");
    await working(
      async ({ id }) => {
        if (id !== "fails_once") return;
        tries += 1;
        if (tries === 1) throw new Error("the database blinked");
      },
      async () => (await states("fails_once"))[0] === "completed",
    );
    expect(tries).toBe(2);
    expect(problems.map(String)).toContain("Error: the database blinked");
  });

  it("gives up what fails for good, keeps it in the dead letters, and does not ask for it again at once", async () => {
    await send("hopeless");
    await sql().query("update pgboss.job set retry_limit = 0 where data->>'id' = 'hopeless'");
    await working(
      () => Promise.reject(new Error("never works")),
      async () => (await states("hopeless"))[0] === "failed",
    );
    const dead = await sql().query("select data from pgboss.job where name = 'campaigns_dead'");
    expect(dead.rows.map(({ data }) => data.id)).toEqual(["hopeless"]);
    expect(problems.map(String)).toContain("Error: given up: hopeless");
    const rested = await inSqlTransaction((tx) => restedKeys(tx, "campaign", ["hopeless", "unknown", "committed"]));
    expect([...rested.keys()].sort()).toEqual(["committed", "unknown"]);
    expect([rested.get("unknown"), (rested.get("committed") ?? -1) >= 0]).toEqual([Number.POSITIVE_INFINITY, true]);
  });

  it("takes over the job of a worker that was killed", async () => {
    const seen: string[] = [];
    await send("orphaned");
    // What a killed worker leaves behind: a job in its hands, and no beat any more.
    await sql().query(
      `update pgboss.job set state = 'active', started_on = now() - interval '1 minute', heartbeat_on = now() - interval '1 minute'
       where data->>'id' = 'orphaned'`,
    );
    await working(
      async ({ id }) => void seen.push(id),
      () => seen.includes("orphaned"),
    );
    expect(seen).toEqual(["orphaned"]);
  });
});
