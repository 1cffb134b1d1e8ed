import { z } from "zod";
import { lineField } from "@/lib/fields";
import { KINDS, LIMITS, PURPOSES } from "./terms";

/** `days`: after so many it ends; null: it is good until it is revoked. `rate`: events per second, on average. */
export const createApiKeySchema = z.strictObject({
  name: lineField(LIMITS.nameLength).refine((name) => name.length > 0, { error: "Give it a name." }),
  purpose: z.enum(PURPOSES),
  kind: z.enum(KINDS).default("other"),
  teamId: z
    .string()
    .regex(/^tem_[0-9a-z_]{1,40}$/, { error: "Choose a team from the list." })
    .nullable()
    .default(null),
  days: z
    .int()
    .min(1)
    .max(LIMITS.mostDays, { error: `At most ${LIMITS.mostDays} days.` })
    .nullable()
    .default(null),
  rate: z
    .int()
    .min(LIMITS.minRate, { error: "At least 1 event a second." })
    .max(LIMITS.maxRate, { error: `At most ${LIMITS.maxRate} events a second.` })
    .default(LIMITS.rate),
});
export type CreateApiKeyInput = z.input<typeof createApiKeySchema>;

export const apiKeyRefSchema = z.strictObject({
  id: z.string().regex(/^aky_[0-9a-z]{1,40}$/, { error: "This is not the id of a key." }),
});
export type ApiKeyRef = z.input<typeof apiKeyRefSchema>;
