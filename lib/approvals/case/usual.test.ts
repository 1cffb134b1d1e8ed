import { describe, expect, it } from "vitest";
import type { Json } from "@/lib/policy";
import { kindOf } from "./kinds";
import { leavesOf } from "./leaves";
import { unusualCall, unusualOf, usualOf } from "./usual";

type Args = { [key: string]: Json };
const at = (hour: number) => new Date(Date.UTC(2026, 10, 20, hour));
const uses = (...each: Args[]) => usualOf(each.map((args) => ({ at: at(9), arguments: args })));

function unusual(earlier: Args[], now: Args): (string | null)[] {
  const usual = uses(...earlier);
  return leavesOf(now).map((leaf) => unusualOf(leaf, kindOf(leaf, null), usual));
}

describe("A2 what is not as usual for this agent is said", () => {
  it.each<[string, Args[], Args, (string | null)[]]>([
    ["a number as usual", [{ amount: 4200 }], { amount: 12600 }, [null]],
    [
      "more than three times the largest",
      [{ amount: 4200 }],
      { amount: 12601 },
      ["3 times its largest so far (4,200)"],
    ],
    ["far more", [{ amount: 4200 }], { amount: 96000 }, ["23 times its largest so far (4,200)"]],
    ["ten times what is usual", [{ n: 1 }, { n: 1 }, { n: 10 }], { n: 20 }, ["20 times what is usual (1)"]],
    ["a number where none was", [{ a: 1 }], { b: 1 }, ["a number it never gave before"]],
    ["above nothing", [{ a: 0 }], { a: 1 }, ["more than ever before (0)"]],
    ["a known recipient, written otherwise", [{ to: "Ola <OLA@x.com>" }], { to: "ola@x.com" }, [null]],
    ["a new recipient", [{ to: "ola@x.com" }], { to: "eve@x.com" }, ["a recipient it never used before"]],
    [
      "a new one among several",
      [{ to: ["a@x.com"] }],
      { to: ["a@x.com", "e@x.com"] },
      [null, "a recipient it never used before"],
    ],
    ["a known account, grouped", [{ iban: "NO93 8601 1117 947" }], { iban: "NO9386011117947" }, [null]],
    [
      "a new account",
      [{ iban: "NO9386011117947" }],
      { iban: "DE89370400440532013000" },
      ["an account it never used before"],
    ],
    ["another page of a known host", [{ url: "https://x.com/a" }], { url: "https://x.com/b" }, [null]],
    ["a new host", [{ url: "https://x.com/a" }], { url: "https://y.com/a" }, ["a place it never used before"]],
    ["no history", [], { amount: 5 }, [null]],
  ])("%s", (_, earlier, now, expected) => {
    expect(unusual(earlier, now)).toEqual(expected);
  });

  it("a first use is said of the call", () => {
    expect(unusualCall(uses(), at(9))).toEqual([
      "The first time this agent does this: there is nothing to compare it with.",
    ]);
  });

  it("an hour at which it never acts is said once there is a habit", () => {
    const habit = uses(...Array.from({ length: 20 }, () => ({})));
    expect(unusualCall(habit, at(10))).toEqual([]);
    expect(unusualCall(habit, at(23))).toEqual([
      "Outside the hours in which it usually does this: it is 23:00 to 00:00 UTC.",
    ]);
    expect(unusualCall(uses({}), at(23))).toEqual([]);
  });
});
