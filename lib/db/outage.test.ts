import { describe, expect, it } from "vitest";
import { failureOf } from "@/lib/http/failure";
import { testDatabase } from "@/lib/testing/database";
import { db, inSqlTransaction, inTransaction, type SqlTx, sql } from "./index";

testDatabase();

const failing = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: unknown) => failureOf(error).code,
  );

/** Ends the connection from outside and returns when its own side knows. */
async function cut(client: SqlTx): Promise<void> {
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
  const ended = new Promise((resolve) => client.once("end", resolve));
  await sql().query("select pg_terminate_backend($1)", [rows[0]?.pid]);
  await ended;
}

const cutPrisma = async (tx: Parameters<Parameters<typeof inTransaction>[0]>[0]) => {
  const rows = await tx.$queryRaw<{ pid: number }[]>`select pg_backend_pid() as pid`;
  await sql().query("select pg_terminate_backend($1)", [rows[0]?.pid]);
};

describe("P3 a database that goes away in the middle", () => {
  it("fails the transaction between two statements, and the process lives on", async () => {
    expect(
      await failing(
        inSqlTransaction(async (tx) => {
          await cut(tx);
          await tx.query("select 1");
        }),
      ),
    ).toBe("unavailable");
    expect((await sql().query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  });

  it("fails the statement that runs, as an outage", async () => {
    const running = failing(inSqlTransaction((tx) => tx.query("select pg_sleep(20)")));
    await expect
      .poll(async () => {
        const { rows } = await sql().query(
          "select pg_terminate_backend(pid) from pg_stat_activity where query = 'select pg_sleep(20)' and state = 'active'",
        );
        return rows.length;
      })
      .toBe(1);
    expect(await running).toBe("unavailable");
  });

  it("fails the wait for a connection that does not come, as an outage", async () => {
    const held = await Promise.all(Array.from({ length: 16 }, () => sql().connect()));
    expect(await failing(sql().query("select 1"))).toBe("unavailable");
    for (const client of held) client.release();
    expect((await sql().query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  });

  it("fails an administrative transaction as an outage, and the next one works", async () => {
    expect(
      await failing(
        inTransaction(async (tx) => {
          await cutPrisma(tx);
          await tx.person.count();
        }),
      ),
    ).toBe("unavailable");
    expect(await db().person.count()).toBe(0);
  });
});
