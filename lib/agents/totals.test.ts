import { beforeAll, describe, expect, it } from "vitest";
import { sql } from "@/lib/db";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { seedOrganisation } from "@/lib/testing/inventory";
import { bulkMove, searchAgents } from "./index";
import { LIMITS } from "./terms";

testDatabase();

const cora = contextAs("compliance", { id: "per_cora" });

beforeAll(async () => {
  await seedOrganisation();
  await sql().query(
    `insert into agents (id, name, environment, team_id, search_text)
     select 'agt_many' || n, 'Helper ' || n, 'staging', case when n = 0 then 'tem_a' end, ' helper ' || n
     from generate_series(0, $1::int) n`,
    [LIMITS.count],
  );
});

describe("V1 the total of a long list", () => {
  const search = (input: object) => searchAgents(cora, { limit: 1, ...input });
  it.each([
    ["", { q: "" }],
    [" of a search", { q: "helper" }],
    [" of a filter", { environment: ["staging"] }],
  ])("%s stops at ten thousand and says that there are more", async (_, input) => {
    expect((await search(input)).total).toEqual({ count: 10_000, exact: false });
  });
  it.each([
    ["", { teamId: ["none"] }],
    [" of a search", { q: "helper", teamId: ["none"] }],
  ])("%s is exact up to there", async (_, input) => {
    expect((await search(input)).total).toEqual({ count: 10_000, exact: true });
  });
  it("is more than a bulk action takes: that asks for a narrower search and does nothing", async () => {
    const decommission = { action: "decommission", search: {}, reason: "too many at once" } as const;
    const unforeseen = (error: unknown) => {
      throw error;
    };
    await expect(bulkMove(cora, decommission, unforeseen)).rejects.toMatchObject({ code: "too_large" });
  });
});
