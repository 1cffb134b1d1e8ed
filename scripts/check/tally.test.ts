import { expect, test } from "vitest";
import { one, sum, tallyOf } from "./tally";

test("a test run that ended badly never counts as passed", () => {
  expect(tallyOf(true, { passed: 9, failed: 0 })).toEqual({ passed: 9, failed: 0 });
  expect(tallyOf(false, { passed: 7, failed: 2 })).toEqual({ passed: 7, failed: 2 });
  expect(tallyOf(false, { passed: 9, failed: 0 })).toEqual({ passed: 9, failed: 1 });
  expect(tallyOf(false, null)).toEqual({ passed: 0, failed: 1 });
  expect(tallyOf(true, null)).toEqual({ passed: 0, failed: 1 });
});

test("steps add up, and what is remarked on comes last", () => {
  const flaky = { passed: 5, failed: 1, remarks: ["passed on the second try: a test"] };
  const total = { passed: 6, failed: 2, remarks: ["passed on the second try: a test"] };
  expect(sum([one(true), one(false), flaky])).toEqual(total);
  const complaint = sum([one(true, "rows were lost"), one(false, "it did not stop")]);
  expect(complaint).toEqual({ passed: 1, failed: 1, remarks: ["  it did not stop"] });
  expect(sum([])).toEqual({ passed: 0, failed: 0, remarks: [] });
});
