import { readFile } from "node:fs/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { systemContext } from "@/lib/context";
import { sql } from "@/lib/db";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { seedOrganisation } from "@/lib/testing/inventory";
import { createAgent, searchAgents } from "./index";

testDatabase();
beforeAll(seedOrganisation);

const auditor = contextAs("auditor", { id: "per_rita" });
const names = async (q: string) => (await searchAgents(auditor, { q })).rows.map((row) => row.name);
const MIGRATION = "prisma/migrations/20261121026000_search_text_blank/migration.sql";

describe("V1 rows written before words began with a blank", () => {
  it("are found by the first letters of their name once the migration has run", async () => {
    const { id } = await createAgent(systemContext("seed"), { name: "Zy ledger reader", environment: "staging" });
    expect(await names("zy")).toEqual(["Zy ledger reader"]);
    await sql().query("alter table agents drop constraint agents_search_text_begins_blank");
    await sql().query("update agents set search_text = ltrim(search_text) where id = $1", [id]);
    expect(await names("zy")).toEqual([]);
    await sql().query(await readFile(MIGRATION, "utf8"));
    expect(await names("zy")).toEqual(["Zy ledger reader"]);
  });
  it("cannot be written any more", async () => {
    const write = sql().query(
      "insert into agents (id, name, environment, search_text) values ('agt_x', 'X', 'staging', 'x')",
    );
    await expect(write).rejects.toMatchObject({ constraint: "agents_search_text_begins_blank" });
  });
});
