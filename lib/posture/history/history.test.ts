import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { systemContext } from "@/lib/context";
import { sql } from "@/lib/db";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { eventsOf } from "@/lib/testing/inventory";
import { fillWorld } from "@/lib/testing/posture-world";
import { readPosture } from "../read-posture";
import { boundsOf, dayOf, quarterBefore, quarterOf, sourceOf, weekStart } from "../rules";
import { listQuarters } from "./list-quarters";
import { takeDay } from "./take-day";
import { quarterDigest, takeQuarter } from "./take-quarter";

testDatabase();

const at = (iso: string) => systemContext("worker", { now: new Date(iso) });
const ciso = (iso: string) => contextAs("ciso", { id: "per_000001", now: new Date(iso) });
const END = "2026-09-30T23:30:00Z";

beforeAll(async () => {
  await fillWorld({ seed: 0.7, now: new Date(END), agents: 60, teams: 2, people: 15, decisions: 1 });
});

describe("D1 rules of quarters", () => {
  it("every instant lies in its quarter, and quarters follow each other without a gap", () => {
    fc.assert(
      fc.property(fc.date({ min: new Date("2000-01-01"), max: new Date("2100-01-01"), noInvalidDate: true }), (now) => {
        const { from, to } = boundsOf(quarterOf(now));
        expect(from <= now && now < to).toBe(true);
        expect(quarterOf(to)).not.toBe(quarterOf(now));
        expect(quarterBefore(quarterOf(to))).toBe(quarterOf(now));
        expect(weekStart(now).getUTCDay()).toBe(1);
        expect(now.getTime() - weekStart(now).getTime()).toBeLessThan(7 * 86_400_000);
      }),
    );
  });

  it.each([
    ["within the first hour it is measured", "2026-09-30", "2026-10-01T00:40:00Z", "measured"],
    ["later the last day stands for it", "2026-09-30", "2026-10-01T01:30:00Z", "last_day"],
    ["also weeks later", "2026-09-25", "2026-11-20T00:00:00Z", "last_day"],
    ["but no day that was long before its end", "2026-09-10", "2026-10-01T01:30:00Z", null],
    ["before it has ended it is not written", "2026-09-30", "2026-09-30T23:59:59Z", null],
    ["what was before the installation is not invented", null, "2026-10-01T00:01:00Z", null],
    ["nor taken from another quarter", "2026-10-01", "2026-10-01T00:01:00Z", null],
  ])("%s", (_, lastDay, now, expected) => {
    expect(sourceOf("2026-Q3", lastDay, new Date(now))).toBe(expected);
  });
});

