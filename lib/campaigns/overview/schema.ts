import { z } from "zod";
import { searchField } from "@/lib/fields";
import { TIERS } from "@/lib/risk/terms";
import { afterNumber } from "../fields";
import { ITEM_STATES } from "../terms";

export const campaignIdSchema = z
  .string()
  .regex(/^cmp_[0-9a-z_]{1,40}$/, { error: "This is not an id of a campaign." });

const OUTCOMES = ["keep", "revoke", "reduce", "transfer", "suspend"] as const;

export const itemFilterSchema = z.strictObject({
  campaignId: campaignIdSchema,
  stage: z.int().min(1).max(20).nullish(),
  seat: z
    .string()
    .regex(/^[0-9a-z_:]{0,80}$/, { error: "This is not a seat." })
    .nullish(),
  tier: z.enum(TIERS).nullish(),
  /** Any of these; left out or null: whatever it is. */
  states: z.array(z.enum(ITEM_STATES)).min(1).max(ITEM_STATES.length).nullish(),
  /** Any of these; `none`: nobody decided yet. */
  decisions: z
    .array(z.enum([...OUTCOMES, "none"]))
    .min(1)
    .max(6)
    .nullish(),
  after: afterNumber.nullish(),
  size: z.int().min(1).max(200).default(50),
});
export type ItemFilterInput = z.input<typeof itemFilterSchema>;
export type ItemFilter = z.output<typeof itemFilterSchema>;

export const pastSearchSchema = z.strictObject({
  q: searchField(120).default(""),
  after: campaignIdSchema.nullish(),
  size: z.int().min(1).max(100).default(25),
});
export type PastSearchInput = z.input<typeof pastSearchSchema>;
