import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ACTIONS, type Condition, type Grant, OPERATORS, type TimeWindow } from "@/lib/entitlements/terms";
import { tagsOf } from "../decide/arguments";
import type { Json } from "../decide/types";
import { compilePolicies } from "./compile";
import { conditionHolds } from "./conditions";
import { GrantIndex } from "./grant-index";
import { grantPolicy } from "./grant-policy";
import { isOpen } from "./open";
import { oracleAnswer } from "./oracle";
import { refTo } from "./refs";
import type { EngineRequest, Entity, PolicySource } from "./types";
import { validatePolicies } from "./validate";

const grant = (changes: Partial<Grant> = {}): Grant => ({
  id: "ent_1",
  agentId: "agt_1",
  server: "bank",
  tool: "pay",
  resourceId: null,
  actions: ["read", "pay"],
  conditions: [],
  windows: [],
  startsAt: null,
  expiresAt: null,
  ...changes,
});

const NONE: ReadonlySet<string> = new Set();
const KINDS = { texts: "Texts", numbers: "Numbers", flags: "Flags", lists: "Lists" } as const;

interface Asking {
  agent?: string;
  action?: string;
  server?: string;
  tool?: string;
  args?: { [key: string]: Json };
  touches?: string[];
}

function prepared({ agent = "agt_1", action = "pay", server = "bank", tool = "pay", args = {}, touches = [] }: Asking) {
  const tags = tagsOf(args);
  const principal = refTo("Agent", agent);
  const resource = refTo("Tool", `${server}/${tool}`);
  const entities: Entity[] = [
    { ref: principal, attributes: {}, ancestors: NONE },
    { ref: resource, attributes: {}, ancestors: new Set([refTo("Server", server).uid]) },
    ...Object.entries(KINDS).map(([kind, type]) => ({
      ref: refTo(type, "call"),
      attributes: {},
      ancestors: NONE,
      tags: tags[kind as keyof typeof KINDS],
    })),
  ];
  const context = {
    ...Object.fromEntries(Object.entries(KINDS).map(([kind, type]) => [kind, refTo(type, "call")])),
    touches: touches.map((id) => refTo("Resource", id)),
  };
  const request: EngineRequest = { principal, action: refTo("Action", action), resource, context };
  return { request, entities };
}

/** What the engine says of a grant, having made sure that Cedar says the same of its text. */
function permits(one: Grant, asking: Asking): boolean {
  const { request, entities } = prepared(asking);
  const byUid = new Map(entities.map((entity) => [entity.ref.uid, entity]));
  const ours = compilePolicies([]).evaluate(request, (uid) => byUid.get(uid), [one]);
  expect(oracleAnswer([grantPolicy(one)], entities, request)).toEqual(ours);
  expect(ours.determining).toEqual(ours.decision === "allow" ? [one.id] : []);
  return ours.decision === "allow";
}

describe("Z1 a grant permits what it names and nothing else", () => {
  it.each<[what: string, changes: Partial<Grant>, asking: Asking, expected: boolean]>([
    ["the tool and the action", {}, {}, true],
    ["another action of its list", {}, { action: "read" }, true],
    ["an action that is not in its list", {}, { action: "delete" }, false],
    ["no action at all", { actions: [] }, {}, false],
    ["another agent", {}, { agent: "agt_2" }, false],
    ["another tool", {}, { tool: "payroll" }, false],
    ["another server", {}, { server: "bank2" }, false],
    ["every tool of the server", { tool: null }, { tool: "anything" }, true],
    ["no tool of another server", { tool: null }, { server: "shop" }, false],
    [
      "a tool whose name looks like another server's",
      { server: "a", tool: "b/c" },
      { server: "a/b", tool: "c" },
      false,
    ],
    ["a tool with a slash in its name", { server: "a", tool: "b/c" }, { server: "a", tool: "b/c" }, true],
    ["the resource that the call touches", { resourceId: "res_1" }, { touches: ["res_2", "res_1"] }, true],
    ["a resource that the call does not touch", { resourceId: "res_1" }, { touches: ["res_2"] }, false],
    ["a name with quotes and odd characters", { server: 'x"\\', tool: "😀\n" }, { server: 'x"\\', tool: "😀\n" }, true],
  ])("%s", (_, changes, asking, expected) => {
    expect(permits(grant(changes), asking)).toBe(expected);
  });
});

