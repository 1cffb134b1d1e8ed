import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { QueueRow } from "@/lib/approvals/views";
import {
  beginFacts,
  linesOf,
  NEW_FOR_MS,
  nextAfter,
  timeLeftText,
  withNews,
  withoutOldMarks,
  withRead,
} from "./queue-state";

const T = (second: number) => `2026-11-20T09:00:${String(second).padStart(2, "0")}.000Z`;
const row = (id: string, over: Partial<QueueRow> = {}): QueueRow => ({
  id,
  status: "pending",
  agent: { id: "agt_1", name: "Payer" },
  environment: "production",
  tier: "high",
  server: "Books",
  tool: "pay",
  subject: `Pay ${id}`,
  groups: ["payment"],
  quorum: 1,
  approvals: 0,
  requestedAt: T(0),
  expiresAt: T(30),
  bar: null,
  vote: null,
  rung: "group",
  nobody: false,
  needsPasskey: true,
  ...over,
});
const read = (rows: QueueRow[], now: string) => ({
  rows,
  mine: rows.filter((one) => one.status === "pending" && one.bar === null && one.vote === null).map(({ id }) => id),
  waiting: rows.filter(({ status }) => status === "pending").map(({ id }) => id),
  now,
});
const begin = (...rows: QueueRow[]) => beginFacts("mine", null, read(rows, T(1)));
const shown = (facts: ReturnType<typeof begin>, kept: string | null = null) => linesOf(facts, kept).map(({ id }) => id);

describe("A5 the queue in the browser", () => {
  it("puts the most urgent first, and a new one into its place, marked for a moment", () => {
    const facts = begin(row("a", { expiresAt: T(20) }), row("c", { expiresAt: T(40) }));
    const next = withNews(facts, { rows: [row("b", { expiresAt: T(30) })], now: T(2) }, 1_000);
    expect(shown(next)).toEqual(["a", "b", "c"]);
    expect([...next.mine]).toEqual(["a", "c", "b"]);
    expect(next.arrived.has("b")).toBe(true);
    expect(withoutOldMarks(next, 1_000 + NEW_FOR_MS).arrived.size).toBe(0);
  });

  it("keeps what is being read where it is, whoever decided it meanwhile", () => {
    const facts = begin(row("a", { expiresAt: T(20) }), row("b"));
    const next = withNews(facts, { rows: [row("a", { expiresAt: T(20), status: "denied" })], now: T(2) }, 0);
    expect(shown(next, "a")).toEqual(["a", "b"]);
    expect(shown(next)).toEqual(["b"]);
    expect(next.mine.has("a")).toBe(false);
  });

  it("takes out what the reader has voted on, and keeps counting it as waiting", () => {
    const next = withNews(
      begin(row("a")),
      { rows: [row("a", { vote: "approve", approvals: 1, quorum: 2 })], now: T(2) },
      0,
    );
    expect([next.mine.size, next.waiting.size, shown(next)]).toEqual([0, 1, []]);
  });

  it("lets no page that was read earlier undo what was heard since", () => {
    const heard = withNews(begin(row("a")), { rows: [row("a", { status: "denied" }), row("n")], now: T(5) }, 0);
    const next = withRead(heard, read([row("a")], T(3)));
    expect([next.rows.get("a")?.row.status, [...next.mine]]).toEqual(["denied", ["n"]]);
    const later = withRead(heard, read([row("a", { status: "denied" })], T(9)));
    expect([...later.mine]).toEqual([]);
  });

  it("lets no event that was read earlier undo a page", () => {
    const facts = withRead(begin(), read([row("a", { vote: "deny" })], T(9)));
    expect(withNews(facts, { rows: [row("a")], now: T(4) }, 0).rows.get("a")?.row.vote).toBe("deny");
  });

  it("leaves out what another group was asked", () => {
    const facts = beginFacts("waiting", "payment", read([], T(1)));
    expect(shown(withNews(facts, { rows: [row("a", { groups: ["data_export"] })], now: T(2) }, 0))).toEqual([]);
  });

  it("shows of what is over the latest asked first, and what is over now on top", () => {
    const facts = beginFacts("past", null, read([row("a", { status: "denied" })], T(1)));
    const next = withNews(facts, { rows: [row("b", { status: "expired", requestedAt: T(5) })], now: T(2) }, 0);
    expect(shown(withRead(next, read([row("c", { status: "executed", requestedAt: T(3) })], T(2))))).toEqual([
      "b",
      "c",
      "a",
    ]);
  });

  it("goes on with the next that waits for the reader, and begins anew at the end", () => {
    const facts = begin(row("a", { expiresAt: T(10) }), row("b", { expiresAt: T(20) }), row("c", { expiresAt: T(30) }));
    expect([nextAfter(facts, "a"), nextAfter(facts, "b"), nextAfter(facts, "c")]).toEqual(["b", "c", "a"]);
    expect(nextAfter(begin(row("a")), "a")).toBeNull();
  });

  it("comes to the same whatever the order of events and pages", () => {
    const versions = [row("a"), row("a", { approvals: 1 }), row("a", { status: "approved", approvals: 2 })];
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), fc.nat(2), (order, paged) => {
        const end = order.reduce((facts, at) => {
          const one = versions[at] as QueueRow;
          if (at === paged) return withRead(facts, read([one], T(10 + at)));
          return withNews(facts, { rows: [one], now: T(10 + at) }, 0);
        }, begin());
        expect(end.rows.get("a")?.row.status).toBe("approved");
        expect([end.mine.size, end.waiting.size]).toEqual([0, 0]);
      }),
    );
  });
});

describe("A2 time left in words", () => {
  it.each([
    [-1, null],
    [0, null],
    [1, "1 s left"],
    [59_000, "59 s left"],
    [60_000, "1 min 0 s left"],
    [9 * 60_000 + 59_000, "9 min 59 s left"],
    [10 * 60_000, "10 min left"],
    [119 * 60_000, "119 min left"],
    [3 * 3_600_000, "3 h left"],
    [3 * 86_400_000, "3 days left"],
  ])("%i ms", (milliseconds, text) => {
    expect(timeLeftText(milliseconds)).toBe(text);
  });
});
