import { describe, expect, it } from "vitest";
import type { ReportFacts } from "./facts";
import { exclusions } from "./sections";

const left = {
  ...{ name: "Invoice matcher", targetKind: "agent", reason: "It is being replaced this month." },
  ...{ requestedById: "per_olga", decidedById: "per_cora", until: "2027-01-01T00:00:00.000Z" },
};
const said = (rows: readonly (typeof left)[]) => {
  const names = new Map([["per_olga", "Olga"]]).set("per_cora", "Cora");
  return JSON.stringify(exclusions({ exclusions: { rows, total: rows.length }, names } as unknown as ReportFacts));
};

describe("exclusions: own line in the report", () => {
  it("each with what, why, who asked, who agreed, and until when", () => {
    const text = said([
      left,
      { ...left, targetKind: "entitlement", name: "Books", reason: "Used at year's end only." },
    ]);
    for (const word of ["Agent: ", "Invoice", "replaced", "Grant: ", "Books", "Olga", "Cora", "2027"]) {
      expect(text).toContain(word);
    }
  });

  it("and in words where nothing was left out", () => {
    expect(said([])).toContain("Nothing was left out.");
  });
});
