import type { Actor, Role } from "@/lib/context";

/**
 * The one permission table (O5): verb → role → reach. `scope`: within the team of the grant, or everywhere when the grant
 * names no team. `own`: only what the person answers for (owner, deputy or sponsor), within the same scope. Absent means no.
 * `anyone`: every signed-in person, whatever the role, for what is their own by construction (their sessions, their views).
 * An administrator runs the installation and its people, and has no say over agents by being administrator.
 */
export type Reach = "scope" | "own";
type Row = Partial<Record<Role, Reach>> | "anyone";

const READERS = {
  owner: "scope",
  reviewer: "scope",
  compliance: "scope",
  ciso: "scope",
  auditor: "scope",
  admin: "scope",
} as const satisfies Row;

export const PERMISSIONS = {
  "agents.read": READERS,
  "agents.export": READERS,
  "agents.create": { owner: "scope", compliance: "scope" },
  "agents.import": { owner: "scope", compliance: "scope", admin: "scope" },
  "agents.edit": { owner: "own", compliance: "scope" },
  "agents.assign": { owner: "own", compliance: "scope" },
  "agents.register": { owner: "own", compliance: "scope" },
  "agents.activate": { owner: "own", compliance: "scope" },
  "agents.suspend": { owner: "own", compliance: "scope" },
  "agents.resume": { owner: "own", compliance: "scope" },
  "agents.decommission": { owner: "own", compliance: "scope" },
  "agents.confirm": { owner: "own", compliance: "scope" },
  "agents.waive": { compliance: "scope" },
  "tiers.override": { owner: "own", compliance: "scope" },
  "tiers.approve": { owner: "own", compliance: "scope" },
  "suppliers.read": READERS,
  "suppliers.manage": { compliance: "scope" },
  "suppliers.export": { compliance: "scope", ciso: "scope", auditor: "scope" },
  "templates.read": READERS,
  "templates.propose": { owner: "own", compliance: "scope" },
  "templates.approve": { compliance: "scope" },
  "tools.read": READERS,
  "tools.list": { owner: "own", compliance: "scope" },
  "tools.accept": { owner: "own", compliance: "scope" },
  "tools.correct": { owner: "own", compliance: "scope" },
  "resources.read": READERS,
  "resources.create": { owner: "scope", compliance: "scope" },
  "resources.edit": { compliance: "scope" },
  "resources.link": { owner: "own", compliance: "scope" },
  "entitlements.read": READERS,
  "entitlements.request": { owner: "own", compliance: "scope" },
  "entitlements.approve": { owner: "own", compliance: "scope" },
  "entitlements.revoke": { owner: "own", compliance: "scope", ciso: "scope" },
  "credentials.read": READERS,
  "credentials.issue": { owner: "own", compliance: "scope" },
  "credentials.rotate": { owner: "own", compliance: "scope" },
  "credentials.revoke": { owner: "own", compliance: "scope", ciso: "scope" },
  "instances.manage": { owner: "own", compliance: "scope" },
  "instances.makeGateway": { compliance: "scope" },
  "issuers.manage": { compliance: "scope", admin: "scope" },
  "switches.read": READERS,
  "switches.throw": { owner: "own", compliance: "scope", ciso: "scope" },
  "switches.lift": { compliance: "scope", ciso: "scope" },
  "decisions.read": {
    owner: "own",
    reviewer: "scope",
    compliance: "scope",
    ciso: "scope",
    auditor: "scope",
    admin: "scope",
  },
  "decisions.try": { owner: "own", compliance: "scope", ciso: "scope", admin: "scope" },
  "policies.read": READERS,
  "policies.write": { compliance: "scope", ciso: "scope", admin: "scope" },
  "policies.publish": { compliance: "scope", ciso: "scope", admin: "scope" },
  "governance.manage": { compliance: "scope" },
  "audit.read": { owner: "own", compliance: "scope", ciso: "scope", auditor: "scope", admin: "scope" },
  "audit.export": { compliance: "scope", auditor: "scope" },
  "audit.hold": { compliance: "scope" },
  "audit.confirmHold": { compliance: "scope", ciso: "scope" },
  "retention.set": { compliance: "scope" },
  "retention.confirm": { compliance: "scope", ciso: "scope" },
  "erasure.ask": { compliance: "scope", admin: "scope" },
  "erasure.confirm": { compliance: "scope", ciso: "scope" },
  "witnesses.manage": { admin: "scope" },
  "apiKeys.manage": { admin: "scope" },
  "evidence.read": { compliance: "scope", ciso: "scope", auditor: "scope" },
  "evidence.export": { compliance: "scope", auditor: "scope" },
  "evidence.link": { compliance: "scope" },
  "posture.read": READERS,
  "usage.read": READERS,
  "controls.read": { compliance: "scope", ciso: "scope", auditor: "scope" },
  "controls.manage": { compliance: "scope" },
  "guide.read": { compliance: "scope", ciso: "scope", auditor: "scope", admin: "scope" },
  "guide.manage": { compliance: "scope", admin: "scope" },
  "people.read": READERS,
  "people.invite": { admin: "scope" },
  "people.edit": { admin: "scope" },
  "people.deactivate": { admin: "scope" },
  "people.reactivate": { admin: "scope" },
  "people.grantRole": { admin: "scope" },
  "people.revokeRole": { admin: "scope" },
  "people.endSessions": { admin: "scope" },
  "teams.manage": { admin: "scope" },
  "reviewerGroups.manage": { compliance: "scope" },
  "sessions.endOwn": "anyone",
  "views.save": "anyone",
  "preferences.change": "anyone",
  "inbox.read": "anyone",
  // Accepting or declining is for the person named alone; whoever made an offer takes it back, and compliance may.
  "handOvers.answer": "anyone",
  "handOvers.withdraw": { compliance: "scope" },
  "approvals.read": { owner: "own", reviewer: "scope", compliance: "scope", ciso: "scope", auditor: "scope" },
  // Nobody decides by their role alone: group, absence, escalation and separation of duties say who may, per request (A4).
  "approvals.decide": "anyone",
  "approvals.revoke": { reviewer: "scope", compliance: "scope" },
  "approvals.reopen": { reviewer: "scope", compliance: "scope" },
  "approvals.review": { compliance: "scope", ciso: "scope" },
  "approvals.resolve": { owner: "own", compliance: "scope" },
  "approvals.settings": { compliance: "scope" },
  "asking.lift": { owner: "own", compliance: "scope" },
  "approvals.measure": { reviewer: "scope", compliance: "scope", ciso: "scope", auditor: "scope" },
  // Numbers of single persons: everybody sees their own.
  "approvals.measurePeople": { compliance: "scope", ciso: "scope" },
  "campaigns.read": { compliance: "scope", ciso: "scope", auditor: "scope" },
  // Who is asked decides, whatever their role: the seat of each item says who that is (C5).
  "campaigns.review": "anyone",
  "campaigns.define": { compliance: "scope" },
  "campaigns.launch": { compliance: "scope" },
  "campaigns.steer": { compliance: "scope" },
  "campaigns.close": { compliance: "scope" },
  "campaigns.confirmClose": { compliance: "scope", ciso: "scope" },
  "campaigns.undo": { compliance: "scope" },
  "campaigns.settle": { compliance: "scope" },
  "campaigns.sign": { compliance: "scope" },
  "campaigns.export": { compliance: "scope", ciso: "scope", auditor: "scope" },
  "exclusions.request": { owner: "own", compliance: "scope" },
  "exclusions.decide": { compliance: "scope", ciso: "scope" },
  "standing.propose": "anyone",
  "standing.confirm": "anyone",
  "standing.revoke": { owner: "own", reviewer: "scope", compliance: "scope" },
  "breakGlass.manage": { compliance: "scope" },
  "absences.manage": "anyone",
  "absences.manageOthers": { compliance: "scope" },
  "passkeys.manage": "anyone",
  "passkeys.revoke": { admin: "scope" },
  "webhooks.manage": { compliance: "scope", admin: "scope" },
  "deliveries.read": { compliance: "scope", auditor: "scope", admin: "scope" },
} as const satisfies Record<string, Row>;

