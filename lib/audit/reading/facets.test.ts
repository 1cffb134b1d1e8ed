import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { auditor, drawnLog, FACETS, type Known, listed, naive, pairs } from "@/lib/testing/drawn-log";
import { type AuditSearchInput, countEvents, eventFacets } from "../index";

const all = drawnLog();

describe("L4 every facet, alone and together, is what a plain reading of all events finds", () => {
  it.each(Object.keys(FACETS))("%s alone", async (name) => {
    await fc.assert(
      fc.asyncProperty(FACETS[name] as fc.Arbitrary<AuditSearchInput>, async (search) => {
        expect(await listed(auditor, search, 50)).toEqual(naive(search, all()));
      }),
      { numRuns: 3 },
    );
  });

  it("in pairs and threes, page by page, both ways", async () => {
    await fc.assert(
      fc.asyncProperty(pairs, fc.integer({ min: 15, max: 60 }), async (search, limit) => {
        const expected = naive(search, all());
        expect(await listed(auditor, search, limit)).toEqual(expected);
        expect(await listed(auditor, search, limit, true)).toEqual(expected);
        expect(await countEvents(auditor, search)).toEqual({ count: expected.length, exact: true });
      }),
      { numRuns: 20 },
    );
  });

  it("counts each value as often as it occurs", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.constant<AuditSearchInput>({}), FACETS.time as fc.Arbitrary<AuditSearchInput>, pairs),
        async (search) => {
          const rows = naive(search, all()).map((one) => all().find((event) => event.id === one) as Known);
          const facets = await eventFacets(auditor, search);
          const counted = (values: (string | null | undefined)[]) =>
            Object.fromEntries(
              [
                ...Map.groupBy(
                  values.filter((value) => typeof value === "string"),
                  (value) => value,
                ),
              ].map(([value, those]) => [value, those.length]),
            );
          const told = (list: readonly { value: string; count: number }[]) =>
            Object.fromEntries(list.map(({ value, count }) => [value, count]));
          expect({ window: facets.window, complete: facets.complete }).toEqual({ window: rows.length, complete: true });
          expect(told(facets.kinds)).toEqual(counted(rows.map((row) => row.type)));
          expect(told(facets.outcomes)).toEqual(counted(rows.map((row) => row.outcome)));
          expect(told(facets.severities)).toEqual(counted(rows.map((row) => row.severity)));
          expect(told(facets.agents)).toEqual(counted(rows.map((row) => row.agent?.id)));
          expect(told(facets.actors)).toEqual(counted(rows.map((row) => row.actor.id)));
          expect(told(facets.tools)).toEqual(counted(rows.map((row) => row.tool)));
          expect(told(facets.policies)).toEqual(counted(rows.map((row) => row.policy?.id)));
        },
      ),
      { numRuns: 25 },
    );
  });
});
