import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { seedOrganisation } from "@/lib/testing/inventory";
import { importFile } from "../index";
import { instantIn, lastUsedAfter } from "./last-used";

testDatabase();
beforeAll(seedOrganisation);

const NOW = new Date("2026-11-20T09:00:00Z");

describe("O4 when an agent was last used", () => {
  it.each([
    ["2026-11-01", "2026-11-01T00:00:00.000Z"],
    ["2026-11-01T10:00:00+02:00", "2026-11-01T08:00:00.000Z"],
    ["2026-02-30", undefined],
    ["2026-11-01T10:00", undefined],
    ["yesterday", undefined],
    ["", undefined],
  ])("reads %j", (written, instant) => {
    expect(instantIn(written)?.toISOString()).toBe(instant);
  });

  it("never moves backwards nor into the future, and comes from CSV files alone", () => {
    const told = (last_used: string) => ({ kind: "csv" as const, document: { last_used } });
    const former = new Date("2026-10-01");
    expect(lastUsedAfter(told("2026-09-01"), former, NOW)).toEqual(former);
    expect(lastUsedAfter(told("2026-11-02"), former, NOW)).toEqual(new Date("2026-11-02"));
    expect(lastUsedAfter(told("2027-01-01"), former, NOW)).toEqual(former);
    expect(lastUsedAfter({ ...told("2026-11-02"), kind: "a2a-card" }, null, NOW)).toBeNull();
  });

  it("is fed by the column of an import, and only raised by the next one", async () => {
    const ctx = contextAs("compliance", { id: "per_cora", now: NOW });
    const bring = (lastUsed: string) =>
      importFile(ctx, {
        fileName: "agents.csv",
        bytes: Buffer.from(`name,key,last used\nRouter,router-1,${lastUsed}\n`),
        environment: "production",
      });
    const known = async () => (await db().agent.findFirstOrThrow({ where: { name: "Router" } })).lastUsedAt;
    await bring("2026-10-01");
    expect(await known()).toEqual(new Date("2026-10-01"));
    await bring("2026-11-10");
    expect(await known()).toEqual(new Date("2026-11-10"));
    await bring("2026-09-01");
    expect(await known()).toEqual(new Date("2026-11-10"));
    expect((await bring("long ago")).rows[0]).toMatchObject({ result: "rejected" });
  });
});
