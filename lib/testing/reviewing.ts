import { randomBytes } from "node:crypto";
import { decideApproval } from "@/lib/approvals";
import type { DecideInput } from "@/lib/approvals/deciding/schema";
import type { Capacity, Group } from "@/lib/approvals/terms";
import { type Context, contextFor, type Role } from "@/lib/context";
import { db, sql } from "@/lib/db";
import { newId } from "@/lib/ids";
import type { Json } from "@/lib/policy";
import type { Tier } from "@/lib/risk/terms";
import { actionDigestOf, type BoundAction, bytesOf, digestOf } from "../approvals/binding";
import { type ApprovalRow, loadApproval } from "../approvals/store";
import { seedDecidingAgent } from "./deciding";
import { seedOrganisation } from "./inventory";

/**
 * An organisation that reviews, beside `seedOrganisation`. Rita, Otto and Ana are the group for payments, Ben and Ana the group for
 * deletions, all of them reviewers everywhere. Mia is Rita's manager, Dana a reviewer in no group, Cora compliance, Hana the CISO,
 * Adam the administrator, Glen may break the glass. Olga owns the agents, Sven sponsors them.
 */
export async function seedReviewing(): Promise<void> {
  await seedOrganisation();
  const more = ["ana", "ben", "mia", "dana", "hana", "adam", "glen", "finn", "pete", "acton"];
  await db().person.createMany({
    data: more.map((name) => ({ id: `per_${name}`, email: `${name}@example.test`, name: `${name} Test` })),
  });
  await db().person.update({ where: { id: "per_rita" }, data: { managerId: "per_mia" } });
  const roles: [string, Role][] = [
    ...["rita", "otto", "ana", "ben", "dana", "finn", "pete"].map((name): [string, Role] => [name, "reviewer"]),
    ...[["cora", "compliance"] as [string, Role], ["hana", "ciso"] as [string, Role]],
    ...[["adam", "admin"] as [string, Role], ["olga", "owner"] as [string, Role]],
  ];
  await db().roleGrant.createMany({
    data: roles.map(([name, role]) => ({ id: newId("grt"), personId: `per_${name}`, role })),
  });
  await joinGroup("payment", "rita", "otto", "ana");
  await joinGroup("deletion", "ben", "ana");
  await db().breakGlassMember.create({ data: { personId: "per_glen", addedAt: new Date() } });
}

/** Makes these people members of the group, which is made when it is not there. */
export async function joinGroup(group: Group, ...names: string[]): Promise<void> {
  const id = `grp_${group.replaceAll("_", "")}`;
  await db().reviewerGroup.upsert({
    where: { id },
    create: { id, name: `Group ${group}`, privilegeClass: group },
    update: {},
  });
  const members = names.map((name) => ({ groupId: id, personId: `per_${name}` }));
  await db().reviewerGroupMember.createMany({ data: members, skipDuplicates: true });
}

/** Says that this person is away now, and who decides meanwhile. @returns the absence's id */
export async function sendAway(name: string, delegate: string | null): Promise<string> {
  const id = newId("abs");
  const [now, day] = [Date.now(), 86_400_000];
  await db().absence.create({
    data: {
      ...{ id, personId: `per_${name}`, delegateId: delegate && `per_${delegate}`, createdById: `per_${name}` },
      ...{ fromAt: new Date(now - day), untilAt: new Date(now + day), createdAt: new Date(now) },
    },
  });
  return id;
}

/** As the console's door would see this person of `seedReviewing`, with the roles they hold. */
export async function asPerson(name: string): Promise<Context> {
  const id = `per_${name}`;
  const grants = await db().roleGrant.findMany({ where: { personId: id }, select: { role: true, teamId: true } });
  return contextFor({ kind: "user", id, sessionId: "ses_test", grants });
}

export interface Waiting {
  agentId?: string;
  tier?: Tier;
  groups?: Group[];
  quorum?: number;
  arguments?: { [key: string]: Json };
  personId?: string;
  chain?: string[];
  policies?: string[];
  callerKind?: ApprovalRow["callerKind"];
  knownAnswer?: "approve" | "deny";
  /** From now; negative: its time is over. */
  seconds?: number;
  /** How long ago it was asked. */
  age?: number;
}

/** A request that waits, as asking leaves it. */
export async function waitingRequest(over: Waiting = {}): Promise<ApprovalRow> {
  const { tier = "low", groups = ["payment"], quorum = 1, policies = ["large-payment@1"], chain = [] } = over;
  const { callerKind = "agent", knownAnswer = null, seconds = 3_600, age = 0, personId = null } = over;
  const agentId = over.agentId ?? (await seedDecidingAgent());
  await sql().query('update agents set tier = $2::text::"Tier" where id = $1', [agentId, tier]);
  const id = newId("apr");
  const expiresAt = new Date(Date.now() + seconds * 1_000);
  const action: BoundAction = {
    ...{ v: 1, agent: { id: agentId, fingerprint: "", revision: 0, environment: "production", tier } },
    ...{ person: personId, chain, server: "Books", tool: "pay_invoice", toolHash: "pay_invoice", action: "pay" },
    arguments: over.arguments ?? { amount: 9_400, currency: "EUR", reference: id },
    ...{ targets: [], policies, credential: null, expires: expiresAt.toISOString() },
  };
  const bytes = bytesOf(action);
  await sql().query(
    `insert into approvals (id, handle, agent_id, caller_kind, caller_id, correlation_id, environment, server, tool, action, tool_hash,
       fingerprint, revision, tier, team_id, person_id, chain, bound, digest, action_digest, groups, quorum, ttl_seconds, policies,
       reasons, expires_at, known_answer, requested_at)
     values ($1, $2, $3, $4, $3, $5, 'production', 'Books', 'pay_invoice', 'pay', 'pay_invoice', '', 0, $6, 'tem_a', $7, $8, $9, $10, $11,
       $12, $13, 900, $14, '{}', $15, $16, clock_timestamp() - make_interval(secs => $17))`,
    [
      ...[id, randomBytes(16).toString("hex"), agentId, callerKind, newId("req"), tier, personId, chain, bytes],
      ...[digestOf(bytes), actionDigestOf(action), groups, quorum, policies, expiresAt, knownAnswer, age],
    ],
  );
  return storedRequest(id);
}

export async function storedRequest(id: string): Promise<ApprovalRow> {
  const row = await loadApproval(sql(), id);
  if (!row) throw new Error("the request is not where it was");
  return row;
}

/** A vote as its verb would have left it. */
export async function seedVote(row: ApprovalRow, name: string, capacity: Capacity = "member"): Promise<void> {
  await sql().query(
    `insert into approval_votes (approval_id, person_id, answer, digest, groups, capacity) values ($1, $2, 'approve', $3, $4, $5)`,
    [row.id, `per_${name}`, row.narrowedDigest ?? row.digest, row.groups, capacity],
  );
}

type Said = Partial<DecideInput>;

/** What the page sends when this person approves what they see. */
export function approving(row: ApprovalRow, over: Said = {}): DecideInput {
  const digest = row.narrowedDigest ?? row.digest;
  return { id: row.id, digest, answer: "approve", opened: [], dwellMillis: 4_000, ...over };
}

export function denying(row: ApprovalRow, over: Said = {}): DecideInput {
  return approving(row, { answer: "deny", reason: "wrong_amount", ...over });
}

export async function approveAs(name: string, row: ApprovalRow, over: Said = {}) {
  return decideApproval(await asPerson(name), approving(row, over));
}

export async function denyAs(name: string, row: ApprovalRow, over: Said = {}) {
  return decideApproval(await asPerson(name), denying(row, over));
}
