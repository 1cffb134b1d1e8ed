import { recordEvent } from "@/lib/audit";
import { type Context, contextFor, systemContext } from "@/lib/context";
import { db, inTransaction, type Tx } from "@/lib/db";
import { PEOPLE, personByKey, seedId, TEAMS, type TeamName } from "./people";
import { daysBefore } from "./time";

const REVIEWER_GROUPS = [
  { name: "Treasury desk", privilegeClass: "payment", members: ["daniel", "sofia", "claudine", "tomas"] },
  { name: "Data protection desk", privilegeClass: "data_export", members: ["felix", "daniel", "irina"] },
  { name: "Change advisory board", privilegeClass: "infrastructure_change", members: ["irina", "helga", "daniel"] },
  { name: "Identity desk", privilegeClass: "permission_change", members: ["irina", "daniel"] },
  { name: "Retention board", privilegeClass: "deletion", members: ["felix", "irina", "daniel"] },
  { name: "Outbound desk", privilegeClass: "external_communication", members: ["amara", "daniel", "claudine"] },
] as const;

export const teamId = (team: TeamName) => seedId("tem", team);

/** The context of one of the demo people at an instant of the past. */
export function contextOf(key: string, now: Date): Context {
  const person = personByKey(key);
  const grants = person.roles.map(({ role, team }) => ({ role, teamId: team && teamId(team) }));
  return contextFor({ kind: "user", id: person.id, sessionId: "ses_seed", grants }, { now });
}

/** Teams, people, roles and reviewer groups, with the events of their beginning. Bram leaves in September. */
export async function seedOrganisation(now: Date): Promise<void> {
  if ((await db().team.count()) > 0) return;
  const ctx = systemContext("seed", { now: daysBefore(now, 345) });
  await inTransaction(async (tx) => {
    await createTeams(tx, ctx);
    await createPeople(tx, ctx);
    await createSessions(tx, ctx, now);
    await createReviewerGroups(tx, ctx);
  });
}

async function createTeams(tx: Tx, ctx: Context): Promise<void> {
  await tx.team.createMany({ data: TEAMS.map((name) => ({ id: teamId(name), name, createdAt: ctx.now })) });
  for (const name of TEAMS) {
    await recordEvent(tx, ctx, { type: "team.created", targetId: teamId(name), details: { name } });
  }
}

async function createPeople(tx: Tx, ctx: Context): Promise<void> {
  await tx.person.createMany({
    data: PEOPLE.map(({ id, name, email, title, team }) => ({
      id,
      name,
      email,
      title,
      teamId: teamId(team),
      timeZone: "Europe/Warsaw",
      createdAt: ctx.now,
    })),
  });
  for (const { id, name, email, roles, manager } of PEOPLE) {
    if (manager) await tx.person.update({ where: { id }, data: { managerId: personByKey(manager).id } });
    await recordEvent(tx, ctx, {
      type: "person.created",
      targetId: id,
      details: { method: "demo" },
      personal: { name, email },
    });
    for (const { role, team } of roles) {
      const scope = team && teamId(team);
      const grant = { id: seedId("grt", `${id}:${role}:${team}`), personId: id, role, teamId: scope };
      await tx.roleGrant.create({ data: { ...grant, grantedAt: ctx.now } });
      await recordEvent(tx, ctx, { type: "person.role_granted", targetId: id, details: { role, teamId: scope } });
    }
  }
}

const ISSUER = "https://login.norvik.example";

/** Everybody signed in through the company's provider at some point; who left did so long ago. */
async function createSessions(tx: Tx, ctx: Context, now: Date): Promise<void> {
  for (const [place, { id, key, deactivated }] of PEOPLE.entries()) {
    await tx.externalIdentity.create({
      data: { issuer: ISSUER, subject: key, personId: id, linkedAt: ctx.now },
    });
    await recordEvent(tx, ctx, {
      type: "person.identity_linked",
      targetId: id,
      details: { issuer: ISSUER },
      personal: { subject: key },
    });
    const createdAt = daysBefore(now, deactivated ? 61 : 1 + (place % 6));
    const ended = new Date(createdAt.getTime() + 95 * 60_000);
    await tx.consoleSession.create({
      data: {
        id: seedId("ses", key),
        personId: id,
        method: "oidc",
        createdAt,
        lastSeenAt: ended,
        expiresAt: ended,
        revokedAt: ended,
      },
    });
  }
}

async function createReviewerGroups(tx: Tx, ctx: Context): Promise<void> {
  for (const { name, privilegeClass, members } of REVIEWER_GROUPS) {
    const id = seedId("grp", privilegeClass);
    await tx.reviewerGroup.create({ data: { id, name, privilegeClass, createdAt: ctx.now } });
    await recordEvent(tx, ctx, {
      type: "reviewer_group.created",
      targetId: id,
      details: { name, privilegeClass },
    });
    for (const key of members) {
      const personId = personByKey(key).id;
      await tx.reviewerGroupMember.create({ data: { groupId: id, personId, addedAt: ctx.now } });
      await recordEvent(tx, ctx, {
        type: "reviewer_group.member_added",
        targetId: id,
        details: { personId },
      });
    }
  }
}

/** Bram's account ended with his contract, in the directory and so here; his agent is still running. */
export async function letBramGo(now: Date): Promise<void> {
  const { id } = personByKey("bram");
  const ctx = systemContext("seed", { now: daysBefore(now, 58) });
  await inTransaction(async (tx) => {
    const stayed = await tx.person.updateMany({
      where: { id, status: "active" },
      data: { status: "deactivated", deactivatedAt: ctx.now, version: { increment: 1 } },
    });
    if (stayed.count === 0) return;
    await recordEvent(tx, ctx, {
      type: "person.deactivated",
      targetId: id,
      details: { sessionsEnded: 0, reason: "Left the company; the directory closed the account." },
    });
  });
}
