import { z } from "zod";
import { linesField } from "@/lib/fields";
import { afterNumber, campaignIdSchema, itemNumber as number } from "../fields";
import { LIMITS, REMEDIATION_STATES } from "../terms";

const version = z.number().int().positive();
const digest = z.string().regex(/^[0-9a-f]{64}$/, { error: "This is not a digest of the effects." });
const reason = linesField(LIMITS.text).refine((text) => text.length >= LIMITS.reasonLeast, {
  error: `Give a reason of at least ${LIMITS.reasonLeast} characters.`,
});

export const closeSchema = z.strictObject({ id: campaignIdSchema, version, digest });
export type CloseInput = z.input<typeof closeSchema>;

export const withdrawCloseSchema = z.strictObject({ id: campaignIdSchema, version });
export type WithdrawCloseInput = z.input<typeof withdrawCloseSchema>;

/** One item, or all of a wave. */
export const undoSchema = z
  .strictObject({
    campaignId: campaignIdSchema,
    number: number.optional(),
    wave: z.number().int().min(0).max(2).optional(),
    reason,
  })
  .refine((given) => (given.number === undefined) !== (given.wave === undefined), {
    error: "Name one item, or one wave.",
  });
export type UndoInput = z.input<typeof undoSchema>;

export const remediationsSchema = z.strictObject({
  campaignId: campaignIdSchema,
  state: z.enum(REMEDIATION_STATES).optional(),
  wave: z.number().int().min(0).max(2).optional(),
  after: afterNumber.default(0),
  size: z.number().int().min(1).max(200).default(50),
});
export type RemediationsInput = z.input<typeof remediationsSchema>;

export const tasksSchema = z.strictObject({
  campaignId: campaignIdSchema.optional(),
  mine: z.boolean().default(false),
  state: z.enum(["open", "done", "all"]).default("open"),
});
export type TasksInput = z.input<typeof tasksSchema>;

/** An outside task or a failure is settled by a note; a conflict by a decision; where nobody can be asked, by a decision or a person. */
export const settleTaskSchema = z.strictObject({
  id: z.string().regex(/^ctk_[0-9a-z]{1,40}$/, { error: "This is not the id of a task." }),
  version,
  note: reason,
  decision: z.enum(["keep", "revoke"]).optional(),
  toPersonId: z
    .string()
    .regex(/^per_[0-9a-z_]{1,40}$/, { error: "This is not the id of a person." })
    .optional(),
});
export type SettleTaskInput = z.input<typeof settleTaskSchema>;

const exceptionSchema = z.strictObject({
  number,
  reason,
  controls: linesField(LIMITS.text).default(""),
  until: z.iso.datetime({ offset: true }).transform((given) => new Date(given)),
});
export const exceptionsSchema = z.strictObject({
  campaignId: campaignIdSchema,
  exceptions: z.array(exceptionSchema).min(1).max(500),
});
export type ExceptionsInput = z.input<typeof exceptionsSchema>;
export type Exceptions = z.output<typeof exceptionsSchema>;

export const signExceptionsSchema = exceptionsSchema.extend({ assertion: z.unknown() });
export type SignExceptionsInput = z.input<typeof signExceptionsSchema>;

export const finishSchema = z.strictObject({ id: campaignIdSchema, version });
export type FinishInput = z.input<typeof finishSchema>;
