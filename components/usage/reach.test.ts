import { describe, expect, it } from "vitest";
import { visibility } from "@/lib/access";
import { contextAs } from "@/lib/testing/contexts";
import { reachOf } from "./reach";

describe("M4 says which rows behind a number its reader may open", () => {
  it.each([
    ["ciso", null, "all", "all"],
    ["auditor", "tem_a", "all", "all"],
    ["reviewer", "tem_a", "all", "none"],
    ["owner", "tem_a", "own", "own"],
  ] as const)("%s of %s: decisions %s, reports %s", (role, teamId, decisions, reports) => {
    const { actor } = contextAs(role, { id: "per_one", teamId });
    const seen = visibility(actor, "usage.read");
    expect(reachOf(seen, visibility(actor, "decisions.read"))).toBe(decisions);
    expect(reachOf(seen, visibility(actor, "audit.read"))).toBe(reports);
  });
});
