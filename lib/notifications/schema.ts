import { z } from "zod";
import { lineField } from "@/lib/fields";
import { CHANNELS, DELIVERY_STATES, ENDPOINT_KINDS, KINDS, LIMITS, MAIL_MODES } from "./terms";

export * from "./terms";

const minute = z.int().min(0).max(1_439);
export const mailPreferenceSchema = z.strictObject({
  version: z.int().min(0),
  mode: z.enum(MAIL_MODES),
  quietFrom: minute,
  quietTo: minute,
});
export type MailPreferenceInput = z.input<typeof mailPreferenceSchema>;

const endpointId = z.string().regex(/^whk_[0-9a-z]{1,40}$/, { error: "This is not an id of a webhook." });
const deliveryId = z.string().regex(/^dlv_[0-9a-z]{1,40}$/, { error: "This is not an id of a delivery." });
const agentId = z.string().regex(/^agt_[0-9a-z]{1,40}$/, { error: "This is not an id of an agent." });

export const addWebhookSchema = z.strictObject({
  name: lineField(LIMITS.nameLength).refine((name) => name.length > 0, { error: "Give the webhook a name." }),
  url: z
    .string()
    .trim()
    .max(LIMITS.urlLength)
    .refine((url) => isPlainAddress(url), { error: "Give a whole address, like https://example.com/countersign." }),
  /** Set: the callback of this agent. Null: it takes the events of the organisation. */
  agentId: agentId.nullable().default(null),
  /** Empty: all. */
  kinds: z.array(z.enum(ENDPOINT_KINDS)).max(ENDPOINT_KINDS.length).default([]),
});
export type AddWebhookInput = z.input<typeof addWebhookSchema>;

export const webhookRefSchema = z.strictObject({ id: endpointId, version: z.int() });
export type WebhookRef = z.input<typeof webhookRefSchema>;
export const deliveryRefSchema = z.strictObject({ id: deliveryId });

export const deliverySearchSchema = z.strictObject({
  state: z.enum(DELIVERY_STATES).nullable().default(null),
  channel: z.enum(CHANNELS).nullable().default(null),
  kind: z.enum(KINDS).nullable().default(null),
  cursor: z.string().max(600).nullable().default(null),
  limit: z.int().min(1).max(100).default(50),
});
export type DeliverySearch = z.output<typeof deliverySearchSchema>;
export type DeliverySearchInput = z.input<typeof deliverySearchSchema>;

function isPlainAddress(text: string): boolean {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol)) return false;
  return url.username === "" && url.password === "" && url.hash === "";
}
