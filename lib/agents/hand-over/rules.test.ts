import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AGENT_STATUSES } from "../terms";
import {
  changedSeats,
  decideAnswer,
  decideOffer,
  decideWithdraw,
  divide,
  expiryOf,
  faultOfNaming,
  type OfferFacts,
  seated,
  stateAt,
  wayOf,
} from "./rules";
import { HAND_OVER_STATES, SEATS } from "./terms";

const NOW = new Date("2026-11-20T09:00:00Z");
const LATER = expiryOf(NOW);
const present = (id: string) => ({ id, active: true });
const AGENT = {
  status: "active",
  owner: present("marta"),
  deputy: null,
  sponsor: present("sofia"),
  governanceSince: null,
} as const;
const OFFER: OfferFacts = {
  seat: "owner",
  fromId: "marta",
  toId: "daniel",
  offeredById: "marta",
  state: "pending",
  expiresAt: LATER,
};

describe("O2 when naming somebody waits for them", () => {
  it.each([
    ["draft", "owner", "now", "offer"],
    ["draft", "deputy", "now", "now"],
    ["draft", "sponsor", "now", "now"],
    ["registered", "owner", "now", "offer"],
    ["registered", "deputy", "now", "offer"],
    ["registered", "sponsor", "now", "offer"],
    ["active", "owner", "now", "offer"],
    ["active", "deputy", "now", "offer"],
    ["active", "sponsor", "now", "offer"],
    ["suspended", "owner", "now", "offer"],
    ["suspended", "deputy", "now", "offer"],
    ["suspended", "sponsor", "now", "offer"],
  ] as const)("%s, %s: oneself %s, another %s", (status, seat, oneself, another) => {
    const way = (personId: string | null) => wayOf({ status, seat, personId, actorId: "marta" });
    expect([way("marta"), way("daniel"), way(null)]).toEqual([oneself, another, "now"]);
  });
  it("leaves seats alone that are not named, or named as they are", () => {
    expect(divide(AGENT, { ownerId: "marta" }, "ines")).toEqual({ now: [], offers: [] });
    expect(divide(AGENT, { deputyId: "daniel", sponsorId: null }, "ines")).toEqual({
      now: [{ seat: "sponsor", fromId: "sofia", toId: null }],
      offers: [{ seat: "deputy", fromId: null, toId: "daniel" }],
    });
  });
  it("has nobody stand in for themselves", () => {
    expect(faultOfNaming(AGENT, { deputyId: "marta" })).toMatch(/somebody else/);
    expect(faultOfNaming(AGENT, { deputyId: "daniel" })).toBeNull();
    expect(faultOfNaming(AGENT, { ownerId: "daniel", deputyId: "daniel" })).toMatch(/somebody else/);
    expect(faultOfNaming(AGENT, { ownerId: "daniel", deputyId: "marta" })).toBeNull();
    expect(faultOfNaming(AGENT, { sponsorId: "marta" })).toBeNull();
  });
});

describe("O1 taking a seat", () => {
  it("empties the deputy's seat when the deputy becomes the owner", () => {
    const after = seated({ ...AGENT, deputy: present("daniel") }, [{ seat: "owner", fromId: "marta", toId: "daniel" }]);
    expect(after).toMatchObject({ owner: present("daniel"), deputy: null, sponsor: present("sofia") });
    expect(changedSeats({ ...AGENT, deputy: present("daniel") }, after)).toEqual([
      { seat: "owner", fromId: "marta", toId: "daniel" },
      { seat: "deputy", fromId: "daniel", toId: null },
    ]);
  });
  it("ends the wait in the governance queue once owner and sponsor are there (O3)", () => {
    const queued = { ...AGENT, owner: null, sponsor: null, governanceSince: NOW };
    const owned = seated(queued, [{ seat: "owner", fromId: null, toId: "daniel" }]);
    expect(owned.governanceSince).toEqual(NOW);
    expect(seated(owned, [{ seat: "sponsor", fromId: null, toId: "sofia" }]).governanceSince).toBeNull();
  });
});

const who = fc.constantFrom("marta", "daniel", "sofia", "ines");
const holder = fc.option(who.map(present));
const seats = fc.record({ owner: holder, deputy: holder, sponsor: holder });
const named = fc.record(
  { ownerId: fc.option(who), deputyId: fc.option(who), sponsorId: fc.option(who) },
  { requiredKeys: [] },
);

