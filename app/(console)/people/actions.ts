"use server";

import { revalidatePath } from "next/cache";
import type { Role } from "@/lib/context";
import { env } from "@/lib/env";
import { runAction } from "@/lib/http/action";
import type { ActionState } from "@/lib/http/action-state";
import { type Departure, deactivatePerson, previewSuccession, type SuccessionPreview } from "@/lib/ownership";
import {
  addGroupMember,
  createReviewerGroup,
  createTeam,
  editPerson,
  endSession,
  grantRole,
  type IssuedLink,
  invitePerson,
  listPeople,
  type Membership,
  reactivatePerson,
  removeGroupMember,
  renewSetupLink,
  revokeRole,
  type StatusChange,
} from "@/lib/people";
import type { Invitation, PersonEdit, PersonField, PrivilegeClass } from "@/lib/people/schema";

/** A one-time link as a whole address: shown once, kept nowhere. */
export interface ShownLink {
  url: string;
  expiresAt: Date;
}

export async function invitePersonAction(invitation: Invitation): Promise<ActionState<ShownLink>> {
  return await runAction(async (ctx) => {
    const { link } = await invitePerson(ctx, invitation);
    revalidatePath("/people");
    return shown(link);
  });
}

export async function renewSetupLinkAction(personId: string): Promise<ActionState<ShownLink>> {
  return await runAction(async (ctx) => shown((await renewSetupLink(ctx, { personId })).link));
}

export async function editPersonAction(
  edit: PersonEdit,
): Promise<ActionState<{ version: number; fields: PersonField[] }>> {
  return await runAction(async (ctx) => changed(await editPerson(ctx, edit)));
}

/** What deactivating would do now, for the dialog that asks. */
export async function previewSuccessionAction(personId: string): Promise<ActionState<SuccessionPreview>> {
  return await runAction((ctx) => previewSuccession(ctx, { personId }));
}

export async function deactivatePersonAction(change: StatusChange): Promise<ActionState<Departure>> {
  return await runAction(async (ctx) => changed(await deactivatePerson(ctx, change)));
}

export async function reactivatePersonAction(change: StatusChange): Promise<ActionState<void>> {
  return await runAction(async (ctx) => changed(await reactivatePerson(ctx, change)));
}

export async function grantRoleAction(grant: {
  personId: string;
  role: Role;
  teamId: string | null;
}): Promise<ActionState<{ grantId: string }>> {
  return await runAction(async (ctx) => changed(await grantRole(ctx, grant)));
}

export async function revokeRoleAction(grantId: string): Promise<ActionState<void>> {
  return await runAction(async (ctx) => changed(await revokeRole(ctx, { grantId })));
}

export async function endSessionAction(sessionId: string): Promise<ActionState<{ ended: boolean }>> {
  return await runAction(async (ctx) => changed(await endSession(ctx, { sessionId })));
}

export async function createTeamAction(name: string): Promise<ActionState<{ teamId: string }>> {
  return await runAction(async (ctx) => changed(await createTeam(ctx, { name })));
}

export async function createReviewerGroupAction(group: {
  name: string;
  privilegeClass: PrivilegeClass;
}): Promise<ActionState<{ groupId: string }>> {
  return await runAction(async (ctx) => changed(await createReviewerGroup(ctx, group)));
}

export async function addGroupMemberAction(member: Membership): Promise<ActionState<void>> {
  return await runAction(async (ctx) => changed(await addGroupMember(ctx, member)));
}

export async function removeGroupMemberAction(member: Membership): Promise<ActionState<void>> {
  return await runAction(async (ctx) => changed(await removeGroupMember(ctx, member)));
}

/** Active people by name or address, for the box that names a manager. */
export async function findManagersAction(
  q: string,
): Promise<ActionState<{ value: string; label: string; hint: string }[]>> {
  return await runAction(async (ctx) => {
    const { rows } = await listPeople(ctx, { q, status: "active", limit: 20 });
    return rows.map(({ id, name, title, email }) => ({ value: id, label: name, hint: title || email }));
  });
}

/** Reviewers by name or address, for the box that adds one to a group. */
export async function findReviewersAction(
  q: string,
): Promise<ActionState<{ value: string; label: string; hint: string }[]>> {
  return await runAction(async (ctx) => {
    const { rows } = await listPeople(ctx, { q, role: "reviewer", status: "active", limit: 20 });
    return rows.map(({ id, name, email }) => ({ value: id, label: name, hint: email }));
  });
}

function changed<T>(value: T): T {
  revalidatePath("/people", "layout");
  return value;
}

function shown({ path, expiresAt }: IssuedLink): ShownLink {
  return { url: new URL(path, env().COUNTERSIGN_URL).href, expiresAt };
}
