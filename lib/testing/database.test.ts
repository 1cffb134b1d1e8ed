import { afterAll, describe, expect, it } from "vitest";
import { sql } from "@/lib/db";
import { testDatabase } from "./database";

testDatabase();

// Put off as the time of a last use is, until the very moment at which the database is closed and removed: a pool that one of
// these opened then would be left open, and would end the run badly with every test passed.
afterAll(() => {
  for (let after = 0; after < 3_000; after += 5)
    setTimeout(
      () =>
        void sql()
          .query("select 1")
          .catch(() => {}),
      after,
    );
});

describe("a file of tests with a database of its own", () => {
  it("has every migration applied and nobody in it", async () => {
    expect((await sql().query("select count(*)::int as people from people")).rows).toEqual([{ people: 0 }]);
  });
});
