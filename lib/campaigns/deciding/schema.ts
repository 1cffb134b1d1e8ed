import { z } from "zod";
import { shapeSchema } from "@/lib/entitlements/schema";
import { LIMITS as GRANT_LIMITS } from "@/lib/entitlements/terms";
import { linesField } from "@/lib/fields";
import { campaignIdSchema, itemNumber as number } from "../fields";
import { DECISIONS, LIMITS, REASONS, RECOMMENDATIONS } from "../terms";

const personId = z.string().regex(/^per_[0-9a-z_]{1,40}$/, { error: "This is not an id of a person." });
const version = z.int().positive();
const text = linesField(LIMITS.text);
const why = text.refine((given) => given.length >= LIMITS.reasonLeast, {
  error: `Say why, in ${LIMITS.reasonLeast} characters at least.`,
});
const MOST_DWELL_MS = 86_400_000;
const dwellMillis = z.int().min(0).max(MOST_DWELL_MS);

/** Of a reduce: the grants that take the place of the old one, each a part of it. Of a transfer: who would take the agent on. */
const change = z.union([z.array(shapeSchema).min(1).max(GRANT_LIMITS.parts), z.strictObject({ personId })]);

interface Said {
  decision: (typeof DECISIONS)[number];
  reason: string;
  text: string;
  change?: unknown;
}

function checkReason({ decision, reason, text: words }: Said, issues: z.RefinementCtx): void {
  const refuse = (path: string, message: string) => issues.addIssue({ code: "custom", path: [path], message });
  if (!REASONS[decision].includes(reason)) refuse("reason", "Choose a reason of the list.");
  if (reason === "other" && words.length < LIMITS.reasonLeast) {
    refuse("text", `Write the reason, in ${LIMITS.reasonLeast} characters at least.`);
  }
}

function checkChange({ decision, change: given }: Said, issues: z.RefinementCtx): void {
  const refuse = (message: string) => issues.addIssue({ code: "custom", path: ["change"], message });
  const parts = Array.isArray(given);
  if (decision === "reduce" && !parts) refuse("Say what it is reduced to.");
  if (decision === "transfer" && (parts || !given)) refuse("Say who should take it on.");
  if ((decision === "keep" || decision === "revoke") && given)
    refuse("Only a reduce or transfer has something to change.");
}

const decision = {
  campaignId: campaignIdSchema,
  number,
  version,
  /** Digest of the living rights that were on the screen. */
  digest: z.string().regex(/^[0-9a-f]{64}$/, { error: "This is not the digest of a right." }),
  decision: z.enum(DECISIONS),
  reason: z.string().min(1, { error: "Choose a reason." }).max(60),
  text: text.default(""),
  change: change.nullable().default(null),
  dwellMillis,
  recommended: z.enum(RECOMMENDATIONS),
};
const checked = (given: Said, issues: z.RefinementCtx) => {
  checkReason(given, issues);
  checkChange(given, issues);
};

export const decideItemSchema = z.strictObject(decision).superRefine(checked);
export type DecideItemInput = z.input<typeof decideItemSchema>;
export type DecideItem = z.output<typeof decideItemSchema>;

/** After the sign-off nothing is changed without words. */
export const correctDecisionSchema = z.strictObject({ ...decision, text: why }).superRefine(checked);
export type CorrectDecisionInput = z.input<typeof correctDecisionSchema>;

export const decideBulkSchema = z
  .strictObject({
    campaignId: campaignIdSchema,
    numbers: z
      .array(number)
      .min(1, { error: "Choose what to decide." })
      .max(LIMITS.bulk, { error: `Decide ${LIMITS.bulk} at once at most.` })
      .transform((given) => [...new Set(given)].sort((a, b) => a - b)),
    decision: z.enum(["keep", "revoke"], { error: "Reduce and transfer are decided one by one." }),
    reason: z.string().min(1, { error: "Choose a reason." }).max(60),
    text: text.default(""),
  })
  .superRefine(checkReason);
export type DecideBulkInput = z.input<typeof decideBulkSchema>;

export const reassignItemSchema = z.strictObject({
  campaignId: campaignIdSchema,
  number,
  version,
  toPersonId: personId,
  note: why,
});
export type ReassignItemInput = z.input<typeof reassignItemSchema>;

export const signOffSchema = z.strictObject({ campaignId: campaignIdSchema });
export type SignOffInput = z.input<typeof signOffSchema>;
