"use server";

import { revalidatePath } from "next/cache";
import {
  createInstance,
  issueCredential,
  proveDead,
  resumeInstance,
  retireInstance,
  revokeCredential,
  revokeCredentials,
  rotateCredential,
  setGateway,
  stopInstance,
} from "@/lib/credentials";
import type {
  CreateInstanceInput,
  IssueCredentialInput,
  MoveInstanceInput,
  ProveDeadInput,
  RevokeCredentialInput,
  RevokeCredentialsInput,
  RotateCredentialInput,
  SetGatewayInput,
} from "@/lib/credentials/schema";
import { runAction } from "@/lib/http/action";

export async function createInstanceAction(input: CreateInstanceInput) {
  return await runAction(async (ctx) => changed(await createInstance(ctx, input)));
}

export async function stopInstanceAction(input: MoveInstanceInput) {
  return await runAction(async (ctx) => changed(await stopInstance(ctx, input)));
}

export async function resumeInstanceAction(input: MoveInstanceInput) {
  return await runAction(async (ctx) => changed(await resumeInstance(ctx, input)));
}

export async function retireInstanceAction(input: MoveInstanceInput) {
  return await runAction(async (ctx) => changed(await retireInstance(ctx, input)));
}

export async function setGatewayAction(input: SetGatewayInput) {
  return await runAction(async (ctx) => changed(await setGateway(ctx, input)));
}

// What answers with a secret refreshes nothing: the page behind must not take the dialog away that shows it.
export async function issueCredentialAction(input: IssueCredentialInput) {
  return await runAction((ctx) => issueCredential(ctx, input));
}

export async function rotateCredentialAction(input: RotateCredentialInput) {
  return await runAction((ctx) => rotateCredential(ctx, input));
}

export async function revokeCredentialAction(input: RevokeCredentialInput) {
  return await runAction(async (ctx) => changed(await revokeCredential(ctx, input)));
}

export async function revokeCredentialsAction(input: RevokeCredentialsInput) {
  return await runAction(async (ctx) => changed(await revokeCredentials(ctx, input)));
}

export async function proveDeadAction(input: ProveDeadInput) {
  return await runAction((ctx) => proveDead(ctx, input));
}

function changed<T>(value: T): T {
  revalidatePath("/agents", "layout");
  return value;
}
