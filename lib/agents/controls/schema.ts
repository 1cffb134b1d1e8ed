import { z } from "zod";
import { linesField } from "@/lib/fields";
import { agentIdSchema, LIMITS } from "../schema";
import { CONTROL_IDS } from "./terms";

export * from "./terms";

const reason = linesField(LIMITS.reason).refine((text) => text.length >= 5, {
  error: "Give a reason of at least 5 characters.",
});
const version = z.number().int().positive();

/** `until` is a day ("2027-03-31"): the waiver ends with that day, in UTC. */
export const waiveControlSchema = z.strictObject({
  id: agentIdSchema,
  version,
  control: z.enum(CONTROL_IDS),
  reason,
  until: z.iso.date({ error: "Choose a day." }),
});
export type WaiveControlInput = z.input<typeof waiveControlSchema>;

export const endWaiverSchema = z.strictObject({
  waiverId: z.string().regex(/^wav_[0-9a-z]{1,40}$/, { error: "This is not the id of a waiver." }),
});
export type EndWaiverInput = z.input<typeof endWaiverSchema>;

/** `note` says what was looked at; it stands in the audit log. */
export const confirmRecordSchema = z.strictObject({
  id: agentIdSchema,
  version,
  note: linesField(LIMITS.reason).default(""),
});
export type ConfirmRecordInput = z.input<typeof confirmRecordSchema>;
