import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isManagerDue, isMorning, rungOf } from "./rules";

const reminderDays = [7, 3, 1];
const rung = (now: string, dueAt: string, timeZone = "UTC") =>
  rungOf({ now: new Date(now), dueAt: new Date(dueAt), timeZone, reminderDays });

describe("reminders: 7 days, 3 days, 1 day, due, daily overdue", () => {
  it.each([
    ["2026-11-01T09:00:00Z", null],
    ["2026-11-13T09:00:00Z", "days_7"],
    ["2026-11-15T09:00:00Z", "days_7"],
    ["2026-11-17T09:00:00Z", "days_3"],
    ["2026-11-19T09:00:00Z", "days_1"],
    ["2026-11-20T09:00:00Z", "due"],
    ["2026-11-20T18:00:00Z", "overdue:2026-11-20"],
    ["2026-11-21T09:00:00Z", "overdue:2026-11-21"],
  ])("at %s: %s", (now, step) => expect(rung(now, "2026-11-20T18:00:00Z")).toBe(step));

  it("count days as the person's own calendar does", () => {
    const [now, due] = ["2026-11-19T23:30:00Z", "2026-11-20T18:00:00Z"];
    expect(rung(now, due, "UTC")).toBe("days_1");
    expect(rung(now, due, "Asia/Tokyo")).toBe("days_1");
    expect(rung("2026-11-19T14:00:00Z", due, "Asia/Tokyo")).toBe("days_3");
    expect(rung("2026-11-19T16:00:00Z", due, "Asia/Tokyo")).toBe("days_1");
  });

  it("come in the morning of the person", () => {
    const now = new Date("2026-11-20T07:30:00Z");
    expect([isMorning("UTC", now), isMorning("Europe/Berlin", now), isMorning("Asia/Tokyo", now)]).toEqual([
      false,
      true,
      true,
    ]);
  });

  it("never go back down the ladder as time passes", () => {
    const height = (step: string | null) => {
      if (step === null) return 99;
      if (step.startsWith("days_")) return Number(step.slice(5));
      return step === "due" ? 0 : -1;
    };
    const hours = fc.integer({ min: -24 * 20, max: 24 * 5 });
    const zone = fc.constantFrom("UTC", "America/Los_Angeles", "Asia/Tokyo", "Europe/Lisbon");
    fc.assert(
      fc.property(hours, fc.nat(200), zone, (from, later, timeZone) => {
        const dueAt = new Date("2026-10-26T12:00:00Z");
        const at = (hour: number) =>
          rungOf({ now: new Date(dueAt.getTime() + hour * 3_600_000), dueAt, timeZone, reminderDays });
        return height(at(from + later)) <= height(at(from));
      }),
    );
  });
});

describe("reminders: then the manager", () => {
  it.each([
    ["2026-11-20T20:00:00Z", false],
    ["2026-11-22T20:00:00Z", false],
    ["2026-11-23T00:10:00Z", true],
  ])("after three days of the calendar: %s %s", (now, told) => {
    const given = { now: new Date(now), dueAt: new Date("2026-11-20T18:00:00Z"), timeZone: "UTC", afterDays: 3 };
    expect(isManagerDue(given)).toBe(told);
  });
});