export type Verb = keyof typeof PERMISSIONS;

/** What a verb acts on, as far as permission goes. `teamId` null or absent: belongs to no team (organisation-wide grants only). */
export interface Scope {
  teamId?: string | null;
  ownerId?: string | null;
  deputyId?: string | null;
  sponsorId?: string | null;
}

/** What a program with a key to read may ask: numbers, and of what they are numbers. No rows of the log and no evidence, whoever made it. */
const OF_KEYS: ReadonlySet<string> = new Set<Verb>([
  "posture.read",
  "usage.read",
  "agents.read",
  "tools.read",
  "credentials.read",
  "entitlements.read",
  "switches.read",
  "decisions.read",
  "approvals.measure",
  "campaigns.read",
]);

function rowFor(actor: Actor, verb: Verb): Row | undefined {
  return actor.kind === "apiKey" && !OF_KEYS.has(verb) ? undefined : PERMISSIONS[verb];
}

/** Whether `actor` may do `verb` to something of this scope. Unknown actors and verbs get no. */
export function can(actor: Actor, verb: Verb, scope: Scope = {}): boolean {
  if (actor.kind === "system") return true;
  if (actor.kind !== "user" && actor.kind !== "apiKey") return false;
  const row = rowFor(actor, verb);
  if (!row) return false;
  if (row === "anyone") return actor.kind === "user";
  return actor.grants.some((grant) => {
    const reach = row[grant.role];
    if (!reach) return false;
    if (grant.teamId !== null && grant.teamId !== scope.teamId) return false;
    return reach === "scope" || [scope.ownerId, scope.deputyId, scope.sponsorId].includes(actor.id);
  });
}

