import { describe, expect, it } from "vitest";
import { COUNTS, followLog, recordEvents, resetFollower, sequenceOnce } from "@/lib/audit";
import { systemContext } from "@/lib/context";
import { inSqlTransaction, sql } from "@/lib/db";
import { testLog } from "@/lib/testing/log";
import { MOST_NAMES, OTHERS } from "./terms";

testLog();

const record = (from: number, to: number) =>
  inSqlTransaction((tx) =>
    recordEvents(
      tx,
      systemContext("test"),
      Array.from({ length: to - from }, (_, at) => ({ type: "policy.retired" as const, targetId: `pol_${from + at}` })),
    ),
  );

async function follow() {
  await sequenceOnce();
  while (await followLog([COUNTS]));
}

async function policies() {
  const { rows } = await sql().query<{ value: string; events: number }>(
    "select value, events::int from audit_counts where grain = 'ever' and facet = 'policy'",
  );
  return new Map(rows.map(({ value, events }) => [value, events]));
}

describe("L4 names that reporters make up", () => {
  it("are counted one by one up to a limit, first come first counted, and then as one, whatever the batches were", async () => {
    await record(0, MOST_NAMES.policy - 5);
    await follow();
    await record(MOST_NAMES.policy - 7, MOST_NAMES.policy + 3);
    await follow();
    await record(0, 1);
    await record(MOST_NAMES.policy + 1, MOST_NAMES.policy + 9);
    await follow();
    const kept = await policies();
    expect(kept.size).toBe(MOST_NAMES.policy + 1);
    expect(kept.get("pol_0")).toBe(2);
    expect(kept.get(`pol_${MOST_NAMES.policy - 1}`)).toBe(1);
    expect(kept.get(`pol_${MOST_NAMES.policy}`)).toBeUndefined();
    expect(kept.get(OTHERS)).toBe(3 + 8);
    await resetFollower(COUNTS);
    await follow();
    expect(await policies()).toEqual(kept);
  });
});
