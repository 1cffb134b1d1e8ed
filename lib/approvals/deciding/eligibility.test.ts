import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Role } from "@/lib/context";
import { type Bar, type Capacity, type Group, RUNGS, type Rung } from "../terms";
import {
  barOf,
  canReach,
  type EligibilityFacts,
  isEnough,
  isNobody,
  type PersonFacts,
  type RequestFacts,
  reviewersOf,
} from "./eligibility";
import { rungDue } from "./escalation";
import { tallyOf } from "./tally";

const TEAM = "tem_a";
const person = (id: string, over: Partial<PersonFacts> = {}): PersonFacts => ({
  ...{ id, name: id, active: true, managerId: null, grants: [] },
  ...over,
});
const grant = (role: Role, teamId: string | null = null) => ({ grants: [{ role, teamId }] });

const PEOPLE = [
  person("member", { ...grant("reviewer"), managerId: "manager" }),
  person("of_team", grant("reviewer", TEAM)),
  person("of_other_team", grant("reviewer", "tem_b")),
  person("no_reviewer"),
  person("left", { ...grant("reviewer"), active: false }),
  person("away", { ...grant("reviewer"), managerId: "manager" }),
  person("away_without_role"),
  person("delegate", grant("reviewer")),
  person("delegate_of_roleless", grant("reviewer")),
  person("delegate_without_role"),
  person("manager"),
  person("compliance", grant("compliance")),
  person("compliance_elsewhere", grant("compliance", "tem_b")),
  person("admin", grant("admin")),
  person("ciso", grant("ciso")),
  person("reviewer_in_no_group", grant("reviewer")),
  person("glass"),
];
const MEMBERS = ["member", "of_team", "of_other_team", "no_reviewer", "left", "away", "away_without_role"];

function facts(over: Partial<RequestFacts> = {}, away: [string, string | null][] = []): EligibilityFacts {
  return {
    reviewers: {
      people: new Map(PEOPLE.map((one) => [one.id, one])),
      members: new Map<Group, string[]>([
        ["payment", MEMBERS],
        ["deletion", ["member"]],
      ]),
      away: new Map([["away", "delegate"], ["away_without_role", "delegate_of_roleless"], ...away]),
      breakGlass: new Set(["glass"]),
    },
    request: {
      ...{ groups: ["payment"], quorum: 1, tier: "low", rung: "group", teamId: TEAM, callerId: "agt_1" },
      ...{ actingId: null, chainIds: [], ownerIds: [], formerOwnerIds: [], editorIds: [] },
      ...over,
    },
  };
}

