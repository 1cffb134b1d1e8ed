import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type AgentFacts,
  abilitiesFor,
  decideKeeps,
  decideMove,
  gatesFor,
  LIFECYCLE,
  type Move,
  searchTerms,
  searchTextOf,
  trustedKeysIn,
} from "./rules";
import { AGENT_STATUSES, type AgentStatus, PRIVILEGE_CLASSES, type PrivilegeClass, TIERS } from "./terms";

const MOVES: Move[] = ["register", "activate", "suspend", "resume", "decommission"];
const EVERY_CLASS: ReadonlySet<PrivilegeClass> = new Set(PRIVILEGE_CLASSES);

function complete(over: Partial<AgentFacts> = {}): AgentFacts {
  return {
    name: "Invoice matcher",
    kind: "agent",
    purpose: "Matches incoming invoices to purchase orders.",
    provider: "Northwind",
    model: "",
    deployer: "",
    authority: "",
    endpoint: "",
    systems: ["ledger"],
    dataRead: ["internal"],
    dataWritten: [],
    privileges: [],
    autonomy: "suggests",
    exposure: "internal",
    promptHash: "",
    imageDigest: "",
    policyRef: "",
    tier: "low",
    undecidedTools: 0,
    status: "draft",
    teamId: "tem_a",
    owner: { id: "per_owner", active: true },
    deputy: null,
    sponsor: { id: "per_sponsor", active: true },
    registeredById: null,
    ...over,
  };
}

const unmet = (agent: AgentFacts, reviewed = EVERY_CLASS) =>
  gatesFor(agent, reviewed)
    .filter((gate) => !gate.met)
    .map((gate) => gate.id);

describe("V2 every state and every move", () => {
  const expected: Record<AgentStatus, Record<Move, AgentStatus | null>> = {
    draft: { register: "registered", activate: null, suspend: null, resume: null, decommission: "decommissioned" },
    registered: { register: null, activate: "active", suspend: null, resume: null, decommission: "decommissioned" },
    active: { register: null, activate: null, suspend: "suspended", resume: null, decommission: "decommissioned" },
    suspended: { register: null, activate: null, suspend: null, resume: "active", decommission: "decommissioned" },
    decommissioned: { register: null, activate: null, suspend: null, resume: null, decommission: null },
  };
  const cases = AGENT_STATUSES.flatMap((status) => MOVES.map((move) => ({ status, move, to: expected[status][move] })));

  it.each(cases)("$status, $move: $to", ({ status, move, to }) => {
    const agent = complete({ status });
    const decision = decideMove(agent, move, gatesFor(agent, EVERY_CLASS), "per_other");
    expect(decision.allowed ? decision.to : null).toBe(to);
    if (!decision.allowed)
      expect(decision).toMatchObject({ code: "conflict", reason: expect.stringMatching(/^Only /) });
  });

  it("never leaves decommissioned, whatever the moves", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...MOVES)), (moves) => {
        let status: AgentStatus = "draft";
        let ended = false;
        for (const move of moves) {
          const to: AgentStatus | undefined = LIFECYCLE[status][move];
          if (ended && to) return false;
          status = to ?? status;
          ended ||= status === "decommissioned";
        }
        return true;
      }),
    );
  });
});

