import fc from "fast-check";
import { expect, test } from "vitest";
import { durationText } from "./duration";

test.each([
  [0, "0 ms"],
  [999, "999 ms"],
  [1_000, "1 second"],
  [61_000, "1 minute 1 second"],
  [3_600_000, "1 hour"],
  [3_661_000, "1 hour 1 minute"],
  [90_061_000, "1 day 1 hour"],
  [86_400_000 * 2 + 59_000, "2 days"],
  [-5, "0 ms"],
])("L4 a span of %i ms between two steps reads as %s", (millis, text) => {
  expect(durationText(millis)).toBe(text);
});

test("L4 a longer span never reads as an empty one", () => {
  fc.assert(fc.property(fc.nat(10 ** 12), (millis) => durationText(millis) !== ""));
});
