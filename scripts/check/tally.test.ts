import { expect, test } from "vitest";
import { one, sum, tallyOf } from "./tally";

test("a test run that ended badly never counts as passed, and says what it can", () => {
  const well = { well: true, lastWords: "" };
  const badly = { well: false, lastWords: "error during close: ENOTEMPTY" };
  expect(tallyOf(well, { passed: 9, failed: 0 })).toEqual({ passed: 9, failed: 0 });
  expect(tallyOf(badly, { passed: 7, failed: 2 })).toEqual({ passed: 7, failed: 2 });
  const complaint = expect.stringMatching(/names no failed test.*\n.*ENOTEMPTY/);
  expect(tallyOf(badly, { passed: 9, failed: 0 })).toEqual({ passed: 9, failed: 1, remarks: [complaint] });
  expect(tallyOf(badly, null)).toEqual({ passed: 0, failed: 1, remarks: [complaint] });
  expect(tallyOf(well, null)).toMatchObject({ passed: 0, failed: 1 });
});

test("steps add up, and what is remarked on comes last", () => {
  const flaky = { passed: 5, failed: 1, remarks: ["passed on the second try: a test"] };
  const total = { passed: 6, failed: 2, remarks: ["passed on the second try: a test"] };
  expect(sum([one(true), one(false), flaky])).toEqual(total);
  const complaint = sum([one(true, "rows were lost"), one(false, "it did not stop")]);
  expect(complaint).toEqual({ passed: 1, failed: 1, remarks: ["  it did not stop"] });
  expect(sum([])).toEqual({ passed: 0, failed: 0, remarks: [] });
});
