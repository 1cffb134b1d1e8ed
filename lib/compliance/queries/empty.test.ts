import { describe, expect, it } from "vitest";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { getQuery } from "../get-query";
import { QUERY_IDS } from "./index";

testDatabase();
const cora = contextAs("compliance", { id: "per_cora" });

describe("D3 in an empty console", () => {
  it.each(QUERY_IDS)("%s has met nothing", async (id) => {
    const answer = await getQuery(cora, id);
    expect(answer).toMatchObject({ state: "not_measured", found: 0, of: 0, rows: [] });
    expect(answer.sentence).toMatch(/\.$/);
    expect(answer.threshold).toMatch(/\.$/);
  });
});
