import { z } from "zod";
import { linesField } from "@/lib/fields";
import { LIMITS, TIERS } from "../../terms";
import { RAISE_DAYS_MAX } from "./terms";

const id = z.string().regex(/^agt_[0-9a-z]{1,40}$/, { error: "This is not an id of an agent." });
const overrideId = z.string().regex(/^ovr_[0-9a-z]{1,40}$/, { error: "This is not an id of an override." });
const version = z.number().int().positive();
const reason = linesField(LIMITS.reason).refine((text) => text.length >= 10, {
  error: "Give a reason of at least 10 characters.",
});

/** `version` is the one the person saw; the override ends after `days`. */
export const overrideTierSchema = z.strictObject({
  id,
  version,
  tier: z.enum(TIERS),
  reason,
  days: z.number().int().min(1).max(RAISE_DAYS_MAX),
});
export type OverrideTierInput = z.input<typeof overrideTierSchema>;

export const approveOverrideSchema = z.strictObject({ id, version, overrideId });
export type ApproveOverrideInput = z.input<typeof approveOverrideSchema>;

export const rejectOverrideSchema = z.strictObject({ id, overrideId, reason });
export type RejectOverrideInput = z.input<typeof rejectOverrideSchema>;

export const withdrawOverrideSchema = z.strictObject({ id, overrideId });
export type WithdrawOverrideInput = z.input<typeof withdrawOverrideSchema>;

export const endOverrideSchema = z.strictObject({ id, version, reason });
export type EndOverrideInput = z.input<typeof endOverrideSchema>;

export const confirmFallSchema = z.strictObject({ id, version });
export type ConfirmFallInput = z.input<typeof confirmFallSchema>;
