import { describe, expect, it } from "vitest";
import { inSqlTransaction } from "@/lib/db";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { insertNotices, listNotices, markSeen, purgeNotices } from "./index";

testDatabase();

const NOW = new Date("2026-11-20T09:00:00Z");
const inDays = (days: number) => new Date(NOW.getTime() + days * 86_400_000);
const marta = contextAs("owner", { id: "per_marta", now: NOW });
const jan = contextAs("auditor", { id: "per_jan", now: NOW });

async function tell(personId: string, count: number, at = NOW): Promise<void> {
  const rows = Array.from({ length: count }, (_, number) => ({
    personId,
    kind: "tier_raised",
    agentId: null,
    content: { number },
  }));
  await inSqlTransaction((tx) => insertNotices(tx, rows, at));
}

describe("K4 notices", () => {
  it("are each person's own, until seen; nobody marks those of others", async () => {
    await tell("per_marta", 2);
    await tell("per_jan", 1);
    const { notices } = await listNotices(marta);
    expect(notices).toHaveLength(2);
    const ids = notices.map((notice) => notice.id);
    expect(await markSeen(jan, { ids })).toEqual({ seen: 0 });
    const tried = await Promise.all([markSeen(marta, { ids }), markSeen(marta, { ids })]);
    expect(tried.reduce((sum, { seen }) => sum + seen, 0)).toBe(2);
    expect((await listNotices(marta)).notices).toEqual([]);
    expect((await listNotices(jan)).notices).toHaveLength(1);
  });

  it("are listed up to fifty, and all marked at once", async () => {
    await tell("per_many", 60);
    const many = contextAs("owner", { id: "per_many", now: NOW });
    const { notices, cut } = await listNotices(many);
    expect([notices.length, cut]).toEqual([50, true]);
    expect(await markSeen(many, {})).toEqual({ seen: 60 });
  });

  it("refuse ids that are none", async () => {
    await expect(markSeen(marta, { ids: ["agt_1"] })).rejects.toMatchObject({ code: "invalid" });
  });

  it("go thirty days after they were seen, and after a year in any case", async () => {
    const old = contextAs("owner", { id: "per_old", now: NOW });
    await tell("per_old", 1, inDays(-10));
    await tell("per_old", 1, inDays(-366));
    await markSeen(jan, {});
    await purgeNotices({ ...old, now: inDays(29) });
    expect((await listNotices(old)).notices).toHaveLength(1);
    await purgeNotices({ ...old, now: inDays(356) });
    expect((await listNotices(old)).notices).toEqual([]);
  });
});
