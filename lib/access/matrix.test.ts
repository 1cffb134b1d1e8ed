import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Actor, ROLES, type Role, type RoleGrant } from "@/lib/context";
import { can, PERMISSIONS, rolesText, type Scope, type Verb, visibility } from "./rules";

/**
 * What each role may do, written by hand and on purpose a second time: S within the scope of the role, O only what the
 * person answers for, - not at all, * everybody signed in. A change of the table is a change here, by somebody who meant it.
 * Order: owner reviewer compliance ciso auditor admin.
 */
const EXPECTED: Record<Verb, string> = {
  "agents.read": "S S S S S S",
  "agents.export": "S S S S S S",
  "agents.create": "S - S - - -",
  "agents.import": "S - S - - S",
  "agents.edit": "O - S - - -",
  "agents.assign": "O - S - - -",
  "agents.register": "O - S - - -",
  "agents.activate": "O - S - - -",
  "agents.suspend": "O - S - - -",
  "agents.resume": "O - S - - -",
  "agents.decommission": "O - S - - -",
  "agents.confirm": "O - S - - -",
  "agents.waive": "- - S - - -",
  "tiers.override": "O - S - - -",
  "tiers.approve": "O - S - - -",
  "suppliers.read": "S S S S S S",
  "suppliers.manage": "- - S - - -",
  "suppliers.export": "- - S S S -",
  "templates.read": "S S S S S S",
  "templates.propose": "O - S - - -",
  "templates.approve": "- - S - - -",
  "tools.read": "S S S S S S",
  "tools.list": "O - S - - -",
  "tools.accept": "O - S - - -",
  "tools.correct": "O - S - - -",
  "resources.read": "S S S S S S",
  "resources.create": "S - S - - -",
  "resources.edit": "- - S - - -",
  "resources.link": "O - S - - -",
  "entitlements.read": "S S S S S S",
  "entitlements.request": "O - S - - -",
  "entitlements.approve": "O - S - - -",
  "entitlements.revoke": "O - S S - -",
  "credentials.read": "S S S S S S",
  "credentials.issue": "O - S - - -",
  "credentials.rotate": "O - S - - -",
  "credentials.revoke": "O - S S - -",
  "instances.manage": "O - S - - -",
  "instances.makeGateway": "- - S - - -",
  "issuers.manage": "- - S - - S",
  "switches.read": "S S S S S S",
  "switches.throw": "O - S S - -",
  "switches.lift": "- - S S - -",
  "decisions.read": "O S S S S S",
  "decisions.try": "O - S S - S",
  "policies.read": "S S S S S S",
  "policies.write": "- - S S - S",
  "policies.publish": "- - S S - S",
  "governance.manage": "- - S - - -",
  "audit.read": "O - S S S S",
  "audit.export": "- - S - S -",
  "audit.hold": "- - S - - -",
  "audit.confirmHold": "- - S S - -",
  "retention.set": "- - S - - -",
  "retention.confirm": "- - S S - -",
  "erasure.ask": "- - S - - S",
  "erasure.confirm": "- - S S - -",
  "witnesses.manage": "- - - - - S",
  "apiKeys.manage": "- - - - - S",
  "evidence.read": "- - S S S -",
  "evidence.export": "- - S - S -",
  "evidence.link": "- - S - - -",
  "posture.read": "S S S S S S",
  "usage.read": "S S S S S S",
  "controls.read": "- - S S S -",
  "controls.manage": "- - S - - -",
  "guide.read": "- - S S S S",
  "guide.manage": "- - S - - S",
  "people.read": "S S S S S S",
  "people.invite": "- - - - - S",
  "people.edit": "- - - - - S",
  "people.deactivate": "- - - - - S",
  "people.reactivate": "- - - - - S",
  "people.grantRole": "- - - - - S",
  "people.revokeRole": "- - - - - S",
  "people.endSessions": "- - - - - S",
  "teams.manage": "- - - - - S",
  "reviewerGroups.manage": "- - S - - -",
  "sessions.endOwn": "*",
  "views.save": "*",
  "preferences.change": "*",
  "inbox.read": "*",
  "handOvers.answer": "*",
  "handOvers.withdraw": "- - S - - -",
  "approvals.read": "O S S S S -",
  "approvals.decide": "*",
  "approvals.revoke": "- S S - - -",
  "approvals.reopen": "- S S - - -",
  "approvals.review": "- - S S - -",
  "approvals.resolve": "O - S - - -",
  "approvals.settings": "- - S - - -",
  "asking.lift": "O - S - - -",
  "approvals.measure": "- S S S S -",
  "approvals.measurePeople": "- - S S - -",
  "campaigns.read": "- - S S S -",
  "campaigns.review": "*",
  "campaigns.define": "- - S - - -",
  "campaigns.launch": "- - S - - -",
  "campaigns.steer": "- - S - - -",
  "campaigns.close": "- - S - - -",
  "campaigns.confirmClose": "- - S S - -",
  "campaigns.undo": "- - S - - -",
  "campaigns.settle": "- - S - - -",
  "campaigns.sign": "- - S - - -",
  "campaigns.export": "- - S S S -",
  "exclusions.request": "O - S - - -",
  "exclusions.decide": "- - S S - -",
  "standing.propose": "*",
  "standing.confirm": "*",
  "standing.revoke": "O S S - - -",
  "breakGlass.manage": "- - S - - -",
  "absences.manage": "*",
  "absences.manageOthers": "- - S - - -",
  "passkeys.manage": "*",
  "passkeys.revoke": "- - - - - S",
  "webhooks.manage": "- - S - - S",
  "deliveries.read": "- - S - S S",
};

