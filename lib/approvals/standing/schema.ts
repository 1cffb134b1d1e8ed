import { z } from "zod";
import { conditionSchema } from "@/lib/entitlements/schema";
import type { Condition } from "@/lib/entitlements/terms";
import { linesField } from "@/lib/fields";
import { LIMITS } from "../terms";

const fromId = z.string().regex(/^apr_[0-9a-z]{1,40}$/, { error: "This is not an id of a request." });
const id = z.string().regex(/^std_[0-9a-z]{1,40}$/, { error: "This is not an id of a standing approval." });
const version = z.int().positive();
const reason = linesField(LIMITS.textLength).refine((text) => text.length >= 10, {
  error: "Say in at least 10 characters why.",
});

const extent = {
  fromId,
  conditions: z.array(conditionSchema).max(60),
  maxUses: z
    .int({ error: "Give a whole number." })
    .min(1, { error: "Once at least." })
    .max(LIMITS.standingUses, { error: `At most ${LIMITS.standingUses} times.` }),
  days: z
    .int({ error: "Give a whole number." })
    .min(1, { error: "One day at least." })
    .max(LIMITS.standingDays, { error: `At most ${LIMITS.standingDays} days.` }),
};

/** What is allowed in advance. */
export const extentSchema = z.strictObject(extent);
export interface ExtentInput {
  fromId: string;
  conditions: readonly Condition[];
  maxUses: number;
  days: number;
}

export const proposeSchema = z.strictObject({ ...extent, reason, assertion: z.unknown().optional() });
export interface ProposeInput extends ExtentInput {
  reason: string;
  /** {nonce, response} of the browser, where the tier asks for a signature; untrusted. */
  assertion?: unknown;
}

export const offerSchema = z.strictObject({ fromId });
export const standingIdSchema = z.strictObject({ id });

export const confirmSchema = z.strictObject({ id, version, assertion: z.unknown().optional() });
export type ConfirmInput = z.input<typeof confirmSchema>;

export const endSchema = z.strictObject({ id, version, reason });
export type EndInput = z.input<typeof endSchema>;
