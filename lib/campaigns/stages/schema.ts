import { z } from "zod";
import { linesField } from "@/lib/fields";
import { campaignIdSchema } from "../fields";
import { LIMITS } from "../terms";

const seen = { id: campaignIdSchema, version: z.int().positive() };
const reason = linesField(LIMITS.text).refine((text) => text.length >= LIMITS.reasonLeast, {
  error: `Give a reason of at least ${LIMITS.reasonLeast} characters.`,
});

export const haltSchema = z.strictObject({ ...seen, reason });
export type HaltInput = z.input<typeof haltSchema>;

export const resumeSchema = z.strictObject(seen);
export type ResumeInput = z.input<typeof resumeSchema>;