const VERBS = Object.keys(PERMISSIONS) as Verb[];
const ME = "per_me";
const person = (...grants: RoleGrant[]): Actor => ({ kind: "user", id: ME, sessionId: "ses_x", grants });
const holding = (role: Role, teamId: string | null = null) => person({ role, teamId });

const CELLS = VERBS.flatMap((verb) =>
  ROLES.map((role, column) => {
    const row = EXPECTED[verb];
    return { verb, role, reach: row === "*" ? "*" : (row.split(" ")[column] ?? "") };
  }),
);

describe("O5 every verb for every role", () => {
  it("has an expected answer for each verb of the table and no other", () => {
    expect(Object.keys(EXPECTED).sort()).toEqual([...VERBS].sort());
  });

  it.each(CELLS)("$verb as $role: $reach", ({ verb, role, reach }) => {
    const strangers: Scope = { teamId: "tem_a", ownerId: "per_other", deputyId: "per_fourth", sponsorId: "per_third" };
    expect(can(holding(role), verb, strangers)).toBe(reach === "S" || reach === "*");
    expect(can(holding(role), verb, { ...strangers, ownerId: ME })).toBe(reach !== "-");
    expect(can(holding(role), verb, { ...strangers, deputyId: ME })).toBe(reach !== "-");
    expect(can(holding(role), verb, { ...strangers, sponsorId: ME })).toBe(reach !== "-");
  });

  it.each(CELLS)("$verb as $role of one team: $reach", ({ verb, role, reach }) => {
    const here: Scope = { teamId: "tem_a", ownerId: ME };
    expect(can(holding(role, "tem_a"), verb, here)).toBe(reach !== "-");
    expect(can(holding(role, "tem_b"), verb, here)).toBe(reach === "*");
    expect(can(holding(role, "tem_a"), verb, {})).toBe(reach === "*");
    expect(can(holding(role, "tem_a"), verb, { teamId: null, ownerId: ME })).toBe(reach === "*");
  });

  it("gives an administrator no say over any agent", () => {
    const overAgents = VERBS.filter(
      (verb) => verb.startsWith("agents.") && can(holding("admin"), verb, { ownerId: ME }),
    );
    expect(overAgents).toEqual(["agents.read", "agents.export", "agents.import"]);
  });

  it("gives nothing to a person without a role, to agents and to provisioning, but what is their own", () => {
    const own = [
      ...["sessions.endOwn", "views.save", "preferences.change", "inbox.read", "handOvers.answer"],
      ...[
        "approvals.decide",
        "campaigns.review",
        "standing.propose",
        "standing.confirm",
        "absences.manage",
        "passkeys.manage",
      ],
    ];
    expect(VERBS.filter((verb) => can(person(), verb, { ownerId: ME }))).toEqual(own);
    expect(VERBS.filter((verb) => can({ kind: "agent", id: ME, instanceId: "i" }, verb, { ownerId: ME }))).toEqual([]);
    expect(VERBS.filter((verb) => can({ kind: "scim", id: ME }, verb, { ownerId: ME }))).toEqual([]);
  });

  it("refuses a verb that is not in the table", () => {
    expect(can(holding("admin"), "agents.destroy" as Verb)).toBe(false);
    expect(can(holding("admin"), "toString" as Verb)).toBe(false);
  });
});

const teamId = fc.constantFrom(null, "tem_a", "tem_b", "tem_c");
const personId = fc.constantFrom(null, ME, "per_other");
const grants = fc.array(fc.record({ role: fc.constantFrom(...ROLES), teamId }), { maxLength: 4 });
const scope = fc.record({ teamId, ownerId: personId, deputyId: personId, sponsorId: personId });

describe("O5 lists and verbs agree", () => {
  it("shows a row exactly where the verb would be allowed on it", () => {
    const listed = VERBS.filter((verb) => PERMISSIONS[verb] !== "anyone");
    fc.assert(
      fc.property(fc.constantFrom(...listed), grants, scope, (verb, held, row) => {
        const actor = person(...held);
        const seen = visibility(actor, verb);
        const inTeam = row.teamId !== null && seen.teamIds.includes(row.teamId);
        const answering: (string | null)[] = [row.ownerId, row.deputyId, row.sponsorId];
        const mine = seen.ownerId !== null && answering.includes(seen.ownerId);
        const within = seen.ownEverywhere || (row.teamId !== null && seen.ownTeamIds.includes(row.teamId));
        expect(seen.everything || inTeam || (mine && within)).toBe(can(actor, verb, row));
      }),
      { numRuns: 2_000 },
    );
  });

  it("never gives less for one role more", () => {
    fc.assert(
      fc.property(fc.constantFrom(...VERBS), grants, grants, scope, (verb, held, more, row) => {
        if (can(person(...held), verb, row)) expect(can(person(...held, ...more), verb, row)).toBe(true);
      }),
    );
  });
});

describe("a refusal names who could", () => {
  it.each<[Verb, string]>([
    ["templates.read", "owner, reviewer, compliance, CISO, auditor or admin"],
    ["agents.waive", "compliance"],
    ["agents.suspend", "owner or compliance"],
  ])("%s: %s", (verb, roles) => {
    expect(rolesText(verb)).toBe(roles);
  });
});