describe("O2 for every arrangement", () => {
  it("puts nobody else than the one who acts into a seat of what is registered, without being asked", () => {
    const status = fc.constantFrom(...AGENT_STATUSES.filter((one) => one !== "draft"));
    fc.assert(
      fc.property(seats, named, who, status, (held, given, actorId, at) => {
        const { now } = divide({ ...held, status: at }, given, actorId);
        for (const { toId } of now) expect([null, actorId]).toContain(toId);
      }),
    );
  });
  it("names each seat once at most, and only where it changes", () => {
    fc.assert(
      fc.property(seats, named, who, (held, given, actorId) => {
        const { now, offers } = divide({ ...held, status: "active" }, given, actorId);
        const all = [...now, ...offers];
        expect(new Set(all.map(({ seat }) => seat)).size).toBe(all.length);
        for (const { fromId, toId } of all) expect(fromId).not.toBe(toId);
      }),
    );
  });
  it("never seats one person as owner and deputy", () => {
    fc.assert(
      fc.property(seats, fc.constantFrom(...SEATS), who, (held, seat, toId) => {
        fc.pre(held.owner === null || held.owner.id !== held.deputy?.id);
        fc.pre(seat !== "deputy" || held.owner?.id !== toId);
        const after = seated({ ...held, governanceSince: null }, [{ seat, fromId: null, toId }]);
        if (after.owner) expect(after.deputy?.id).not.toBe(after.owner.id);
      }),
    );
  });
});

describe("O2 who answers an offer, and until when", () => {
  const asked = { answer: "accept", actorId: "daniel", active: true, now: NOW } as const;
  it("is the person asked, while active", () => {
    expect(decideAnswer(OFFER, AGENT, asked)).toEqual({ allowed: true });
    expect(decideAnswer(OFFER, AGENT, { ...asked, actorId: "ines" })).toMatchObject({ code: "forbidden" });
    expect(decideAnswer(OFFER, AGENT, { ...asked, active: false })).toMatchObject({ code: "forbidden" });
  });
  it.each(HAND_OVER_STATES.map((state) => [state, state === "pending"] as const))(
    "stands while it is pending: %s %s",
    (state, open) => {
      for (const answer of ["accept", "decline"] as const) {
        expect(decideAnswer({ ...OFFER, state }, AGENT, { ...asked, answer }).allowed).toBe(open);
      }
      expect(decideWithdraw({ ...OFFER, state }, { actorId: "marta", overseer: false, now: NOW }).allowed).toBe(open);
    },
  );
  it("ends to the second after fourteen days", () => {
    const before = new Date(LATER.getTime() - 1);
    expect(stateAt(OFFER, before)).toBe("pending");
    expect(stateAt(OFFER, LATER)).toBe("expired");
    expect(decideAnswer(OFFER, AGENT, { ...asked, now: before }).allowed).toBe(true);
    expect(decideAnswer(OFFER, AGENT, { ...asked, now: LATER })).toMatchObject({ code: "conflict" });
    expect(LATER.getTime() - NOW.getTime()).toBe(14 * 86_400_000);
  });
  it("is asked again when it is accepted: the agent, and who holds the seat by now", () => {
    const late = (agent: Parameters<typeof decideAnswer>[1], offer = OFFER) => decideAnswer(offer, agent, asked);
    expect(late({ ...AGENT, status: "decommissioned" })).toMatchObject({ code: "conflict" });
    expect(late({ ...AGENT, owner: present("omar") })).toMatchObject({ code: "conflict" });
    expect(late({ ...AGENT, owner: null })).toMatchObject({ code: "conflict" });
    const deputy = { ...OFFER, seat: "deputy", fromId: null } as const;
    expect(late({ ...AGENT, owner: present("daniel") }, deputy)).toMatchObject({ code: "conflict" });
    // A no is always heard.
    expect(decideAnswer(OFFER, { ...AGENT, owner: null }, { ...asked, answer: "decline" }).allowed).toBe(true);
  });
  it("is taken back by who made it or by compliance, and by nobody else", () => {
    const by = (actorId: string, overseer: boolean) => decideWithdraw(OFFER, { actorId, overseer, now: NOW }).allowed;
    expect([by("marta", false), by("ines", true), by("daniel", false), by("sofia", false)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
  it("is made once for a seat: again to the same person is no second, to another waits for the first to be withdrawn", () => {
    expect(decideOffer(null, "daniel")).toEqual({ allowed: true });
    expect(decideOffer(OFFER, "daniel")).toBe("already");
    expect(decideOffer(OFFER, "omar")).toMatchObject({ allowed: false, code: "conflict" });
  });
});
