import type { ActionState } from "@/lib/http/action-state";
import type { AddWebhookInput, MailPreferenceInput, WebhookRef } from "@/lib/notifications/schema";

type Act<Input, Value = unknown> = (input: Input) => Promise<ActionState<Value>>;

/** What a page hands in to act on webhooks: each a server action. */
export interface WebhookActions {
  add: Act<AddWebhookInput, { id: string; secret: string }>;
  rotate: Act<WebhookRef, { secret: string; formerUntil: string | null }>;
  pause: Act<WebhookRef>;
  resume: Act<WebhookRef>;
  remove: Act<WebhookRef, { dropped: number }>;
  test: Act<WebhookRef>;
}

export type RetryDelivery = Act<{ id: string }>;
export type SetMailPreference = Act<MailPreferenceInput, { version: number }>;