/** Where a verb reaches for this actor, for list queries: everything, or these teams, and/or only what they answer for. */
export interface Visibility {
  everything: boolean;
  teamIds: readonly string[];
  /** Non-null: also what this person owns, deputises for or sponsors; within `ownTeamIds` unless `ownEverywhere`. */
  ownerId: string | null;
  ownEverywhere: boolean;
  ownTeamIds: readonly string[];
}

/** The rows on which `can(actor, verb, row)` is true, as a filter. An empty visibility shows nothing. */
export function visibility(actor: Actor, verb: Verb): Visibility {
  const none = { everything: false, teamIds: [], ownerId: null, ownEverywhere: false, ownTeamIds: [] };
  if (actor.kind === "system") return { ...none, everything: true };
  if (actor.kind !== "user" && actor.kind !== "apiKey") return none;
  const row = rowFor(actor, verb);
  if (!row || row === "anyone") return none;
  const held = actor.grants.filter((grant) => row[grant.role]);
  const inScope = held.filter((grant) => row[grant.role] === "scope");
  const own = held.filter((grant) => row[grant.role] === "own");
  const teamsOf = (grants: typeof held) => grants.flatMap((grant) => (grant.teamId === null ? [] : [grant.teamId]));
  return {
    everything: inScope.some((grant) => grant.teamId === null),
    teamIds: teamsOf(inScope),
    ownerId: own.length ? actor.id : null,
    ownEverywhere: own.some((grant) => grant.teamId === null),
    ownTeamIds: teamsOf(own),
  };
}

/** Whether `verb` reaches anything at all for this actor: what a page asks before it offers the way there. */
export function canSomewhere(actor: Actor, verb: Verb): boolean {
  const seen = visibility(actor, verb);
  return seen.everything || seen.teamIds.length > 0 || seen.ownerId !== null;
}

/** The roles that could do `verb`, for the sentence that tells a refused person whom to ask. */
export function rolesFor(verb: Verb): Role[] {
  const row: Row = PERMISSIONS[verb];
  return row === "anyone" ? [] : (Object.keys(row) as Role[]);
}

/** Those roles as a sentence names them: "owner, CISO or auditor"; empty where no role is needed. */
export function rolesText(verb: Verb): string {
  const names = rolesFor(verb).map((role) => (role === "ciso" ? "CISO" : role));
  return names.length > 1 ? `${names.slice(0, -1).join(", ")} or ${names.at(-1)}` : names.join();
}
