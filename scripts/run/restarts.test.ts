import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nextAttempt } from "./restarts";

describe("P1 restarts of a program that ends", () => {
  test("wait longer each time within a minute, then give up", () => {
    const waits = [1, 2, 3, 4, 5, 6].map((times) => nextAttempt(Array(times).fill(1_000), 2_000)?.afterMs ?? "give up");
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, "give up"]);
  });

  test("ends more than a minute ago do not count, however many", () => {
    fc.assert(
      fc.property(fc.nat({ max: 500 }), fc.integer({ min: 60_000, max: 1e9 }), (times, age) => {
        expect(nextAttempt([...Array(times).fill(0), age], age)).toEqual({ afterMs: 500 });
      }),
    );
  });
});