describe("A4 who may decide: membership, absence, escalation", () => {
  it.each<[string, Rung, Capacity | null, Bar | null]>([
    ["member", "group", "member", null],
    ["of_team", "group", "member", null],
    ["of_other_team", "group", null, "lost_role"],
    ["no_reviewer", "group", null, "lost_role"],
    ["left", "group", null, "inactive"],
    ["away", "group", "member", null],
    ["delegate", "group", "delegate", null],
    ["delegate_of_roleless", "group", null, "no_group"],
    ["delegate_without_role", "group", null, "no_group"],
    ["manager", "group", null, "no_group"],
    ["manager", "manager", "manager", null],
    ["manager", "governance", "manager", null],
    ["compliance", "group", null, "no_group"],
    ["compliance", "manager", null, "no_group"],
    ["compliance", "governance", "governance", null],
    ["compliance_elsewhere", "governance", null, "no_group"],
    // An administrator has no say by being one, nor has anybody else by a role alone.
    ["admin", "governance", null, "no_group"],
    ["ciso", "governance", null, "no_group"],
    ["reviewer_in_no_group", "governance", null, "no_group"],
    ["nobody", "governance", null, "no_group"],
  ])("%s at the rung %s: %s, %s", (id, rung, capacity, bar) => {
    const standing = barOf(facts({ rung }), id);
    expect([standing.capacity, standing.bar]).toEqual([capacity, bar]);
    expect(standing.groups).toEqual(bar ? [] : ["payment"]);
    expect(standing.forPersonId).toBe(capacity === "delegate" ? "away" : null);
  });

  it("takes a delegate at their own seat where they are a member themselves", () => {
    const away = facts({}, [["member", "of_team"]]);
    expect(barOf(away, "of_team")).toMatchObject({ capacity: "member", forPersonId: null });
  });

  it("knows no delegate of a delegate", () => {
    expect(barOf(facts({}, [["delegate", "reviewer_in_no_group"]]), "reviewer_in_no_group").bar).toBe("no_group");
  });

  it("takes the delegate with no role, and who stands in for who has none, for nobody", () => {
    expect(barOf(facts({}, [["member", "delegate_without_role"]]), "delegate_without_role").bar).toBe("no_group");
  });

  it("asks break-glass members alone to break the glass, and them for nothing else", () => {
    expect(barOf(facts(), "glass", true)).toMatchObject({ bar: null, capacity: "break_glass", groups: ["payment"] });
    expect(barOf(facts(), "glass").bar).toBe("no_group");
    expect(barOf(facts(), "member", true).bar).toBe("not_break_glass");
  });

  it("counts somebody for every group that they are asked in", () => {
    const both = facts({ groups: ["deletion", "payment"] });
    expect(barOf(both, "member").groups).toEqual(["deletion", "payment"]);
    expect(barOf(both, "of_team").groups).toEqual(["payment"]);
    // By their report's membership, not by all that is asked.
    expect(barOf({ ...both, request: { ...both.request, rung: "manager" } }, "manager").groups).toEqual([
      "deletion",
      "payment",
    ]);
  });
});

const BARRING: Record<
  "requester" | "acting_human" | "on_chain" | "owner" | "former_owner" | "policy_editor",
  (id: string) => Partial<RequestFacts>
> = {
  requester: (id) => ({ callerId: id }),
  acting_human: (id) => ({ actingId: id }),
  on_chain: (id) => ({ chainIds: ["agt_2", id] }),
  owner: (id) => ({ ownerIds: ["x", id] }),
  former_owner: (id) => ({ formerOwnerIds: [id] }),
  policy_editor: (id) => ({ editorIds: [id] }),
};
const SEATS: [string, Rung, boolean][] = [
  ["member", "group", false],
  ["delegate", "group", false],
  ["manager", "manager", false],
  ["compliance", "governance", false],
  ["glass", "group", true],
];

describe("A4 self-approval is refused, whatever the capacity", () => {
  const cells = Object.keys(BARRING).flatMap((bar) =>
    SEATS.map(([id, rung, glass]) => ({ bar: bar as keyof typeof BARRING, id, rung, glass })),
  );
  it.each(cells)("$bar as $id", ({ bar, id, rung, glass }) => {
    const without = facts({ rung });
    expect(barOf(without, id, glass).bar).toBeNull();
    const request = { ...without.request, ...BARRING[bar](id) };
    expect(barOf({ ...without, request }, id, glass)).toEqual({ bar, capacity: null, groups: [], forPersonId: null });
  });

  it("is refused to who is known by nothing but the bar", () => {
    expect(barOf(facts({ ownerIds: ["stranger"] }), "stranger").bar).toBe("owner");
  });

  it("does not pass from who is away to who stands in for them, nor back", () => {
    expect(barOf(facts({ ownerIds: ["away"] }), "delegate").bar).toBeNull();
    expect(barOf(facts({ ownerIds: ["delegate"] }), "away").bar).toBeNull();
  });
});

const ids = fc.constantFrom(...PEOPLE.map(({ id }) => id));
const some = fc.uniqueArray(ids, { maxLength: 4 });
const request = fc.record({
  groups: fc.subarray<Group>(["payment", "deletion"], { minLength: 1 }),
  quorum: fc.integer({ min: 1, max: 3 }),
  tier: fc.constantFrom("low", "high", "critical"),
  rung: fc.constantFrom(...RUNGS),
  actingId: fc.option(ids),
  chainIds: some,
  ownerIds: some,
  formerOwnerIds: some,
  editorIds: some,
});
const absences = fc.array(fc.tuple(ids, fc.option(ids)), { maxLength: 3 });

