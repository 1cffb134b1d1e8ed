import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutOf, readsOf } from "./days";
import { DAY_MS, HOUR_MS } from "./rules";

const BEGIN = Date.UTC(2026, 9, 1);
const day = (at: number) => new Date(BEGIN + at * DAY_MS);

describe("M4 which part of a span is read by the day", () => {
  it("whole days that are kept, hours before, between and after them", () => {
    const span = { from: new Date(BEGIN - 5 * HOUR_MS), to: new Date(BEGIN + 5 * DAY_MS + HOUR_MS) };
    expect(readsOf(span, [day(-1), day(0), day(1), day(3), day(5)])).toEqual({
      days: [
        { from: day(0), to: day(2) },
        { from: day(3), to: day(4) },
      ],
      hours: [
        { from: span.from, to: day(0) },
        { from: day(2), to: day(3) },
        { from: day(4), to: span.to },
      ],
    });
  });

  it("every hour of the span belongs to one part, once, whatever days are kept", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -50, max: 200 }),
        fc.integer({ min: 1, max: 300 }),
        fc.uniqueArray(fc.integer({ min: -3, max: 15 }), { maxLength: 12 }),
        (begins, hours, days) => {
          const span = { from: new Date(BEGIN + begins * HOUR_MS), to: new Date(BEGIN + (begins + hours) * HOUR_MS) };
          const kept = days.sort((one, other) => one - other).map(day);
          const reads = readsOf(span, kept);
          const parts = [...reads.hours, ...reads.days].sort((one, other) => one.from.getTime() - other.from.getTime());
          expect(parts[0]?.from).toEqual(span.from);
          expect(parts.at(-1)?.to).toEqual(span.to);
          for (const [at, part] of parts.entries()) expect(parts[at + 1]?.from ?? span.to).toEqual(part.to);
          const whole = kept.filter((one) => one >= span.from && one.getTime() + DAY_MS <= span.to.getTime());
          expect(reads.days.reduce((sum, { from, to }) => sum + (to.getTime() - from.getTime()) / DAY_MS, 0)).toBe(
            whole.length,
          );
        },
      ),
    );
  });
});

describe("M4 which cut of a day answers a search", () => {
  const all = { agentId: null, server: null, tool: null };
  it.each([
    ["by agent or team, all", all, "agent", "agent"],
    ["by agent, of one agent", { ...all, agentId: "agt_1" }, "agent", "agent"],
    ["by agent, of one server: agents of a server are told by hours alone", { ...all, server: "Books" }, "agent", null],
    ["by tool, all", all, "tool", "tool"],
    ["by tool, of one server", { ...all, server: "Books" }, "tool", "tool"],
    ["by tool, of one agent: tools of an agent are told by hours alone", { ...all, agentId: "agt_1" }, "tool", null],
    ["by time, all", all, null, "agent"],
    ["by time, of one tool", { ...all, tool: "read" }, null, "tool"],
    ["by time, of one tool and one agent", { ...all, tool: "read", agentId: "agt_1" }, null, null],
  ] as const)("%s", (_, search, by, expected) => {
    expect(cutOf(search, by)).toBe(expected);
  });
});
