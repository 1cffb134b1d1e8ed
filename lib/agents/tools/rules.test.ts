import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  compareListing,
  decideCorrection,
  decideTool,
  eventOf,
  keepsCorrection,
  TOOL_EVENTS,
  type ToolEvent,
  type ToolFacts,
  TRANSITIONS,
} from "./rules";
import type { ToolState } from "./terms";
import type { ToolWarning } from "./warnings";

const LISTED = "a".repeat(64);
const ACCEPTED = "b".repeat(64);
const OTHER = "c".repeat(64);
const facts = (over: Partial<ToolFacts> = {}): ToolFacts => ({
  name: "send_note",
  state: "quarantined",
  hash: LISTED,
  acceptedHash: null,
  correctedEffect: null,
  version: 3,
  ...over,
});
const grave: ToolWarning = { kind: "conceals", grave: true, where: "description", excerpt: "…" };

describe("V4 the states of a tool", () => {
  // Every cell by hand: from, what happens, to ("-" is refused).
  const CELLS: [ToolState, Record<ToolEvent, ToolState | "-">][] = [
    [
      "quarantined",
      {
        same: "quarantined",
        as_accepted: "accepted",
        changed: "quarantined",
        missing: "removed",
        accept: "accepted",
        block: "blocked",
      },
    ],
    [
      "accepted",
      {
        same: "accepted",
        as_accepted: "accepted",
        changed: "quarantined",
        missing: "removed",
        accept: "-",
        block: "blocked",
      },
    ],
    [
      "blocked",
      {
        same: "blocked",
        as_accepted: "blocked",
        changed: "blocked",
        missing: "blocked",
        accept: "accepted",
        block: "-",
      },
    ],
    [
      "removed",
      {
        same: "quarantined",
        as_accepted: "accepted",
        changed: "quarantined",
        missing: "removed",
        accept: "-",
        block: "-",
      },
    ],
  ];
  it.each(CELLS.flatMap(([from, cells]) => TOOL_EVENTS.map((event) => ({ from, event, to: cells[event] }))))(
    "$from, $event: $to",
    ({ from, event, to }) => {
      expect(TRANSITIONS[from][event] ?? "-").toBe(to);
    },
  );

  it("tells what a listing says of a known tool", () => {
    const known = facts({ acceptedHash: ACCEPTED });
    expect([null, LISTED, ACCEPTED, OTHER].map((hash) => eventOf(known, hash))).toEqual([
      "missing",
      "same",
      "as_accepted",
      "changed",
    ]);
  });

  it("makes nothing callable by a listing but what a person accepted, whatever is listed in whatever order", () => {
    const step = fc.oneof(
      fc.constantFrom<"accept" | "block">("accept", "block"),
      fc.record({ hash: fc.constantFrom(LISTED, ACCEPTED, OTHER, null) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let tool = facts();
        const vouched = new Set<string>();
        let barred = false;
        for (const one of steps) {
          if (typeof one === "string") {
            const to = TRANSITIONS[tool.state][one];
            if (to === null) continue;
            if (one === "accept") vouched.add(tool.hash);
            barred = one === "block";
            tool = { ...tool, state: to, acceptedHash: one === "accept" ? tool.hash : tool.acceptedHash };
          } else {
            const listed = one.hash === null ? [] : [{ name: tool.name, hash: one.hash, definition: NOTHING }];
            const [move] = compareListing([tool], listed, true).moved;
            if (move) tool = { ...tool, state: move.state, hash: move.listed?.hash ?? tool.hash };
          }
          if (tool.state === "accepted") {
            expect(vouched).toContain(tool.hash);
            expect(tool.hash).toBe(tool.acceptedHash);
            expect(barred).toBe(false);
          }
        }
      }),
    );
  });
});

const NOTHING = { title: "", description: "", inputSchema: null, outputSchema: null, annotations: null };

