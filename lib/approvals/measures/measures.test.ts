import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { sql } from "@/lib/db";
import { type Past, pastRequests, writeHistory } from "@/lib/testing/approval-histories";
import { reckon } from "@/lib/testing/approval-reckoning";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { seedDecidingAgent } from "@/lib/testing/deciding";
import { seedOrganisation } from "@/lib/testing/inventory";
import { listMeasured } from "./list-measured";
import { readMeasures } from "./read-measures";
import { approvalRate, expiredShare } from "./rules";

testDatabase();

const NOW = new Date("2026-11-20T09:00:00Z");
const ciso = contextAs("ciso", { id: "per_otto", now: NOW });
let agentId = "";

beforeAll(async () => {
  await seedOrganisation();
  agentId = await seedDecidingAgent({ name: "Measured" });
});

const fresh = async (history: readonly Past[]) => {
  await sql().query("truncate approvals cascade");
  await writeHistory({ agentId, now: NOW, history });
};

describe("A9 measures equal an independent recount", () => {
  it("of every generated history, for every filter, and each number has exactly its rows behind it", async () => {
    await fc.assert(
      fc.asyncProperty(
        pastRequests({ people: ["per_rita", "per_sven", "per_cora"], now: NOW }),
        fc.record({
          days: fc.constantFrom(7 as const, 30 as const, 90 as const),
          group: fc.constantFrom(null, "payment" as const, "deletion" as const),
          tool: fc.constantFrom(null, "Books/pay_invoice"),
          teamId: fc.constantFrom(null, "tem_a", "tem_b"),
        }),
        async (history, search) => {
          await fresh(history);
          const measured = await readMeasures(ciso, search);
          const expected = reckon({ history, search, now: NOW });
          expect(measured).toMatchObject(expected.measures);
          for (const [only, count] of Object.entries(expected.rows)) {
            const { rows } = await listMeasured(ciso, { ...search, only: only as "quick" });
            expect([only, rows.length]).toEqual([only, Math.min(count, 50)]);
          }
          for (const [outcome, count] of Object.entries(measured.outcomes)) {
            const { rows } = await listMeasured(ciso, { ...search, outcome: outcome as "denied" });
            expect([outcome, rows.length]).toEqual([outcome, Math.min(count, 50)]);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it("reads on from row to row and shows each request once", async () => {
    const one = {
      agoMillis: 0,
      kind: "agent",
      team: "tem_a",
      groups: ["payment"],
      tool: "pay_invoice",
      votes: [],
    } as const;
    const rest = {
      status: "denied",
      joined: 0,
      breakGlass: false,
      standing: false,
      viewedAfter: null,
      ttlMillis: 60_000,
    };
    await fresh(
      Array.from({ length: 120 }, (_, at) => ({ ...one, ...rest, agoMillis: at * 60_000 }) as unknown as Past),
    );
    const seen: string[] = [];
    for (let after: string | null = null; ; ) {
      const page: Awaited<ReturnType<typeof listMeasured>> = await listMeasured(ciso, { days: 7, after });
      seen.push(...page.rows.map(({ id }) => id));
      after = page.next;
      if (!after) break;
    }
    expect(new Set(seen).size).toBe(120);
    expect(seen).toHaveLength(120);
  });
});

describe("A9 shares", () => {
  const outcomes = { approved: 6, standing: 3, denied: 2, expired: 1, ended: 1, waiting: 4 };
  it("count what people decided, and call a timeout no denial", () => {
    expect(approvalRate({ outcomes })).toBe(0.75);
    expect(expiredShare({ outcomes, total: 17 })).toBeCloseTo(1 / 13);
    expect(approvalRate({ outcomes: { ...outcomes, approved: 0, denied: 0 } })).toBeNull();
  });
});

describe("A9 who sees whose numbers", () => {
  const votes = (personId: string) => [{ personId, answer: "approve", afterMillis: 5_000, dwellMillis: 1_000 }];
  const past = (personId: string, at: number) =>
    ({
      ...{ agoMillis: 3_600_000 + at * 60_000, kind: "agent", team: "tem_a", groups: ["payment"], tool: "pay_invoice" },
      ...{ status: "executed", joined: 0, breakGlass: false, standing: false, viewedAfter: 1_000, ttlMillis: 60_000 },
      votes: votes(personId),
    }) as unknown as Past;

  it("single persons are for compliance, the CISO and themselves; a reviewer sees the totals and their own", async () => {
    await fresh([...Array.from({ length: 25 }, (_, at) => past("per_rita", at)), past("per_sven", 30)]);
    const seenBy = async (role: "reviewer" | "compliance" | "ciso" | "auditor", id: string) => {
      const { load, signals, votes: all, perPerson } = await readMeasures(contextAs(role, { id, now: NOW }), {});
      return { load: load.map(({ person }) => person.name), signals: signals.map(({ kind }) => kind), all, perPerson };
    };
    const everybody = { load: ["Rita Test", "Sven Test"], signals: ["rubber_stamp"], all: 26, perPerson: true };
    expect(await seenBy("compliance", "per_cora")).toEqual(everybody);
    expect(await seenBy("ciso", "per_otto")).toEqual(everybody);
    expect(await seenBy("auditor", "per_otto")).toEqual({ load: [], signals: [], all: 26, perPerson: false });
    expect(await seenBy("reviewer", "per_rita")).toMatchObject({ load: ["Rita Test"], signals: ["rubber_stamp"] });
    expect(await seenBy("reviewer", "per_sven")).toMatchObject({ load: ["Sven Test"], signals: [] });
    const asked = { reviewerId: "per_rita" };
    await expect(listMeasured(contextAs("reviewer", { id: "per_sven", now: NOW }), asked)).rejects.toMatchObject({
      code: "forbidden",
    });
    expect((await listMeasured(contextAs("reviewer", { id: "per_rita", now: NOW }), asked)).rows).toHaveLength(25);
  });

  it("stops at the team of the role, and is refused where it reaches nothing", async () => {
    const elsewhere = contextAs("compliance", { id: "per_cora", teamId: "tem_b", now: NOW });
    expect(await readMeasures(elsewhere, {})).toMatchObject({ total: 0, load: [], signals: [], tools: [] });
    for (const role of ["owner", "admin"] as const) {
      const ctx = contextAs(role, { id: "per_olga", now: NOW });
      await expect(readMeasures(ctx, {})).rejects.toMatchObject({ code: "forbidden" });
      await expect(listMeasured(ctx, {})).rejects.toMatchObject({ code: "forbidden" });
    }
  });
});
