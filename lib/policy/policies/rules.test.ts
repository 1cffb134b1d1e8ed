import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { namedIn } from "./coverage/rules";
import {
  decideBegin,
  decideEdit,
  decidePropose,
  decidePublish,
  decideReject,
  decideRetire,
  decideRollBack,
  decideWithdraw,
  linesBetween,
} from "./rules";
import { VERSION_STATES, type VersionState } from "./terms";

const version = (state: VersionState) => ({ state, writerIds: ["per_ann", "per_bo"], proposedById: "per_cy" });
const told = (decision: { allowed: boolean; code?: string }) => (decision.allowed ? "yes" : decision.code);

describe("Z1 a version's way", () => {
  // Columns: edit, publish by a fourth person, reject by a fourth person, withdraw by a writer, withdraw by a stranger.
  it.each<[VersionState, string, string, string, string, string]>([
    ["draft", "yes", "conflict", "conflict", "yes", "yes"],
    ["proposed", "conflict", "yes", "yes", "yes", "forbidden"],
    ["published", "conflict", "conflict", "conflict", "conflict", "conflict"],
    ["superseded", "conflict", "conflict", "conflict", "conflict", "conflict"],
    ["withdrawn", "conflict", "conflict", "conflict", "conflict", "conflict"],
    ["rejected", "conflict", "conflict", "conflict", "conflict", "conflict"],
  ])("%s: edit %s, publish %s, reject %s, withdraw own %s, withdraw others' %s", (state, ...expected) => {
    const one = version(state);
    expect([
      told(decideEdit(one)),
      told(decidePublish(one, "per_dee")),
      told(decideReject(one, "per_dee")),
      told(decideWithdraw(one, "per_bo")),
      told(decideWithdraw(one, "per_dee")),
    ]).toEqual(expected);
  });

  it.each(["per_ann", "per_bo", "per_cy"])("is published and rejected by nobody who had a hand in it: %s", (me) => {
    expect(told(decidePublish(version("proposed"), me))).toBe("forbidden");
    expect(told(decideReject(version("proposed"), me))).toBe("forbidden");
    expect(told(decideWithdraw(version("proposed"), me))).toBe("yes");
  });

  it("never lets somebody publish what they wrote, whatever the state", () => {
    fc.assert(
      fc.property(fc.constantFrom(...VERSION_STATES), fc.constantFrom("per_ann", "per_bo", "per_cy"), (state, me) => {
        expect(decidePublish(version(state), me).allowed).toBe(false);
      }),
    );
  });

  it.each([
    [{ sound: true, rules: 1, failed: 0 }, "yes"],
    [{ sound: false, rules: 1, failed: 0 }, "unmet"],
    [{ sound: false, rules: 1, failed: 2 }, "unmet"],
    [{ sound: true, rules: 0, failed: 0 }, "unmet"],
  ])("is proposed without errors, with every test passing and with a rule in it: %j is %s", (checked, expected) => {
    expect(told(decidePropose({ state: "draft" }, checked))).toBe(expected);
    expect(told(decidePropose({ state: "proposed" }, checked))).toBe("conflict");
  });
});

describe("Z1 beginning something new", () => {
  const idle = { published: 3, open: null };
  it("waits until what is open is settled", () => {
    expect(told(decideBegin(idle))).toBe("yes");
    expect(told(decideBegin({ ...idle, open: { state: "draft" } }))).toBe("conflict");
    expect(told(decideRetire({ ...idle, open: { state: "proposed" } }))).toBe("conflict");
    expect(told(decideRetire({ published: null, open: null }))).toBe("conflict");
    expect(told(decideRetire(idle))).toBe("yes");
  });

  it.each<[number, VersionState, string, string]>([
    [2, "superseded", "permit (principal, action, resource);", "yes"],
    [3, "published", "permit (principal, action, resource);", "conflict"],
    [2, "rejected", "permit (principal, action, resource);", "conflict"],
    [2, "withdrawn", "permit (principal, action, resource);", "conflict"],
    [2, "superseded", "", "conflict"],
  ])("rolls back to what was in force once: %i, %s, %j is %s", (number, state, text, expected) => {
    expect(told(decideRollBack(idle, { number, state, text }))).toBe(expected);
    expect(told(decideRollBack({ ...idle, open: { state: "draft" } }, { number, state, text }))).toBe("conflict");
  });
});

describe("Z1 the difference between two versions", () => {
  it("names the lines that came and went", () => {
    expect(linesBetween("a\nb\nc", "a\nx\nc\nd").map(({ kind, text }) => `${kind} ${text}`)).toEqual([
      "same a",
      "removed b",
      "added x",
      "same c",
      "added d",
    ]);
    expect(linesBetween("", "")).toEqual([]);
    expect(linesBetween("a", "")).toEqual([{ kind: "removed", text: "a", before: 1, after: null }]);
  });

  it("holds both texts, line by line", () => {
    const text = fc.array(fc.constantFrom("a", "b", "c", ""), { minLength: 1 }).map((lines) => `${lines.join("\n")}.`);
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = linesBetween(before, after);
        const side = (other: "added" | "removed") => lines.filter(({ kind }) => kind !== other);
        expect(side("added").map((line) => line.text)).toEqual(before.split("\n"));
        expect(side("removed").map((line) => line.text)).toEqual(after.split("\n"));
        expect(side("added").map((line) => line.before)).toEqual(before.split("\n").map((_, index) => index + 1));
        if (before === after) expect(lines.every(({ kind }) => kind === "same")).toBe(true);
      }),
    );
  });
});

describe("Z11 what a policy names", () => {
  it("are servers and tools, not what comments and texts say", () => {
    const names = namedIn(`// Tool::"bank/close"
      @reason("Server::\\"mail\\"")
      forbid (principal, action, resource == Tool::"bank/pay") unless { resource in Server :: "vault" };`);
    expect(names.speaksOf("bank", "pay")).toBe(true);
    expect(names.speaksOf("vault", "anything")).toBe(true);
    expect(names.speaksOf("bank", "close")).toBe(false);
    expect(names.speaksOf("mail", "send")).toBe(false);
  });
});
