"use server";

import { revalidatePath } from "next/cache";
import { runAction } from "@/lib/http/action";
import {
  addWebhook,
  pauseWebhook,
  removeWebhook,
  resumeWebhook,
  rotateWebhook,
  testWebhook,
} from "@/lib/notifications";
import type { AddWebhookInput, WebhookRef } from "@/lib/notifications/schema";

export async function addWebhookAction(input: AddWebhookInput) {
  return await runAction(async (ctx) => changed(await addWebhook(ctx, input)));
}

export async function rotateWebhookAction(input: WebhookRef) {
  return await runAction(async (ctx) => changed(await rotateWebhook(ctx, input)));
}

export async function pauseWebhookAction(input: WebhookRef) {
  return await runAction(async (ctx) => changed(await pauseWebhook(ctx, input)));
}

export async function resumeWebhookAction(input: WebhookRef) {
  return await runAction(async (ctx) => changed(await resumeWebhook(ctx, input)));
}

export async function removeWebhookAction(input: WebhookRef) {
  return await runAction(async (ctx) => changed(await removeWebhook(ctx, input)));
}

export async function testWebhookAction(input: WebhookRef) {
  return await runAction(async (ctx) => changed(await testWebhook(ctx, input)));
}

function changed<T>(value: T): T {
  revalidatePath("/settings", "layout");
  return value;
}