describe("D1 days and quarters", () => {
  it("keeps the last word of each day, for the whole and for each team, as the page says it", async () => {
    await takeDay(at("2026-09-23T10:00:00Z"));
    await takeDay(at("2026-09-23T11:00:00Z"));
    await takeDay(at(END));
    const { rows } = await sql().query<{ scopes: number; days: number }>(
      "select count(distinct team_id)::int as scopes, count(distinct day)::int as days from posture_days",
    );
    expect(rows[0]).toEqual({ scopes: 3, days: 2 });
    for (const teamId of [null, "tem_0002"]) {
      const { measures } = await readPosture(ciso(END), { teamId });
      const kept = await sql().query<{ measure: string; value: number }>(
        "select measure, value from posture_days where team_id = $1 and day = '2026-09-30' order by measure",
        [teamId ?? ""],
      );
      const shown = measures.filter(({ value }) => value !== null).map(({ id, value }) => ({ measure: id, value }));
      expect(kept.rows).toEqual(shown.sort((a, b) => (a.measure < b.measure ? -1 : 1)));
    }
  });

  it("compares with a week ago and says what got worse, the heaviest first", async () => {
    await sql().query(
      "update posture_days set value = 0 where team_id = '' and day = '2026-09-23' and measure in ('orphans', 'unused_grants')",
    );
    await sql().query(
      "update posture_days set value = 1 where team_id = '' and day = '2026-09-23' and measure = 'coverage'",
    );
    const { worse, measures, comparedWith } = await readPosture(ciso(END));
    expect(comparedWith).toBe("2026-09-23");
    const ids = worse.map(({ id }) => id);
    expect(ids.indexOf("orphans")).toBeLessThan(ids.indexOf("unused_grants"));
    expect(ids).toContain("coverage");
    const orphans = measures.find(({ id }) => id === "orphans");
    expect(orphans?.change).toMatchObject({ from: 0, by: orphans?.value, direction: "worse", since: "2026-09-23" });
    expect(worse.find(({ id }) => id === "orphans")?.sentence).toBe(
      `Nobody answers for them: up from 0 to ${orphans?.value}.`,
    );
    expect(orphans?.trend.map(({ day }) => day)).toEqual(["2026-09-23", "2026-09-30"]);
  });

  it("is written once for each day by workers on both sides of midnight (UTC), each into the day it measured", async () => {
    const [before, after] = ["2026-09-25T23:59:59.999Z", "2026-09-26T00:00:00.000Z"];
    await Promise.all([takeDay(at(before)), takeDay(at(after)), takeDay(at(after)), takeDay(at(before))]);
    for (const now of [before, after]) {
      const { rows } = await sql().query<{ measure: string; value: number }>(
        "select measure, value from posture_days where team_id = '' and day = $1::date order by measure",
        [now.slice(0, 10)],
      );
      const { measures } = await readPosture(ciso(now));
      const shown = measures.filter(({ value }) => value !== null).map(({ id, value }) => ({ measure: id, value }));
      expect(rows).toEqual(shown.sort((a, b) => (a.measure < b.measure ? -1 : 1)));
    }
    await sql().query("delete from posture_days where day in ('2026-09-25', '2026-09-26')");
  });

  it("writes a quarter down once, whoever else tries, with its digest in the log", async () => {
    const now = "2026-10-01T00:02:00Z";
    const written = await Promise.all([
      takeQuarter(at(now)),
      takeQuarter(at(now)),
      takeQuarter(at("2026-10-05T00:00:00Z")),
    ]);
    expect(written.reduce((sum, one) => sum + one, 0)).toBe(3);
    const { quarters } = await listQuarters(ciso(now));
    const [quarter] = quarters;
    if (!quarter) throw new Error("The quarter was not written down");
    expect(quarters).toHaveLength(1);
    expect(quarter.digest).toBe(quarterDigest("2026-Q3", null, quarter));
    const events = await eventsOf("2026-Q3");
    expect(events).toMatchObject([
      { type: "posture.quarter_taken", details: { quarter: "2026-Q3", digest: quarter.digest } },
    ]);
    expect((await listQuarters(ciso(now), { teamId: "tem_0001" })).quarters).toHaveLength(1);
  });

  it("never changes it afterwards, past every wall", async () => {
    const before = (await listQuarters(ciso("2026-10-02T00:00:00Z"))).quarters;
    await sql().query("update agents set owner_id = null");
    await takeDay(at("2026-10-02T00:00:00Z"));
    expect(await takeQuarter(at("2026-10-02T00:00:00Z"))).toBe(0);
    for (const statement of [
      "update posture_quarters set measures = '{}'",
      "delete from posture_quarters",
      "truncate posture_quarters",
      "insert into posture_quarters select * from posture_quarters",
    ]) {
      await expect(sql().query(statement)).rejects.toThrow();
    }
    expect((await listQuarters(ciso("2026-10-02T00:00:00Z"))).quarters).toEqual(before);
  });

  it("shows of a quarter only what its reader may see", async () => {
    const owner = contextAs("owner", { id: "per_000002", now: new Date("2026-10-02T00:00:00Z") });
    const [quarter] = (await listQuarters(owner)).quarters;
    expect(Object.keys(quarter?.values ?? {})).toContain("coverage");
    expect(Object.keys(quarter?.values ?? {})).not.toContain("approvals_asked");
    const bound = contextAs("ciso", { id: "per_000003", teamId: "tem_0001", now: new Date("2026-10-02T00:00:00Z") });
    await expect(listQuarters(bound, { teamId: "tem_0002" })).rejects.toMatchObject({ code: "not_found" });
    expect(dayOf(new Date(END))).toBe("2026-09-30");
  });
});
