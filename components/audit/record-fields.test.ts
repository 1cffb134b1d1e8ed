import { describe, expect, test } from "vitest";
import { placeOf } from "./places";
import { type Field, goneFields, groupsOf, isReported, maskedKinds } from "./record-fields";

const field = (name: string, value = "x", beside = false): Field => ({ field: name, value, beside });

describe("L1 the record of an event reads in the order who, what, decided how, why", () => {
  test("whatever order it was stored in, and every field stands exactly once", () => {
    const stored = [field("reason"), field("zeal"), field("policies"), field("tool"), field("instanceId")];
    const groups = groupsOf(stored);
    expect(groups.map(({ title }) => title)).toEqual([
      "Who acted, and for whom",
      "What happened",
      "How it was decided",
      "Reasons given",
      "Further details",
    ]);
    expect(groups.flatMap((group) => group.fields.map(({ field: one }) => one.field)).sort()).toEqual(
      stored.map((one) => one.field).sort(),
    );
  });

  test("a field without a label of its own is named by its words", () => {
    expect(groupsOf([field("formerOwnerId")])[0]?.fields[0]?.label).toBe("Former owner id");
  });
});

describe("L3 what was let go or erased is told as such, and the leaf's commitment to it stays", () => {
  const leaf = JSON.stringify({ commitments: { reason: "a", name: "b", email: "c" } });

  test("fields that are committed to and no longer kept", () => {
    const event = { leaf, details: [field("reason", "x", true)], personal: [{ field: "email", value: "y" }] };
    expect(goneFields(event)).toEqual(["name"]);
    expect(goneFields({ ...event, details: [], personal: [] })).toEqual(["reason", "name", "email"]);
  });

  test("a leaf without commitments, or that is no JSON at all, says nothing of it", () => {
    expect(goneFields({ leaf: "{}", details: [], personal: [] })).toEqual([]);
    expect(goneFields({ leaf: "not JSON", details: [], personal: [] })).toEqual([]);
  });
});

describe("L8 what was masked is named by its kind", () => {
  test("kinds and counts", () => {
    expect(maskedKinds("secret: 2; email: 1")).toEqual([
      { kind: "secret", count: "2" },
      { kind: "email", count: "1" },
    ]);
    expect(maskedKinds("-")).toEqual([]);
  });
});

describe("L7 a report is the word of who reported it", () => {
  test.each([
    ["call.reported", true],
    ["alarm.reported", true],
    ["decision.made", false],
  ])("%s", (type, reported) => {
    expect(isReported(type)).toBe(reported);
  });
});

describe("L4 what an event names leads to its page", () => {
  const id = (prefix: string) => `${prefix}_01m7zmaf5200007ffqpkdzffm2`;
  test.each([
    [id("agt"), `/agents/${id("agt")}`],
    [id("dec"), `/decisions/${id("dec")}`],
    [`${id("pol")}@3`, `/policies/${id("pol")}`],
    ["stepup.payment@1", "/policies#stepup.payment"],
    [id("tok"), null],
    ["payments", null],
    ["javascript:alert(1)", null],
    [`${id("agt")}/../x`, null],
  ])("%s", (given, page) => {
    expect(placeOf(given)).toBe(page);
  });
});