describe("V2 each gate says what is missing", () => {
  it.each<[string, Partial<AgentFacts>, string[]]>([
    ["nothing", {}, []],
    ["owner", { owner: null }, ["owner"]],
    ["owner who left", { owner: { id: "per_owner", active: false } }, ["owner"]],
    ["sponsor", { sponsor: null }, ["sponsor"]],
    ["sponsor who left", { sponsor: { id: "per_x", active: false } }, ["sponsor"]],
    ["team", { teamId: null }, ["team"]],
    ["purpose of 19 characters", { purpose: "x".repeat(19) }, ["purpose"]],
    ["purpose of spaces", { purpose: " ".repeat(40) }, ["purpose"]],
    ["provider", { provider: "" }, ["provider"]],
    ["systems", { systems: [] }, ["systems"]],
    ["data classes", { dataRead: [], dataWritten: [] }, ["classes"]],
    ["only data written", { dataRead: [], dataWritten: ["personal"] }, []],
    ["autonomy", { autonomy: null }, ["autonomy"]],
    ["exposure", { exposure: null }, ["exposure"]],
    ["tier", { tier: null }, ["tier"]],
    ["a tool in quarantine", { undecidedTools: 1 }, ["tools"]],
    ["one person of tier low", { sponsor: { id: "per_owner", active: true } }, []],
    ["one person of tier high", { tier: "high", sponsor: { id: "per_owner", active: true } }, ["two_people"]],
    ["one person of tier critical", { tier: "critical", sponsor: { id: "per_owner", active: true } }, ["two_people"]],
  ])("%s", (_, over, missing) => {
    expect(unmet(complete(over))).toEqual(missing);
  });

  it("names the privilege classes that nobody reviews (O1)", () => {
    const agent = complete({ privileges: ["payment", "deletion"] });
    expect(unmet(agent, new Set(["payment", "deletion"]))).toEqual([]);
    const reviewers = gatesFor(agent, new Set(["payment"])).find((gate) => gate.id === "reviewers");
    expect(reviewers).toMatchObject({ met: false, how: expect.stringContaining("deletion") });
    expect(reviewers?.how).not.toContain("payment");
  });

  it("stops register, activate and resume, and nothing else", () => {
    const agent = complete({ provider: "" });
    const gates = gatesFor(agent, EVERY_CLASS);
    const decide = (status: AgentStatus, move: Move) => decideMove({ ...agent, status }, move, gates, "per_x");
    expect(decide("draft", "register")).toMatchObject({ code: "unmet", missing: [{ id: "provider" }] });
    expect(decide("registered", "activate")).toMatchObject({ code: "unmet" });
    expect(decide("suspended", "resume")).toMatchObject({ code: "unmet" });
    expect(decide("active", "suspend")).toMatchObject({ allowed: true });
    expect(decide("active", "decommission")).toMatchObject({ allowed: true });
  });

  it("holds for any agent: registered only with every gate met", () => {
    const facts = fc.record({
      owner: fc.option(fc.record({ id: fc.constantFrom("per_a", "per_b"), active: fc.boolean() })),
      sponsor: fc.option(fc.record({ id: fc.constantFrom("per_a", "per_b"), active: fc.boolean() })),
      tier: fc.option(fc.constantFrom(...TIERS)),
      privileges: fc.uniqueArray(fc.constantFrom(...PRIVILEGE_CLASSES)),
      provider: fc.constantFrom("", "Northwind"),
    });
    fc.assert(
      fc.property(facts, fc.uniqueArray(fc.constantFrom(...PRIVILEGE_CLASSES)), (over, reviewed) => {
        const agent = complete(over);
        const decision = decideMove(agent, "register", gatesFor(agent, new Set(reviewed)), "per_c");
        const accountable = new Set([agent.owner, agent.sponsor].flatMap((p) => (p?.active ? [p.id] : [])));
        const high = agent.tier === "high" || agent.tier === "critical";
        const should =
          agent.owner?.active === true &&
          agent.sponsor?.active === true &&
          agent.tier !== null &&
          agent.provider !== "" &&
          (!high || accountable.size === 2) &&
          agent.privileges.every((privilege) => reviewed.includes(privilege));
        expect(decision.allowed).toBe(should);
      }),
    );
  });
});

describe("O1 high tiers are activated by another person", () => {
  it.each([
    ["low", "per_a", true],
    ["moderate", "per_a", true],
    ["high", "per_a", false],
    ["critical", "per_a", false],
    ["high", "per_b", true],
    ["critical", "per_b", true],
  ] as const)("tier %s, registered by per_a, activated by %s: %s", (tier, actor, allowed) => {
    const agent = complete({ tier, status: "registered", registeredById: "per_a" });
    const decision = decideMove(agent, "activate", gatesFor(agent, EVERY_CLASS), actor);
    expect(decision.allowed).toBe(allowed);
    if (!decision.allowed) expect(decision.code).toBe("forbidden");
  });
});

