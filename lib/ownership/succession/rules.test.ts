import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AGENT_STATUSES, TIERS } from "@/lib/agents/terms";
import { chiefMove, type Seated, type SeatMove, type Standing, succeed } from "./rules";

const NOW = new Date("2026-11-20T09:00:00Z");
const EARLIER = new Date("2026-10-01T09:00:00Z");

/** lea leaves. lea → max → boss; sam → sue → boss; dan reports to nobody; gone has left and reported to boss. */
const people = new Map<string, Standing>([
  ["lea", { active: true, managerId: "max" }],
  ["max", { active: true, managerId: "boss" }],
  ["boss", { active: true, managerId: null }],
  ["sam", { active: true, managerId: "sue" }],
  ["sue", { active: true, managerId: "boss" }],
  ["dan", { active: true, managerId: null }],
  ["top", { active: true, managerId: null }],
  ["gone", { active: false, managerId: "boss" }],
]);
const without = (...left: string[]) =>
  new Map([...people].map(([id, one]) => [id, left.includes(id) ? { ...one, active: false } : one]));
const reports = (id: string, managerId: string | null, among = people) =>
  new Map(among).set(id, { active: true, managerId });

const agent = (given: Partial<Seated>): Seated => ({
  status: "active",
  tier: "low",
  governanceSince: null,
  owner: null,
  deputy: null,
  sponsor: null,
  ...given,
});
const told = (moves: readonly SeatMove[]) =>
  moves.map(({ role, successorId, way }) => `${role} ${successorId ?? "-"} ${way}`);

interface Row {
  when: string;
  from: Partial<Seated>;
  people?: Map<string, Standing>;
  moves: string[];
  queued?: boolean;
}

const TABLE: Row[] = [
  {
    when: "owner leaves, a deputy is there",
    from: { owner: "lea", deputy: "dan", sponsor: "sam" },
    moves: ["owner dan deputy", "deputy - vacated"],
  },
  {
    when: "owner leaves, the deputy has left, a sponsor is there",
    from: { owner: "lea", deputy: "gone", sponsor: "sam" },
    moves: ["owner sam sponsor", "sponsor sue manager"],
  },
  {
    when: "owner leaves, the sponsor follows and has no manager",
    from: { owner: "lea", sponsor: "top" },
    moves: ["owner top sponsor", "sponsor - queue"],
    queued: true,
  },
  {
    when: "owner leaves, the sponsor follows, their manager has left",
    from: { owner: "lea", sponsor: "sam" },
    people: without("sue"),
    moves: ["owner sam sponsor", "sponsor boss manager"],
  },
  { when: "owner leaves, no deputy, no sponsor", from: { owner: "lea" }, moves: ["owner max manager"] },
  {
    when: "owner leaves, deputy and sponsor have left",
    from: { owner: "lea", deputy: "gone", sponsor: "gone" },
    moves: ["owner max manager"],
  },
  {
    when: "owner leaves, the manager has left too",
    from: { owner: "lea" },
    people: without("max"),
    moves: ["owner boss manager"],
  },
  {
    when: "owner leaves, nobody is above",
    from: { owner: "lea" },
    people: without("max", "boss"),
    moves: ["owner - queue"],
    queued: true,
  },
  {
    when: "owner leaves, has no manager",
    from: { owner: "lea" },
    people: reports("lea", null),
    moves: ["owner - queue"],
    queued: true,
  },
  {
    when: "owner leaves, manages their own manager",
    from: { owner: "lea" },
    people: reports("max", "lea", without("max")),
    moves: ["owner max manager"],
  },
  {
    when: "owner leaves, a circle of managers who left",
    from: { owner: "lea" },
    people: new Map([
      ["lea", { active: true, managerId: "x" }],
      ["x", { active: false, managerId: "y" }],
      ["y", { active: false, managerId: "x" }],
    ]),
    moves: ["owner - queue"],
    queued: true,
  },
  {
    when: "owner leaves, deputy and sponsor are one person",
    from: { owner: "lea", deputy: "sam", sponsor: "sam" },
    moves: ["owner sam deputy", "deputy - vacated", "sponsor sue manager"],
  },
  {
    when: "owner and sponsor in one leave",
    from: { owner: "lea", sponsor: "lea" },
    moves: ["owner max manager", "sponsor boss manager"],
  },
  {
    when: "owner and sponsor in one leave, a deputy is there",
    from: { owner: "lea", deputy: "dan", sponsor: "lea" },
    moves: ["owner dan deputy", "deputy - vacated", "sponsor max manager"],
  },
  {
    when: "owner and sponsor in one leave, one is above",
    from: { owner: "lea", sponsor: "lea" },
    people: without("boss"),
    moves: ["owner max manager", "sponsor - queue"],
    queued: true,
  },
  { when: "sponsor leaves", from: { owner: "dan", sponsor: "lea" }, moves: ["sponsor max manager"] },
  {
    when: "sponsor leaves, the manager is the owner",
    from: { owner: "max", sponsor: "lea" },
    moves: ["sponsor boss manager"],
  },
  {
    when: "sponsor leaves, the owner is the only one above",
    from: { owner: "boss", sponsor: "lea" },
    people: without("max"),
    moves: ["sponsor - queue"],
    queued: true,
  },
  {
    when: "sponsor leaves, the manager is the deputy and keeps that seat",
    from: { owner: "dan", deputy: "max", sponsor: "lea" },
    moves: ["sponsor max manager"],
  },
  {
    when: "sponsor leaves, the owner had left before",
    from: { owner: "gone", sponsor: "lea" },
    moves: ["sponsor max manager"],
    queued: true,
  },
  { when: "deputy leaves", from: { owner: "dan", deputy: "lea", sponsor: "sam" }, moves: ["deputy - vacated"] },
  {
    when: "deputy and owner in one leave",
    from: { owner: "lea", deputy: "lea", sponsor: "sam" },
    moves: ["owner sam sponsor", "sponsor sue manager", "deputy - vacated"],
  },
  {
    when: "deputy leaves who was the second of two at tier high",
    from: { tier: "high", owner: "dan", deputy: "lea", sponsor: "dan" },
    moves: ["deputy max manager"],
  },
  {
    when: "deputy leaves who was the second of two, nobody is above the leaver, somebody above the owner",
    from: { tier: "critical", owner: "sam", deputy: "lea", sponsor: "sam" },
    people: reports("lea", null),
    moves: ["deputy sue manager"],
  },
  {
    when: "deputy leaves who was the second of two, nobody is above anybody",
    from: { tier: "high", owner: "dan", deputy: "lea", sponsor: "dan" },
    people: reports("lea", null),
    moves: ["deputy - vacated"],
    queued: true,
  },
  {
    when: "owner leaves at tier high, the sponsor follows without a manager, the leaver had one",
    from: { tier: "high", owner: "lea", sponsor: "top" },
    moves: ["owner top sponsor", "sponsor max manager"],
  },
  {
    when: "owner of a draft leaves, nobody is above: a draft without a sponsor needs none",
    from: { status: "draft", tier: "high", owner: "lea" },
    moves: ["owner max manager"],
  },
  { when: "somebody else leaves", from: { owner: "dan", sponsor: "sam" }, moves: [] },
];

