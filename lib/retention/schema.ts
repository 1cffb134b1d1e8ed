import { z } from "zod";
import { lineField, linesField } from "@/lib/fields";
import { isId } from "@/lib/ids";
import { HOLD_KINDS, MONTHS, RETENTION_CLASSES } from "./terms";

const version = z.number().int().positive();
const reason = linesField(2_000).refine((text) => text.length >= 10, {
  error: "Say why, in ten characters or more: whoever confirms reads it, and so does an auditor.",
});
const holdId = z.string().refine((id) => isId("hld", id), { error: "This is not the id of a hold." });
const erasureId = z.string().refine((id) => isId("ers", id), { error: "This is not the id of an erasure." });
const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString());

export const setRetentionSchema = z.strictObject({
  class: z.enum(RETENTION_CLASSES),
  months: z
    .number()
    .int()
    .min(MONTHS.least, { error: `Nothing is kept less than ${MONTHS.least} months.` })
    .max(MONTHS.most, { error: `Nothing is kept more than ${MONTHS.most} months (7 years).` }),
  version,
});
export type SetRetentionInput = z.input<typeof setRetentionSchema>;

export const confirmRetentionSchema = z.strictObject({ class: z.enum(RETENTION_CLASSES), version });
export type ConfirmRetentionInput = z.input<typeof confirmRetentionSchema>;

export const refuseRetentionSchema = z.strictObject({ class: z.enum(RETENTION_CLASSES), version, reason });
export type RefuseRetentionInput = z.input<typeof refuseRetentionSchema>;

export const scopeSchema = z
  .strictObject({
    kind: z.enum(HOLD_KINDS),
    id: lineField(200)
      .refine((text) => text !== "", { error: "Name what the hold is about." })
      .optional(),
    from: instant.optional(),
    to: instant.optional(),
  })
  .refine(({ kind, id }) => (kind === "everything") === (id === undefined), {
    error: "Name what the hold is about, or hold everything.",
    path: ["id"],
  })
  .refine(({ from, to }) => !from || !to || from < to, {
    error: "The end must come after the beginning.",
    path: ["to"],
  });
export type ScopeInput = z.input<typeof scopeSchema>;

export const askHoldSchema = z.strictObject({
  title: lineField(120).refine((text) => text.length >= 3, { error: "Name the matter, in three characters or more." }),
  reason,
  scope: scopeSchema,
});
export type AskHoldInput = z.input<typeof askHoldSchema>;

export const holdSchema = z.strictObject({ holdId, version });
export type HoldInput = z.input<typeof holdSchema>;

export const holdReasonSchema = z.strictObject({ holdId, version, reason });
export type HoldReasonInput = z.input<typeof holdReasonSchema>;

export const askErasureSchema = z.strictObject({
  personId: z.string().refine((id) => isId("per", id), { error: "Choose a person." }),
  reason,
});
export type AskErasureInput = z.input<typeof askErasureSchema>;

export const erasureSchema = z.strictObject({ erasureId, version });
export type ErasureInput = z.input<typeof erasureSchema>;

export const erasureReasonSchema = z.strictObject({ erasureId, version, reason });
export type ErasureReasonInput = z.input<typeof erasureReasonSchema>;
