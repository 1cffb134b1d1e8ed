import { expect, test } from "vitest";
import { one, sum, tallyOf } from "./tally";

test("a test run that ended badly never counts as passed", () => {
  expect(tallyOf(true, { passed: 9, failed: 0 })).toEqual({ passed: 9, failed: 0 });
  expect(tallyOf(false, { passed: 7, failed: 2 })).toEqual({ passed: 7, failed: 2 });
  expect(tallyOf(false, { passed: 9, failed: 0 })).toEqual({ passed: 9, failed: 1 });
  expect(tallyOf(false, null)).toEqual({ passed: 0, failed: 1 });
  expect(tallyOf(true, null)).toEqual({ passed: 0, failed: 1 });
});

test("steps add up", () => {
  expect(sum([one(true), one(false), { passed: 5, failed: 1 }])).toEqual({ passed: 6, failed: 2 });
  expect(sum([])).toEqual({ passed: 0, failed: 0 });
});