describe("A4 properties of eligibility", () => {
  it("one bar more never makes anybody eligible", () => {
    const bars = fc.constantFrom(...(Object.keys(BARRING) as (keyof typeof BARRING)[]));
    fc.assert(
      fc.property(request, absences, ids, ids, bars, (over, away, id, other, bar) => {
        const before = facts(over, away);
        const added = BARRING[bar](other);
        const merged = Object.fromEntries(
          Object.entries(added).map(([key, value]) => {
            const former = before.request[key as keyof RequestFacts];
            return [key, Array.isArray(value) ? [...(former as string[]), ...value] : value];
          }),
        );
        const after = { ...before, request: { ...before.request, ...merged } };
        if (bar === "acting_human") fc.pre(over.actingId === null);
        if (barOf(before, id).bar !== null) expect(barOf(after, id).bar).not.toBeNull();
      }),
    );
  });

  it("a higher rung never takes anybody's say", () => {
    fc.assert(
      fc.property(request, absences, ids, (over, away, id) => {
        const at = (rung: Rung) => barOf(facts({ ...over, rung }, away), id).bar === null;
        if (at("group")) expect(at("manager")).toBe(true);
        if (at("manager")) expect(at("governance")).toBe(true);
      }),
    );
  });

  it("lists exactly those whom it lets decide", () => {
    fc.assert(
      fc.property(request, absences, fc.constantFrom(...RUNGS), (over, away, rung) => {
        const known = facts(over, away);
        const at = { ...known, request: { ...known.request, rung } };
        const may = PEOPLE.map(({ id }) => id).filter((id) => barOf(at, id).bar === null);
        expect(reviewersOf(known, rung).map(({ id }) => id)).toEqual(may.sort());
        if (rung === "governance") expect(isNobody(known)).toBe(may.length === 0);
      }),
    );
  });

  it("gives a capacity and a group exactly to those without a bar", () => {
    fc.assert(
      fc.property(request, absences, ids, fc.boolean(), (over, away, id, glass) => {
        const { bar, capacity, groups } = barOf(facts(over, away), id, glass);
        expect([capacity !== null, groups.length > 0]).toEqual([bar === null, bar === null]);
      }),
    );
  });
});

