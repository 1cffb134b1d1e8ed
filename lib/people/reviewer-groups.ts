import { requirePermission } from "@/lib/access";
import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inTransaction } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { parseInput } from "@/lib/parse";
import { changedMeanwhile, requireAbility, requirePerson } from "./load";
import { canJoinReviewers } from "./rules";
import { groupMemberSchema, type PrivilegeClass, reviewerGroupSchema } from "./schema";
import { deleteMember, groupExists, insertGroup, insertMember } from "./store";

/** Makes the one reviewer group of a privilege class (O1). @throws CountersignError `forbidden`, `conflict` */
export async function createReviewerGroup(
  ctx: Context,
  input: { name: string; privilegeClass: PrivilegeClass },
): Promise<{ groupId: string }> {
  requirePermission(ctx, "reviewerGroups.manage");
  const { name, privilegeClass } = parseInput(reviewerGroupSchema, input);
  const groupId = newId("grp", ctx.now);
  await inTransaction(async (tx) => {
    if (!(await insertGroup(tx, { id: groupId, name, privilegeClass, createdAt: ctx.now }))) {
      throw new CountersignError("conflict", "A group of this name, or for this kind of action, exists already.");
    }
    await recordEvent(tx, ctx, {
      type: "reviewer_group.created",
      targetId: groupId,
      details: { name, privilegeClass },
    });
  });
  return { groupId };
}

export interface Membership {
  groupId: string;
  personId: string;
}

/** Adds an active reviewer to a group. @throws CountersignError `forbidden`, `unmet`, `not_found`, `conflict` when in it already */
export async function addGroupMember(ctx: Context, input: Membership): Promise<void> {
  requirePermission(ctx, "reviewerGroups.manage");
  const member = parseInput(groupMemberSchema, input);
  await inTransaction(async (tx) => {
    if (!(await groupExists(tx, member.groupId))) throw notFound("reviewer group");
    const person = await requirePerson(tx, ctx, member.personId);
    requireAbility(canJoinReviewers(person));
    if (!(await insertMember(tx, { ...member, addedAt: ctx.now }))) throw changedMeanwhile("This group");
    const { groupId, personId } = member;
    await recordEvent(tx, ctx, { type: "reviewer_group.member_added", targetId: groupId, details: { personId } });
  });
}

/** Takes a person out of a group. @throws CountersignError `forbidden`, `conflict` when somebody did so first */
export async function removeGroupMember(ctx: Context, input: Membership): Promise<void> {
  requirePermission(ctx, "reviewerGroups.manage");
  const { groupId, personId } = parseInput(groupMemberSchema, input);
  await inTransaction(async (tx) => {
    if (!(await deleteMember(tx, { groupId, personId }))) throw changedMeanwhile("This group");
    await recordEvent(tx, ctx, { type: "reviewer_group.member_removed", targetId: groupId, details: { personId } });
  });
}
