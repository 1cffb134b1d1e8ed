import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instantOf, localOf } from "./zone";

describe("C1 a launch at a date: the clock of the campaign's zone", () => {
  it.each([
    ["2026-12-01T09:00", "UTC", "2026-12-01T09:00:00.000Z"],
    ["2026-12-01T09:00", "Europe/Lisbon", "2026-12-01T09:00:00.000Z"],
    ["2026-07-01T09:00", "Europe/Berlin", "2026-07-01T07:00:00.000Z"],
    ["2026-12-01T09:00", "America/New_York", "2026-12-01T14:00:00.000Z"],
    ["2026-12-01T09:00", "Asia/Kolkata", "2026-12-01T03:30:00.000Z"],
    ["2026-12-01T09:00", "Pacific/Kiritimati", "2026-11-30T19:00:00.000Z"],
  ])("%s in %s is %s", (local, zone, expected) => {
    expect(instantOf(local, zone)?.toISOString()).toBe(expected);
  });

  it("takes a time that the clock leaves out for an hour later by the clock", () => {
    const at = instantOf("2026-03-29T02:30", "Europe/Berlin");
    expect(at && localOf(at, "Europe/Berlin")).toBe("2026-03-29T03:30");
  });

  it("takes the first of two when the clock shows a time twice", () => {
    expect(instantOf("2026-10-25T02:30", "Europe/Berlin")?.toISOString()).toBe("2026-10-25T00:30:00.000Z");
  });

  it("is null for what is no time", () => {
    expect(instantOf("", "UTC")).toBeNull();
    expect(instantOf("tomorrow", "UTC")).toBeNull();
  });

  it("comes back from every instant that a clock shows once", () => {
    const instants = fc.date({ min: new Date("2025-01-01"), max: new Date("2030-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(instants, fc.constantFrom("UTC", "Europe/Berlin", "America/St_Johns", "Asia/Tokyo"), (at, zone) => {
        const local = localOf(at, zone);
        const back = instantOf(local, zone);
        expect(back && localOf(back, zone)).toBe(local);
      }),
    );
  });
});