describe("Z2 conditions on arguments", () => {
  it.each<[condition: Condition, args: { [key: string]: Json }, expected: boolean]>([
    [{ argument: "amount", operator: "lte", value: 100 }, { amount: 100 }, true],
    [{ argument: "amount", operator: "lte", value: 100 }, { amount: 100.000001 }, false],
    [{ argument: "amount", operator: "lt", value: 100 }, { amount: 100 }, false],
    [{ argument: "amount", operator: "gt", value: -1.5 }, { amount: -1.4 }, true],
    [{ argument: "amount", operator: "gte", value: 1e30 }, { amount: 1e30 }, true],
    [{ argument: "amount", operator: "lte", value: 100 }, { amount: "5" }, false],
    [{ argument: "amount", operator: "lte", value: 100 }, {}, false],
    [{ argument: "amount", operator: "lte", value: "100" }, { amount: 5 }, false],
    [{ argument: "amount", operator: "lte", value: Number.NaN }, { amount: 5 }, false],
    [{ argument: "amount", operator: "eq", value: 1.1 }, { amount: 1.1 }, true],
    [{ argument: "amount", operator: "ne", value: 1.1 }, { amount: 1.2 }, true],
    [{ argument: "amount", operator: "ne", value: 1.1 }, {}, false],
    [{ argument: "to", operator: "eq", value: "DE1" }, { to: "DE1" }, true],
    [{ argument: "to", operator: "ne", value: "DE1" }, { to: ["DE2"] }, false],
    [{ argument: "payee.iban", operator: "in", value: ["DE1", "DE2"] }, { payee: { iban: "DE2" } }, true],
    [{ argument: "payee.iban", operator: "in", value: ["DE1"] }, { "payee.iban": "DE1" }, false],
    [{ argument: "to", operator: "in", value: [] }, { to: "DE1" }, false],
    [{ argument: "to", operator: "not_in", value: ["DE1"] }, { to: "DE2" }, true],
    [{ argument: "to", operator: "not_in", value: ["DE1"] }, {}, false],
    [{ argument: "to", operator: "not_in", value: "DE1" }, { to: "DE2" }, false],
    [{ argument: "to", operator: "like", value: "*@corp.example" }, { to: "eve@corp.example" }, true],
    [{ argument: "to", operator: "like", value: "*@corp.example" }, { to: "eve@corp.example.evil" }, false],
    [{ argument: "to", operator: "like", value: "a\\*" }, { to: "a\\b" }, true],
    [{ argument: "dry", operator: "eq", value: true }, { dry: true }, true],
    [{ argument: "dry", operator: "eq", value: true }, { dry: "true" }, false],
    [{ argument: "cc", operator: "contains", value: "a" }, { cc: ["b", "a"] }, true],
    [{ argument: "cc", operator: "contains", value: ["a", "b"] }, { cc: ["b"] }, false],
    [{ argument: "cc", operator: "contains", value: "a" }, { cc: "a" }, false],
    [{ argument: "cc", operator: "eq", value: ["a", "b"] }, { cc: ["b", "a", "a"] }, true],
    [{ argument: "cc", operator: "eq", value: [] }, { cc: [] }, true],
    [{ argument: "cc", operator: "ne", value: [] }, { cc: [] }, false],
    [{ argument: "cc", operator: "contains", value: [] }, { cc: ["a"] }, true],
    [{ argument: "to", operator: "not_in", value: [] }, { to: "DE1" }, true],
    [{ argument: "bcc", operator: "has" }, { bcc: [] }, true],
    [{ argument: "bcc", operator: "has" }, { bcc: { address: "a" } }, true],
    [{ argument: "bcc", operator: "has_not" }, { bcc: [{ address: "a" }] }, false],
    [{ argument: "bcc", operator: "has_not" }, { bcc: {} }, false],
    [{ argument: "bcc", operator: "has_not" }, { "": ["cc"], bcc: 1 }, false],
    [{ argument: "bcc", operator: "has" }, { bcc: null }, false],
    [{ argument: "bcc", operator: "has_not" }, {}, true],
    [{ argument: "bcc", operator: "has_not" }, { bcc: false }, false],
    [{ argument: "constructor", operator: "has" }, {}, false],
  ])("%j of %j: %s", (condition, args, expected) => {
    expect(conditionHolds(condition, args)).toBe(expected);
    expect(permits(grant({ conditions: [condition] }), { args })).toBe(expected);
  });

  const path = fc.constantFrom("a", "b.c", "list", "", "__proto__");
  const text = fc.constantFrom("", "a", "b", "a*", "*", 'q"', "\\", "😀", "1.5");
  const condition = fc.record(
    {
      argument: path,
      operator: fc.constantFrom(...OPERATORS),
      value: fc.oneof(text, fc.double(), fc.integer(), fc.boolean(), fc.array(text, { maxLength: 3 })),
    },
    { requiredKeys: ["argument", "operator"] },
  );
  const leaf = fc.oneof(text, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), fc.boolean());
  const args = fc.dictionary(
    fc.constantFrom("a", "b", "b.c", "list", ""),
    fc.oneof(
      leaf,
      fc.array(text, { maxLength: 3 }),
      fc.array(leaf, { maxLength: 2 }),
      fc.record({ c: leaf }),
      fc.constant(null),
    ),
  );

  it("hold for a call exactly when Cedar says so of the grant's text, which is valid", () => {
    const drawn: PolicySource[] = [];
    fc.assert(
      fc.property(fc.array(condition, { maxLength: 2 }), args, (conditions, given) => {
        const one = grant({ conditions });
        const all = conditions.every((each) => conditionHolds(each, given));
        expect(permits(one, { args: given })).toBe(all);
        drawn.push({ ...grantPolicy(one), id: `ent_${drawn.length}` });
      }),
      { numRuns: 250 },
    );
    expect(validatePolicies(drawn).filter(({ severity }) => severity === "error")).toEqual([]);
  });
});

