import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inSqlTransaction, sql } from "@/lib/db";
import { closeDecisionPoint } from "@/lib/policy";
import { askForPayment, seedAskingAgent } from "@/lib/testing/asking";
import { onConnection } from "@/lib/testing/database";
import { seedOrganisation } from "@/lib/testing/inventory";
import { testLog } from "@/lib/testing/log";
import { ApprovalsFeed } from "./feed";

testLog();

const LONG = 20_000;
let feed: ApprovalsFeed;
let ids: string[];
beforeAll(async () => {
  await seedOrganisation();
  const machine = await seedAskingAgent();
  ids = [];
  for (let amount = 1; amount <= 3; amount += 1) {
    ids.push(
      (await askForPayment(machine, { arguments: { iban: "DE02120300000000202051", amount, currency: "EUR" } })).id,
    );
  }
  feed = await ApprovalsFeed.open();
});
afterAll(async () => {
  await feed.close();
  await closeDecisionPoint();
});

const touch = (id: string) => sql().query("update approvals set joined = joined + 1 where id = $1", [id]);
const joinedOf = async (id: string) =>
  (await sql().query<{ joined: number }>("select joined from approvals where id = $1", [id])).rows[0]?.joined ?? 0;
/** Resolves with the first report that says of this request. */
const heard = (id: string) =>
  new Promise<string>((resolve) => {
    const end = feed.subscribe((changed, cursor) => {
      if (!changed.includes(id)) return;
      end();
      resolve(cursor);
    });
  });

describe("A7 a change is heard of by everybody who follows", () => {
  it("after its commit, with a cursor from which nothing is missed", async () => {
    const [first = ""] = ids;
    const before = feed.cursor;
    const report = heard(first);
    await touch(first);
    const cursor = await report;
    expect((await feed.since(before))?.ids).toContain(first);
    expect((await feed.since(cursor))?.ids).not.toContain(first);
  });

  it("also from a transaction that began first and ended last", async () => {
    const [slow = "", quick = ""] = ids;
    const cursor = await onConnection(async (client) => {
      await client.query("begin");
      await client.query("update approvals set joined = joined + 1 where id = $1", [slow]);
      const between = heard(quick);
      await touch(quick);
      const meanwhile = await between;
      expect((await feed.since(meanwhile))?.ids).toEqual([]);
      const report = heard(slow);
      await client.query("commit");
      await report;
      return meanwhile;
    });
    expect((await feed.since(cursor))?.ids).toEqual([slow]);
  });

  it("and never of one that was rolled back", async () => {
    const [first = "", second = ""] = ids;
    const before = feed.cursor;
    const rolledBack = inSqlTransaction(async (tx) => {
      await tx.query("update approvals set joined = joined + 1 where id = $1", [first]);
      throw new Error("and back");
    });
    await expect(rolledBack).rejects.toThrow("and back");
    const report = heard(second);
    await touch(second);
    await report;
    expect((await feed.since(before))?.ids).toEqual([second]);
  });

  it("goes on when the connection that hears the bell is cut", async () => {
    const [first = ""] = ids;
    await sql().query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'countersign-approvals' and datname = current_database()",
    );
    const report = heard(first);
    await touch(first);
    await report;
  });
});

describe("A7 a cursor", () => {
  it.each(["", "x", "1.2:3", "999999999999999999.1:1:", "1.1:1:;drop", `1.${"1".repeat(40_000)}`])(
    "is none: %j",
    async (text) => {
      expect(await feed.since(text)).toBeNull();
    },
  );

  it("is not good for ever, nor from a future that was taken back", async () => {
    const seen = feed.cursor.slice(feed.cursor.indexOf(".") + 1);
    expect(await feed.since(`${Date.now() - 3_600_000}.${seen}`)).toBeNull();
    expect(await feed.since(`${Date.now()}.999999999:999999999:`)).toBeNull();
    expect(await feed.since(`${Date.now()}.${seen}`)).not.toBeNull();
  });
});

describe("A7 waiting for a request", () => {
  it("reads at once what is there already", async () => {
    expect(await feed.waitFor(ids[0] as string, async () => "there", LONG)).toBe("there");
  });

  it("gives nothing when the time is over, or the waiting one has gone", async () => {
    expect(await feed.waitFor(ids[0] as string, async () => null, 5)).toBeNull();
    const gone = new AbortController();
    const waiting = feed.waitFor(ids[0] as string, async () => null, LONG, gone.signal);
    gone.abort();
    expect(await waiting).toBeNull();
    expect(await feed.waitFor(ids[0] as string, async () => null, LONG, AbortSignal.abort())).toBeNull();
  });

  it("fails where reading fails, and waits no more", async () => {
    const failing = feed.waitFor(ids[0] as string, () => Promise.reject(new Error("away")), LONG);
    await expect(failing).rejects.toThrow("away");
  });

  it("loses no wake-up in 500 forced races: registered, committed meanwhile, read once more", async () => {
    const [id = ""] = ids;
    for (let round = 0; round < 500; round += 1) {
      const target = (await joinedOf(id)) + 1;
      const read = async () => ((await joinedOf(id)) >= target ? target : null);
      // The change is on its way while the waiter registers and reads: before it, between, or after it.
      const [found] = await Promise.all([feed.waitFor(id, read, LONG), touch(id)]);
      expect(found).toBe(target);
    }
  });

  it("loses none that comes while it reads", async () => {
    const [id = ""] = ids;
    let reads = 0;
    const read = async () => {
      reads += 1;
      if (reads > 1) return reads;
      // Committed and reported before the first reading has returned what it saw before.
      const report = heard(id);
      await touch(id);
      await report;
      return null;
    };
    expect(await feed.waitFor(id, read, LONG)).toBe(2);
  });
});

describe("A7 the end of a process", () => {
  it("ends every wait as if its time were over", async () => {
    const other = await ApprovalsFeed.open();
    const waiting = other.waitFor(ids[0] as string, async () => null, LONG);
    await other.close();
    expect(await waiting).toBeNull();
  });
});