describe("A4 quorum and dual control for critical", () => {
  const voters = fc.uniqueArray(ids, { maxLength: 6 });
  const vote = (personId: string, over: { forPersonId?: string } = {}) =>
    ({ personId, answer: "approve", digest: "d", capacity: "member", groups: [], forPersonId: null, ...over }) as const;

  it("one voter more never unmakes an approval, and a larger quorum never makes one", () => {
    fc.assert(
      fc.property(request, voters, ids, (over, who, more) => {
        const known = facts(over);
        const seats = who.map((personId) => ({ personId, standing: barOf(known, personId) }));
        const enough = isEnough(known.request, seats);
        const wider = [...seats, { personId: more, standing: barOf(known, more) }];
        if (enough) expect(isEnough(known.request, wider)).toBe(true);
        if (!enough) expect(isEnough({ ...known.request, quorum: over.quorum + 1 }, seats)).toBe(false);
      }),
    );
  });

  it.each<[string, Partial<RequestFacts>, string[], boolean]>([
    ["one of one", {}, ["member"], true],
    ["one of two", { quorum: 2 }, ["member"], false],
    ["two of two", { quorum: 2 }, ["member", "of_team"], true],
    ["one person twice", { quorum: 2 }, ["member", "member"], false],
    ["one alone for critical, whatever the policy says", { tier: "critical" }, ["member"], false],
    ["two for critical", { tier: "critical" }, ["member", "of_team"], true],
    ["somebody who lost the role", { quorum: 2 }, ["member", "no_reviewer"], false],
    ["somebody who left", { quorum: 2 }, ["member", "left"], false],
    ["two of one group, and none of the other", { groups: ["payment", "deletion"] }, ["of_team", "away"], false],
    ["one of each group", { groups: ["payment", "deletion"] }, ["of_team", "member"], true],
    ["one of both groups, alone", { groups: ["payment", "deletion"] }, ["member"], true],
    [
      "one of both groups, alone, for critical",
      { groups: ["payment", "deletion"], tier: "critical" },
      ["member"],
      false,
    ],
  ])("%s", (_, over, who, expected) => {
    expect(
      tallyOf(
        facts(over),
        who.map((id) => vote(id)),
        "d",
      ).enough,
    ).toBe(expected);
  });

  it("seats who is away and who stands in for them once", () => {
    const two = facts({ quorum: 2 });
    const both = [vote("away"), vote("delegate", { forPersonId: "away" })];
    expect(tallyOf(two, both, "d")).toMatchObject({ enough: false, approvals: 2 });
    expect(tallyOf(two, [...both, vote("member")], "d").enough).toBe(true);
  });

  it("keeps a delegate's vote after the return, and not after the loss of the role", () => {
    const back = facts();
    const away = new Map([...back.reviewers.away].filter(([id]) => id !== "away"));
    const returned = { ...back, reviewers: { ...back.reviewers, away } };
    const votes = [vote("delegate", { forPersonId: "away" })];
    expect(barOf(returned, "delegate").bar).toBe("no_group");
    expect(tallyOf(returned, votes, "d").enough).toBe(true);
    const people = new Map(returned.reviewers.people).set("delegate", person("delegate"));
    const roleless = { ...returned, reviewers: { ...returned.reviewers, people } };
    expect(tallyOf(roleless, votes, "d")).toMatchObject({ enough: false, approvals: 0 });
  });

  it("counts no vote for other bytes, and no denial", () => {
    const votes = [
      { ...vote("member"), digest: "other" },
      { ...vote("of_team"), answer: "deny" as const },
    ];
    expect(tallyOf(facts(), votes, "d")).toMatchObject({ enough: false, approvals: 0 });
  });
});

describe("A4 nobody eligible: escalation ladder, then expire closed", () => {
  it("says at once that nobody may decide", () => {
    const barred = ["member", "of_team", "away", "delegate", "manager", "compliance"];
    expect(isNobody(facts({ ownerIds: barred }))).toBe(true);
    expect(isNobody(facts({ ownerIds: barred.slice(1) }))).toBe(false);
    expect(reviewersOf(facts({ ownerIds: barred.slice(0, -1) }))).toEqual([]);
    expect(reviewersOf(facts({ ownerIds: barred.slice(0, -1) }), "governance")).toEqual([
      { id: "compliance", name: "compliance" },
    ]);
  });

  it("waits for nobody who is away without a delegate", () => {
    const only = facts({ ownerIds: ["member", "of_team"], formerOwnerIds: ["delegate"] });
    expect(reviewersOf(only)).toEqual([{ id: "away", name: "away" }]);
    expect([canReach(only), canReach(only, "manager")]).toEqual([false, true]);
  });

  it.each<[Rung, number, Rung[], ReturnType<typeof rungDue>]>([
    ["group", 0, ["group", "manager", "governance"], null],
    ["group", 0.33, ["group"], null],
    ["group", 0.34, ["group", "manager"], { to: "manager", why: "time" }],
    ["group", 0.7, ["group"], { to: "governance", why: "time" }],
    ["manager", 0.5, ["manager"], null],
    ["manager", 0.67, ["manager"], { to: "governance", why: "time" }],
    ["group", 0, ["manager"], { to: "manager", why: "nobody" }],
    ["group", 0, ["governance"], { to: "governance", why: "nobody" }],
    ["group", 0, [], { to: "governance", why: "nobody" }],
    ["group", 0.34, [], { to: "governance", why: "nobody" }],
    ["governance", 0.9, [], null],
  ])("at %s with %s of the time gone and enough people at %j: %j", (rung, share, enough, expected) => {
    expect(rungDue({ rung, share, reaches: (at) => enough.includes(at) })).toEqual(expected);
  });
});
