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
    // How long records are kept is set from the first day on.
    expect(answer).toMatchObject({ state: id === "retention-bounded" ? "met" : "not_measured", found: 0, rows: [] });
    expect(answer.sentence).toMatch(/\.$/);
    expect(answer.threshold).toMatch(/\.$/);
  });
});