describe("V2 a change keeps what the registration rests on", () => {
  const gates = (over: Partial<AgentFacts>) => gatesFor(complete(over), EVERY_CLASS);
  it("may take anything from a draft", () => {
    expect(decideKeeps("draft", gates({}), gates({ purpose: "" })).allowed).toBe(true);
  });
  it("may not take a met gate from an active agent", () => {
    expect(decideKeeps("active", gates({}), gates({ purpose: "" }))).toMatchObject({ code: "unmet" });
  });
  it("may not raise an agent into a tier whose gate it does not meet", () => {
    const one = { sponsor: { id: "per_owner", active: true } };
    expect(decideKeeps("active", gates(one), gates({ ...one, tier: "high" })).allowed).toBe(false);
  });
  it("may mend one gate while another stays open", () => {
    const before = gates({ owner: { id: "per_o", active: false }, sponsor: { id: "per_s", active: false } });
    expect(decideKeeps("active", before, gates({ sponsor: { id: "per_s", active: false } })).allowed).toBe(true);
  });
});

describe("V2 the buttons say what the verbs enforce", () => {
  it("agrees with the decision of every move in every state", () => {
    for (const status of AGENT_STATUSES) {
      const agent = complete({ status });
      const gates = gatesFor(agent, EVERY_CLASS);
      const abilities = abilitiesFor(agent, gates, { id: "per_x", refusals: {} });
      for (const move of MOVES) {
        expect(abilities[move].allowed).toBe(decideMove(agent, move, gates, "per_x").allowed);
      }
      expect(abilities.edit.allowed).toBe(status !== "decommissioned");
    }
  });
  it("gives the reason of the missing role first", () => {
    const agent = complete();
    const refusals = { register: "This needs the role owner." };
    const { register, edit } = abilitiesFor(agent, gatesFor(agent, EVERY_CLASS), { id: "per_x", refusals });
    expect(register).toEqual({ allowed: false, reason: "This needs the role owner." });
    expect(edit).toEqual({ allowed: true });
  });
});

describe("V1 search text", () => {
  it("finds a name whatever its case, width or spacing", () => {
    const text = searchTextOf(complete({ name: "Ｉnvoice  MATCHER", systems: ["SAP S/4"] }));
    expect(text).toContain("invoice matcher");
    expect(text).toContain("sap s/4");
  });
  it("makes of any text terms that its own search text contains", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (name) => {
        const text = searchTextOf(complete({ name }));
        return searchTerms(name).every((term) => text.includes(term));
      }),
    );
  });
});

describe("V3 the keys that are trusted for signatures", () => {
  const key = { kty: "EC", crv: "P-256", kid: "example-2026", x: "AA", y: "AA" };
  const read = (value: unknown) => trustedKeysIn(typeof value === "string" ? value : JSON.stringify(value));
  it("are the public keys of a JWKS", () => {
    expect(read({ keys: [key, { kty: "OKP", kid: "b", x: "AA" }] })).toEqual({
      keys: [key, { kty: "OKP", kid: "b", x: "AA" }],
    });
  });
  it.each<[string, unknown, RegExp]>([
    ["nothing", "", /not JSON/],
    ["text", "-----BEGIN PUBLIC KEY-----", /not JSON/],
    ["a key by itself", key, /lacks the list/],
    ["a list", [key], /lacks the list/],
    ["no list", { keys: key }, /lacks the list/],
    ["no keys", { keys: [] }, /empty/],
    ["too many", { keys: Array(101).fill(key) }, /more than 100/],
    ["something else in the list", { keys: [key, "x"] }, /Key 2 of 2 is no key/],
    ["a key without a type", { keys: [{ kid: "a" }] }, /Key 1 of 1 is no key/],
    ["a private key", { keys: [{ ...key, d: "AA" }] }, /private or shared/],
    ["a shared secret", { keys: [{ kty: "oct", kid: "a", k: "AA" }] }, /private or shared/],
    ["a key without a name", { keys: [{ ...key, kid: "" }] }, /has no “kid”/],
  ])("are not %s, and the sentence says so", (_, given, says) => {
    expect(read(given)).toEqual({ wrong: expect.stringMatching(says) });
  });
});
