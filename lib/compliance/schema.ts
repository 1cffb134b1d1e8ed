import { z } from "zod";
import { linesField } from "@/lib/fields";
import { NOTE_MAX, REASON_MAX } from "./terms";

/** Inputs of compliance. */
const controlId = z
  .string()
  .regex(/^[a-z0-9-]{2,30}\/[A-Za-z0-9.-]{1,30}$/, { error: "This is not an id of a control." });
const personId = z.string().regex(/^per_[0-9a-z]{1,40}$/, { error: "This is not an id of a person." });
const stepId = z.string().regex(/^[a-z-]{2,40}$/, { error: "This is not a step of the guide." });
/** The version that the person saw; 0: nobody has said anything about it yet. */
const version = z.number().int().min(0);

export const assignControlSchema = z.strictObject({ id: controlId, version, ownerId: personId.nullable() });
export type AssignControlInput = z.input<typeof assignControlSchema>;

export const scopeControlSchema = z
  .strictObject({ id: controlId, version, applies: z.boolean(), note: linesField(NOTE_MAX).default("") })
  .refine(({ applies, note }) => applies || note.length >= 10, {
    path: ["note"],
    error: "Say in at least 10 characters why it does not apply.",
  });
export type ScopeControlInput = z.input<typeof scopeControlSchema>;

export const beginGuideSchema = z.strictObject({
  beginsOn: z.iso.date({ error: "Choose the day on which it begins." }),
});
export type BeginGuideInput = z.input<typeof beginGuideSchema>;

export const putAsideSchema = z.strictObject({
  step: stepId,
  reason: linesField(REASON_MAX).refine((text) => text.length >= 10, { error: "Say in at least 10 characters why." }),
});
export type PutAsideInput = z.input<typeof putAsideSchema>;

export const takeUpSchema = z.strictObject({ step: stepId });
export type TakeUpInput = z.input<typeof takeUpSchema>;
