import { describe, expect, it } from "vitest";
import { drivingFacet } from "./driving";
import type { Facet } from "./where";

const failed: Facet = [{ column: "outcome", values: ["failed"] }];
const done: Facet = [{ column: "outcome", values: ["done"] }];
const tool: Facet = [{ column: "tool", values: ["mail/send"] }];
const person: Facet = [
  { column: "actor_id", values: ["per_1"] },
  { column: "target_id", values: ["per_1"] },
];
const counts = (tools: number) =>
  new Map([
    ["outcome failed", 200_000],
    ["outcome done", 9_000_000],
    ["tool mail/send", tools],
  ]);

describe("L4 which facet is read by", () => {
  it.each([
    ["the one with fewer events", [failed, tool], counts(500_000), failed, false],
    ["the rare one, and by no other", [failed, tool], counts(9_000), tool, true],
    ["one that was never counted is rare", [failed, tool], new Map([["outcome failed", 200_000]]), tool, true],
    ["a value that most events have is in no index", [done, tool], counts(500_000), tool, false],
    ["a person is looked for in two columns", [failed, person], counts(0), person, true],
    ["time alone", [done], counts(0), null, false],
  ])("%s", (_, facets, known, facet, alone) => {
    expect(drivingFacet(facets, known)).toEqual({ facet, alone });
  });
});
