import { z } from "zod";
import { lineField } from "@/lib/fields";
import { personIdSchema } from "../schema";

/** The longest absence: whoever is away for longer has left, or changed their work. */
export const ABSENCE_DAYS = 366;

const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

export const absenceSchema = z.strictObject({
  /** Whose; absent: the caller's own. */
  personId: personIdSchema.optional(),
  from: instant,
  until: instant,
  /** Who decides meanwhile; null: nobody in particular, the group's others are asked. */
  delegateId: personIdSchema.nullable(),
  note: lineField(200).default(""),
});
export type AbsenceInput = z.input<typeof absenceSchema>;

export const absenceRefSchema = z.strictObject({
  id: z.string().regex(/^abs_[0-9a-z]{1,40}$/, { error: "This is not an id of an absence." }),
});

export const absencesOfSchema = z.strictObject({ personId: personIdSchema.optional() });
