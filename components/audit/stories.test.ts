import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EventView } from "@/lib/audit/search";
import { asDays } from "./stories";

function event(id: string, at: string, correlationId: string): EventView {
  const ref = { kind: "user", id: "per_1", name: "Marta Nowak" };
  return {
    id,
    at,
    type: "agent.registered",
    severity: "notice",
    outcome: "done",
    actor: ref,
    agent: null,
    tool: null,
    policy: null,
    target: ref,
    correlationId,
    sentence: [],
    seq: null,
  };
}

describe("L4 one workflow as one story", () => {
  it("joins neighbours of one correlation and splits days in the reader's zone", () => {
    const days = asDays(
      [
        event("evt_3", "2026-11-20T23:30:00.000Z", "req_b"),
        event("evt_2", "2026-11-20T23:10:00.000Z", "req_b"),
        event("evt_1", "2026-11-20T22:50:00.000Z", "req_a"),
      ],
      "Europe/Warsaw",
    );
    expect(days.map((day) => [day.on, day.stories.map((story) => story.steps.length)])).toEqual([
      ["2026-11-21", [1]],
      ["2026-11-20", [0]],
    ]);
  });

  it("keeps every event exactly once and in order", () => {
    const events = fc.array(
      fc.record({ minute: fc.integer({ min: 0, max: 5000 }), story: fc.constantFrom("req_a", "req_b", "req_c") }),
    );
    fc.assert(
      fc.property(events, (given) => {
        const page = given
          .sort((a, b) => b.minute - a.minute)
          .map(({ minute, story }, index) =>
            event(`evt_${index}`, new Date(Date.UTC(2026, 10, 1, 0, minute)).toISOString(), story),
          );
        const shown = asDays(page, "UTC").flatMap((day) =>
          day.stories.flatMap((story) => [story.head, ...story.steps]),
        );
        expect(shown.map((one) => one.id)).toEqual(page.map((one) => one.id));
      }),
    );
  });
});
