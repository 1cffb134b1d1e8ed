import { can, canSomewhere, type Verb } from "@/lib/access";
import type { Actor, Role, RoleGrant } from "@/lib/context";
import type { Ability, Area } from "./schema";

/** What a rule needs to know of the person acted upon. */
export interface Subject {
  id: string;
  teamId: string | null;
  status: "active" | "deactivated";
  grants: readonly RoleGrant[];
}

const READ_BY: Record<Area, Verb> = {
  agents: "agents.read",
  audit: "audit.read",
  imports: "agents.read",
  people: "people.read",
  suppliers: "suppliers.read",
  entitlements: "entitlements.read",
  resources: "resources.read",
  reachers: "resources.read",
  tools: "tools.read",
  credentials: "credentials.read",
};

/** Whether views that others share of a list are for `actor`: names and filters tell of what they find, so they reach whom the list reaches. */
export function seesSharedViews(actor: Actor, area: Area): boolean {
  return canSomewhere(actor, READ_BY[area]);
}

const allowed: Ability = { allowed: true };
const refused = (reason: string): Ability => ({ allowed: false, reason });

/**
 * Whether `actor` may do `verb` to this person: within the team, and over every role the person holds. An administrator
 * of one team must not take over the account of somebody who acts for another team or for the whole organisation.
 */
export function canOver(actor: Actor, verb: Verb, subject: Pick<Subject, "teamId" | "grants">): boolean {
  const scopes = [subject.teamId, ...subject.grants.map((grant) => grant.teamId)];
  return scopes.every((teamId) => can(actor, verb, { teamId }));
}

const OVER = "This needs an administrator for every team and role this person holds.";

/**
 * What the person answers for is no hindrance: it passes to others in the same moment (O3).
 * @param otherAdmins how many other active people administer the whole organisation
 */
export function canDeactivate(actor: Actor, subject: Subject, otherAdmins: number): Ability {
  if (!canOver(actor, "people.deactivate", subject)) return refused(OVER);
  if (subject.status !== "active") return refused("This person is deactivated already.");
  if (actor.id === subject.id) return refused("You cannot deactivate yourself. Another administrator can.");
  if (isOrganisationAdmin(subject.grants) && otherAdmins === 0) return refused(LAST_ADMIN);
  return allowed;
}

const LAST_ADMIN = "This is the last administrator of the organisation. Make somebody else one first.";

/** What stands in place of the address of somebody who was erased. */
export const erasedAddress = (personId: string) => `erased:${personId}`;

export function canReactivate(actor: Actor, subject: Subject & { email: string }): Ability {
  if (!canOver(actor, "people.reactivate", subject)) return refused(OVER);
  if (subject.email === erasedAddress(subject.id)) {
    return refused("This person was erased, which is for good. If they come back, invite them anew.");
  }
  return subject.status === "deactivated" ? allowed : refused("This person is active already.");
}

/**
 * Giving a role. Nobody extends their own power while another administrator could do it; alone on a small installation
 * it is allowed, and stands in the log as a warning.
 */
export function canGrantRole(actor: Actor, subject: Subject, grant: RoleGrant, otherAdmins: number): Ability {
  if (!can(actor, "people.grantRole", { teamId: grant.teamId }) || !canOver(actor, "people.grantRole", subject)) {
    return refused(OVER);
  }
  if (subject.status !== "active") return refused("This person is deactivated. Reactivate them first.");
  if (actor.id === subject.id && otherAdmins > 0)
    return refused("You cannot give yourself a role. Another administrator can.");
  const held = subject.grants.some((has) => has.role === grant.role && has.teamId === grant.teamId);
  return held ? refused("This person holds this role already.") : allowed;
}

export function canRevokeRole(actor: Actor, subject: Subject, grant: RoleGrant, otherAdmins: number): Ability {
  if (!can(actor, "people.revokeRole", { teamId: grant.teamId }) || !canOver(actor, "people.revokeRole", subject)) {
    return refused(OVER);
  }
  const takesAdmin = grant.role === "admin" && grant.teamId === null;
  return takesAdmin && subject.status === "active" && otherAdmins === 0 ? refused(LAST_ADMIN) : allowed;
}

/** A new way in is a way to become that person, so it needs the same reach as taking their roles. */
export function canRenewLink(actor: Actor, subject: Subject): Ability {
  if (!canOver(actor, "people.invite", subject)) return refused(OVER);
  return subject.status === "active" ? allowed : refused("This person is deactivated. Reactivate them first.");
}

export function canEndSessions(actor: Actor, subject: Subject): Ability {
  if (actor.id === subject.id && can(actor, "sessions.endOwn")) return allowed;
  return canOver(actor, "people.endSessions", subject) ? allowed : refused(OVER);
}

/** What is stated about a person, by whoever administers every team and role of theirs. Also of one who has left: a name can be wrong. */
export function canEdit(actor: Actor, subject: Subject): Ability {
  return canOver(actor, "people.edit", subject) ? allowed : refused(OVER);
}

/** A person may only be brought to where the administrator reaches: they would be out of reach a moment later. */
export function canMoveTo(actor: Actor, teamId: string | null): Ability {
  return can(actor, "people.edit", { teamId }) ? allowed : refused("This needs an administrator for the new team too.");
}

/** @param above the manager to be and everybody above that manager */
export function managesOneself(personId: string, above: readonly string[]): boolean {
  return above.includes(personId);
}

/** Who may decide for a privilege class: an active person with the reviewer's role somewhere. */
export function canJoinReviewers(subject: Pick<Subject, "status" | "grants">): Ability {
  if (subject.status !== "active") return refused("This person is deactivated.");
  return subject.grants.some((grant) => grant.role === "reviewer")
    ? allowed
    : refused("This person is no reviewer. An administrator can give the role first.");
}

function isOrganisationAdmin(grants: readonly { role: Role; teamId: string | null }[]): boolean {
  return grants.some((grant) => grant.role === "admin" && grant.teamId === null);
}