describe("V4 a listing", () => {
  const listed = (name: string, hash: string) => ({ name, hash, definition: NOTHING });
  const known = [
    facts({ name: "kept", state: "accepted", hash: ACCEPTED, acceptedHash: ACCEPTED }),
    facts({ name: "gone", state: "accepted", hash: ACCEPTED, acceptedHash: ACCEPTED }),
    facts({ name: "changed", state: "accepted", hash: ACCEPTED, acceptedHash: ACCEPTED }),
  ];
  it("leaves what is the same, quarantines new and changed, and removes what is gone", () => {
    const outcome = compareListing(
      known,
      [listed("kept", ACCEPTED), listed("changed", OTHER), listed("new", LISTED)],
      true,
    );
    expect(outcome.added.map(({ name }) => name)).toEqual(["new"]);
    expect(outcome.untouched.map(({ name }) => name)).toEqual(["kept"]);
    expect(outcome.moved.map(({ tool, event, state }) => [tool.name, event, state])).toEqual([
      ["gone", "missing", "removed"],
      ["changed", "changed", "quarantined"],
    ]);
  });
  it("removes nothing when it is only a part", () => {
    expect(compareListing(known, [listed("kept", ACCEPTED)], false).moved).toEqual([]);
  });
  it("ends a correction of a definition that nobody accepted and that is listed no more", () => {
    const corrected = facts({ correctedEffect: "read" });
    const [move] = compareListing([corrected], [listed("send_note", OTHER)], true).moved;
    expect(move).toMatchObject({ state: "quarantined", endsCorrection: true });
    const accepted = facts({ correctedEffect: "read", state: "accepted", hash: ACCEPTED, acceptedHash: ACCEPTED });
    expect(compareListing([accepted], [listed("send_note", OTHER)], true).moved[0]).toMatchObject({
      endsCorrection: false,
    });
  });
});

describe("V4 a person's decision", () => {
  const seen = { version: 3, hash: LISTED };
  const given = { seen, reason: "", warnings: [] };
  it("takes what the person saw", () => {
    expect(decideTool(facts(), "accept", given)).toEqual({ allowed: true });
    expect(decideTool(facts({ state: "accepted" }), "block", given)).toEqual({ allowed: true });
  });
  it.each([
    [
      "a definition listed since",
      facts(),
      { ...given, seen: { ...seen, hash: OTHER } },
      "conflict",
      /lists it otherwise/,
    ],
    ["a decision taken since", facts({ version: 4 }), given, "conflict", /Somebody decided/],
    ["what is accepted already", facts({ state: "accepted" }), given, "conflict", /already accepted/],
    ["what is no longer listed", facts({ state: "removed" }), given, "conflict", /no longer lists/],
    ["grave warnings without a reason", facts(), { ...given, warnings: [grave] }, "unmet", /carries warnings/],
  ] as const)("refuses %s", (_, tool, about, code, reason) => {
    expect(decideTool(tool, "accept", about)).toMatchObject({ code, reason: expect.stringMatching(reason) });
  });
  it("takes grave warnings with a reason, and blocks in spite of them", () => {
    const warned = { ...given, warnings: [grave] };
    expect(decideTool(facts(), "accept", { ...warned, reason: "It is a test server." }).allowed).toBe(true);
    expect(decideTool(facts(), "block", warned).allowed).toBe(true);
  });
});

describe("K1 a person's word on what a tool can do", () => {
  const corrected = { hash: LISTED, correctedEffect: "read" } as const;
  it.each([
    ["of the definition that is accepted for the first time", { ...corrected, acceptedHash: null }, false, true],
    ["of the accepted definition, accepted again", { ...corrected, acceptedHash: LISTED }, false, true],
    ["of another definition", { ...corrected, acceptedHash: ACCEPTED }, false, false],
    ["of another definition, kept expressly", { ...corrected, acceptedHash: ACCEPTED }, true, true],
    ["that there is none", { ...corrected, correctedEffect: null, acceptedHash: null }, true, false],
  ])("%s: lives on %#", (_, tool, keep, expected) => {
    expect(keepsCorrection(tool, keep)).toBe(expected);
  });
  it.each([
    [facts(), true],
    [facts({ state: "accepted", acceptedHash: LISTED }), true],
    [facts({ acceptedHash: ACCEPTED }), false],
    [facts({ state: "blocked" }), false],
    [facts({ state: "removed" }), false],
  ])("can be said of %o: %s", (tool, allowed) => {
    expect(decideCorrection(tool, { version: 3, hash: LISTED }).allowed).toBe(allowed);
  });
  it("is refused about what changed since", () => {
    expect(decideCorrection(facts(), { version: 2, hash: LISTED })).toMatchObject({ code: "conflict" });
  });
});
