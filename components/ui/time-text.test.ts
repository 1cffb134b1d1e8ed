import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exactTime, relativeTime } from "./time-text";

const now = new Date("2026-11-21T12:00:00Z");
const ago = (seconds: number) => relativeTime(new Date(now.getTime() - seconds * 1000), now);

describe("Times are relative in words and exact with their zone", () => {
  it.each([
    [0, "just now"],
    [44, "just now"],
    [-44, "just now"],
    [50, "1 minute ago"],
    [89, "1 minute ago"],
    [3_540, "59 minutes ago"],
    [3_600, "1 hour ago"],
    [7_300, "2 hours ago"],
    [86_400, "yesterday"],
    [3 * 86_400, "3 days ago"],
    [14 * 86_400, "2 weeks ago"],
    [61 * 86_400, "2 months ago"],
    [730 * 86_400, "2 years ago"],
    [-7_200, "in 2 hours"],
    [-86_400, "tomorrow"],
  ])("%i seconds ago reads as %s", (seconds, words) => {
    expect(ago(seconds)).toBe(words);
  });

  it("looks back for the past and ahead for the future, at any distance", () => {
    fc.assert(
      fc.property(fc.integer({ min: 45, max: 3_000_000_000 }), (seconds) => {
        expect(ago(seconds)).toMatch(/ago$|^yesterday$|^last /);
        expect(ago(-seconds)).toMatch(/^in |^tomorrow$|^next /);
      }),
    );
  });

  it.each([
    ["UTC", "21 Nov 2026, 12:00:00 UTC"],
    ["Europe/Lisbon", "21 Nov 2026, 12:00:00 GMT"],
    ["Europe/Berlin", "21 Nov 2026, 13:00:00 CET"],
  ])("names the zone: %s", (zone, text) => {
    expect(exactTime(now, zone).replace("WET", "GMT")).toBe(text);
  });

  it("leaves the seconds out when asked to", () => {
    expect(exactTime(now, "UTC", "minute")).toBe("21 Nov 2026, 12:00 UTC");
  });
});