describe("Z2 when a grant is open", () => {
  const at = (text: string) => Date.parse(text);
  const office: TimeWindow = { days: [1, 2, 3, 4, 5], fromMinute: 8 * 60, untilMinute: 18 * 60, zone: "Europe/Berlin" };
  const night: TimeWindow = { days: [5], fromMinute: 22 * 60, untilMinute: 6 * 60, zone: "UTC" };
  it.each<[what: string, changes: Partial<Grant>, now: string, expected: boolean]>([
    ["always, without limits", {}, "2026-11-21T08:00:00Z", true],
    ["not before it begins", { startsAt: at("2026-11-21T08:00:00Z") }, "2026-11-21T07:59:59.999Z", false],
    ["from when it begins", { startsAt: at("2026-11-21T08:00:00Z") }, "2026-11-21T08:00:00Z", true],
    ["until it ends", { expiresAt: at("2026-11-21T08:00:00Z") }, "2026-11-21T07:59:59.999Z", true],
    ["not when it has ended", { expiresAt: at("2026-11-21T08:00:00Z") }, "2026-11-21T08:00:00Z", false],
    ["in its window, in the zone's winter time", { windows: [office] }, "2026-11-20T07:00:00Z", true],
    ["not a minute before", { windows: [office] }, "2026-11-20T06:59:59Z", false],
    ["in its window, in the zone's summer time", { windows: [office] }, "2026-07-20T06:00:00Z", true],
    ["not when its window ends", { windows: [office] }, "2026-11-20T17:00:00Z", false],
    ["not on another day", { windows: [office] }, "2026-11-21T10:00:00Z", false],
    ["in the evening before midnight", { windows: [night] }, "2026-11-20T22:00:00Z", true],
    ["in the morning after, which belongs to the evening", { windows: [night] }, "2026-11-21T05:59:00Z", true],
    ["not in the morning of its own day", { windows: [night] }, "2026-11-20T05:00:00Z", false],
    ["in any of its windows", { windows: [office, night] }, "2026-11-20T23:00:00Z", true],
    ["never in a window of no length", { windows: [{ ...office, untilMinute: 480 }] }, "2026-11-20T07:00:00Z", false],
    [
      "never in a zone that does not exist",
      { windows: [{ ...office, zone: "Mars/Base" }] },
      "2026-11-20T10:00:00Z",
      false,
    ],
  ])("%s", (_, changes, now, expected) => {
    expect(isOpen(grant(changes), at(now))).toBe(expected);
  });
});

describe("Z2 finding the grants that could matter", () => {
  const idsOf = (index: GrantIndex, tool = "pay") => index.candidates("agt_1", "bank", tool).map(({ id }) => id);

  it("finds those of the agent that name the tool or its server", () => {
    const index = new GrantIndex();
    index.put(grant({ id: "1" }));
    index.put(grant({ id: "2", tool: null }));
    index.put(grant({ id: "3", tool: "other" }));
    index.put(grant({ id: "4", server: "shop" }));
    index.put(grant({ id: "5", agentId: "agt_2" }));
    expect(idsOf(index)).toEqual(["1", "2"]);
    expect(index.candidates("agt_3", "bank", "pay")).toEqual([]);
  });

  it("replaces, forgets and counts", () => {
    const index = new GrantIndex();
    index.put(grant({ id: "1" }));
    index.put(grant({ id: "1", tool: "other" }));
    expect([index.size, idsOf(index), idsOf(index, "other")]).toEqual([1, [], ["1"]]);
    index.remove("1");
    index.remove("1");
    expect([index.size, index.get("1"), idsOf(index, "other")]).toEqual([0, undefined, []]);
  });

  it("keeps what grants have in common once, and gives back what was put", () => {
    const index = new GrantIndex();
    const conditions = () => [{ argument: "amount", operator: "lte" as const, value: 5 }];
    index.put(grant({ id: "1", conditions: conditions() }));
    index.put(grant({ id: "2", conditions: conditions() }));
    expect(index.get("1")?.conditions).toBe(index.get("2")?.conditions);
    index.remove("1");
    expect(index.get("2")).toEqual(grant({ id: "2", conditions: conditions() }));
  });

  it("answers as looking through all of them does, whatever was put and removed", () => {
    const step = fc.record({
      put: fc.boolean(),
      id: fc.integer({ min: 0, max: 60 }).map(String),
      tool: fc.constantFrom(null, "pay", "other"),
      server: fc.constantFrom("bank", "shop"),
      actions: fc.subarray([...ACTIONS]),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const index = new GrantIndex();
        const kept = new Map<string, Grant>();
        for (const { put, id, ...changes } of steps) {
          kept.delete(id);
          index.remove(id);
          if (!put) continue;
          kept.set(id, grant({ id, ...changes }));
          index.put(grant({ id, ...changes }));
          index.candidates("agt_1", "bank", "pay");
        }
        const matching = [...kept.values()].filter(({ server, tool }) => server === "bank" && tool !== "other");
        expect(index.candidates("agt_1", "bank", "pay")).toEqual(matching);
        expect(index.size).toBe(kept.size);
      }),
    );
  });
});
