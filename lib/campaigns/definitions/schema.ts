import { z } from "zod";
import { lineField, linesField } from "@/lib/fields";
import { planSchema } from "../launch/schema";
import { type CampaignPlan, LIMITS } from "../terms";

const id = z.string().regex(/^cdf_[0-9a-z]{1,40}$/, { error: "This is not an id of a definition." });
const version = z.int().positive();
const name = lineField(LIMITS.name).refine((text) => text.length >= 3, {
  error: "Give it a name of 3 characters at least.",
});
const schedule = z.string().trim().min(1).max(1_000, { error: "1,000 characters at most." }).nullable();
const timeZone = z.string().min(1).max(60);

const fields = {
  name,
  description: linesField(LIMITS.text),
  plan: planSchema,
  schedule,
  timeZone,
  fallbackId: z.string().regex(/^per_[0-9a-z_]{1,40}$/, { error: "Choose who gets what nobody else can judge." }),
};

export const createDefinitionSchema = z.strictObject({ ...fields, description: fields.description.default("") });
export type CreateDefinitionInput = Omit<z.input<typeof createDefinitionSchema>, "plan"> & { plan: CampaignPlan };

export const editDefinitionSchema = z.strictObject({ id, version, changes: z.strictObject(fields).partial() });
export type EditDefinitionInput = Omit<z.input<typeof editDefinitionSchema>, "changes"> & {
  changes: Partial<CreateDefinitionInput>;
};

export const definitionSeenSchema = z.strictObject({ id, version });
export type DefinitionSeenInput = z.input<typeof definitionSeenSchema>;

export const retireDefinitionSchema = z.strictObject({
  id,
  version,
  reason: linesField(LIMITS.text).refine((text) => text.length >= LIMITS.reasonLeast, {
    error: `Say in at least ${LIMITS.reasonLeast} characters why.`,
  }),
});
export type RetireDefinitionInput = z.input<typeof retireDefinitionSchema>;

export const previewScheduleSchema = z.strictObject({
  rule: z.string().trim().min(1).max(1_000),
  timeZone,
  from: z.date().optional(),
  count: z.int().min(1).max(20).default(5),
});
export type PreviewScheduleInput = z.input<typeof previewScheduleSchema>;
