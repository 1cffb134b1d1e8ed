import { describe, expect, it } from "vitest";
import { sql } from "@/lib/db";
import { testDatabase } from "@/lib/testing/database";
import { sharedHealth } from "./health";

testDatabase();

describe("P3 the health of a door, which anybody may ask", () => {
  it("is looked at once for all who ask within a second, and its failure told once", async () => {
    await sql().query("update _prisma_migrations set finished_at = null where migration_name like '%_init'");
    const told: string[] = [];
    const asked = Array.from({ length: 50 }, () => sharedHealth((check) => void told.push(check)));
    const answers = await Promise.all(asked);
    expect(new Set(answers.map(({ checks }) => checks.migrations))).toEqual(new Set(["failing"]));
    expect(told.filter((check) => check === "migrations")).toHaveLength(1);
  });
});
