import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { systemContext } from "@/lib/context";
import { canonicalize } from "./canonical";
import { leafOf } from "./leaf";

const ctx = systemContext("test");

describe("L2 the leaf of an event", () => {
  it("is canonical JSON whatever its fields hold, its hash that of RFC 6962, and what it says of details what is kept of them", () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.string({ unit: "grapheme" }),
        fc.string({ unit: "grapheme" }),
        (report, tool, targetId) => {
          fc.pre(!canonicalize([report, tool, targetId]).includes("\\u0000"));
          const details = { tool, report: report as never, occurredAt: "2026-11-21T09:30:00.000Z", step: 3 };
          const event = { type: "call.reported", targetId, details } as const;
          const row = leafOf(ctx, event);
          const leaf = JSON.parse(row.leaf.toString());
          expect(canonicalize(leaf)).toBe(row.leaf.toString());
          expect(row.leafHash).toEqual(createHash("sha256").update("\0").update(row.leaf).digest());
          expect(JSON.parse(row.detailsText)).toEqual(leaf.details);
          expect(Object.keys(leaf.commitments)).toEqual(["report", "tool"]);
          const again = leafOf(ctx, event, { report: canonicalize(report) });
          expect(again.beside.map(({ field, value }) => [field, value])).toEqual(
            row.beside.map(({ field, value }) => [field, value]),
          );
        },
      ),
    );
  });

  it.each([
    [{ tool: "a\0b" }, undefined],
    [{ report: { "a\0b": 1 } }, undefined],
    [{ report: ["\0"] }, { report: '["\\u0000"]' }],
  ])("is refused for a NUL character in %j", (details, written) => {
    expect(() => leafOf(ctx, { type: "call.reported", targetId: "agt_1", details }, written)).toThrow("NUL character");
  });

  it("is not refused for a text that spells out the escape of one", () => {
    const details = { report: "\\u0000" };
    const row = leafOf(ctx, { type: "call.reported", targetId: "agt_1", details }, { report: canonicalize("\\u0000") });
    expect(row.beside[0]?.value).toBe('"\\\\u0000"');
  });
});
