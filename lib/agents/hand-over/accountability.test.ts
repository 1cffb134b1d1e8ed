import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { db, sql } from "@/lib/db";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { completeAgent, seedOrganisation } from "@/lib/testing/inventory";
import { acceptHandOvers, assignPeople, createAgent, getAgent } from "../index";
import { SEATS, type Seat } from "../schema";

testDatabase();
beforeAll(seedOrganisation);

const START = new Date("2026-11-20T09:00:00Z").getTime();
const PEOPLE = ["per_olga", "per_sven", "per_otto", "per_rita"] as const;

/** Somebody (or nobody) named for a seat, some milliseconds later or at the same instant, and answered or not. */
const step = fc.record({
  seat: fc.constantFrom(...SEATS),
  person: fc.option(fc.constantFrom(...PEOPLE), { freq: 4 }),
  afterMs: fc.constantFrom(0, 0, 1, 3_600_000),
  accepted: fc.boolean(),
});

interface Period {
  role: Seat;
  personId: string;
  fromAt: Date;
  untilAt: Date | null;
}

async function live(id: string, steps: readonly (typeof step extends fc.Arbitrary<infer S> ? S : never)[]) {
  let at = START;
  for (const { seat, person, afterMs, accepted } of steps) {
    at += afterMs;
    const now = new Date(at);
    const cora = contextAs("compliance", { id: "per_cora", now });
    const { version } = await getAgent(cora, id);
    // What the rules refuse (the owner as their own deputy, a seat that is offered already) is refused and changes nothing.
    await assignPeople(cora, { id, version, [`${seat}Id`]: person }).catch((error: { code?: string }) =>
      expect(["invalid", "conflict"]).toContain(error.code),
    );
    if (accepted && person) await acceptHandOvers(contextAs("reviewer", { id: person, now }), { all: true });
  }
}

function overlaps(a: Period, b: Period): boolean {
  const end = ({ untilAt }: Period) => untilAt?.getTime() ?? Number.POSITIVE_INFINITY;
  return a.role === b.role && a.fromAt.getTime() < end(b) && b.fromAt.getTime() < end(a);
}

describe("O1 the history of who answered", () => {
  it("never has two people in one seat at once, and ends with those who sit there", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        const cora = contextAs("compliance", { id: "per_cora", now: new Date(START) });
        const { id } = await createAgent(cora, completeAgent({ ownerId: null }));
        await live(id, steps);
        const periods = (await db().accountability.findMany({ where: { agentId: id } })) as Period[];
        for (const [place, one] of periods.entries()) {
          if (one.untilAt) expect(one.untilAt.getTime()).toBeGreaterThan(one.fromAt.getTime());
          for (const other of periods.slice(place + 1)) expect(overlaps(one, other)).toBe(false);
        }
        const agent = await db().agent.findUniqueOrThrow({ where: { id } });
        const seated = { owner: agent.ownerId, deputy: agent.deputyId, sponsor: agent.sponsorId };
        for (const seat of SEATS) {
          const now = periods.filter(({ role, untilAt }) => role === seat && untilAt === null);
          expect(now.map(({ personId }) => personId)).toEqual(seated[seat] === null ? [] : [seated[seat]]);
        }
      }),
      { numRuns: 25 },
    );
  });
  it("is written by the database, whichever way an owner changes", async () => {
    const olga = contextAs("owner", { id: "per_olga", teamId: "tem_a" });
    const { id } = await createAgent(olga, completeAgent());
    await sql().query("update agents set owner_id = 'per_otto', updated_at = $2 where id = $1", [
      id,
      new Date(START + 1_000),
    ]);
    const owners = await db().accountability.findMany({
      where: { agentId: id, role: "owner" },
      orderBy: { fromAt: "asc" },
    });
    expect(owners.map(({ personId, untilAt }) => [personId, untilAt?.getTime() ?? null])).toEqual([
      ["per_olga", START + 1_000],
      ["per_otto", null],
    ]);
  });
});