describe("O3 who follows when somebody leaves", () => {
  it.each(TABLE)("$when", ({ from, people: these = people, moves, queued = false }) => {
    const outcome = succeed(agent(from), "lea", { people: these, now: NOW });
    expect(told(outcome.moves).sort()).toEqual([...moves].sort());
    expect(outcome.governanceSince).toEqual(queued ? NOW : null);
  });

  it("keeps the day since when the queue waits", () => {
    const waiting = agent({ owner: "lea", governanceSince: EARLIER });
    const alone = { people: reports("lea", null), now: NOW };
    expect(succeed(waiting, "lea", alone).governanceSince).toEqual(EARLIER);
    expect(succeed({ ...waiting, owner: null }, "lea", alone).governanceSince).toEqual(EARLIER);
  });

  it("tells the owner's move first", () => {
    const { moves } = succeed(agent({ owner: "lea", deputy: "dan", sponsor: "sam" }), "lea", { people, now: NOW });
    expect(chiefMove([...moves].reverse())).toMatchObject({ role: "owner", successorId: "dan" });
    expect(chiefMove([])).toBeNull();
  });
});

const NAMES = ["lea", "a", "b", "c", "d", "e"];
const person = fc.record({ active: fc.boolean(), managerId: fc.constantFrom(null, ...NAMES) });
const anyPeople = fc
  .tuple(...NAMES.map(() => person))
  .map((all) => new Map(all.map((one, at) => [NAMES[at] as string, at === 0 ? { ...one, active: true } : one])));
const seat = fc.constantFrom(null, ...NAMES);
const anyAgent = fc.record({
  status: fc.constantFrom(...AGENT_STATUSES),
  tier: fc.constantFrom(null, ...TIERS),
  governanceSince: fc.constantFrom(null, EARLIER),
  owner: seat,
  deputy: seat,
  sponsor: seat,
});

describe("O3 whatever the organisation looks like", () => {
  const check = (holds: (given: Seated, these: Map<string, Standing>) => void) =>
    fc.assert(fc.property(anyAgent, anyPeople, holds), { numRuns: 2_000 });
  const sits = ({ owner, deputy, sponsor }: Seated) => [owner, deputy, sponsor].includes("lea");

  it("has an active owner afterwards, or waits in the queue since a day", () => {
    check((given, these) => {
      if (!sits(given)) return;
      const { seats, governanceSince } = succeed(given, "lea", { people: these, now: NOW });
      const owned = seats.owner !== null && seats.owner !== "lea" && these.get(seats.owner)?.active === true;
      expect(owned || governanceSince !== null).toBe(true);
    });
  });

  it("leaves the leaver in no seat, and brings in only people who are here", () => {
    check((given, these) => {
      const { seats, moves } = succeed(given, "lea", { people: these, now: NOW });
      expect(Object.values(seats)).not.toContain("lea");
      for (const { successorId } of moves) if (successorId) expect(these.get(successorId)?.active).toBe(true);
    });
  });

  it("makes nobody owner and sponsor who was not both before", () => {
    check((given, these) => {
      const { seats, moves } = succeed(given, "lea", { people: these, now: NOW });
      if (moves.some(({ role }) => role !== "deputy") && seats.owner) expect(seats.owner).not.toBe(seats.sponsor);
    });
  });

  it("changes nothing where the leaver sat nowhere, and nothing a second time", () => {
    check((given, these) => {
      const once = succeed(given, "lea", { people: these, now: NOW });
      if (!sits(given))
        expect(once).toEqual({
          seats: { owner: given.owner, deputy: given.deputy, sponsor: given.sponsor },
          governanceSince: given.governanceSince,
          moves: [],
        });
      const left = new Map(these).set("lea", { active: false, managerId: null });
      const again = succeed({ ...given, ...once.seats, governanceSince: once.governanceSince }, "lea", {
        people: left,
        now: NOW,
      });
      expect(again.moves).toEqual([]);
      expect(again.seats).toEqual(once.seats);
    });
  });
});
