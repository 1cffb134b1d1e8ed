import { z } from "zod";
import { PRIVILEGE_CLASSES } from "@/lib/risk/terms";
import { QUEUE_VIEWS } from "../terms";

const approvalId = z.string().regex(/^apr_[0-9a-z]{1,40}$/, { error: "This is not an id of a request." });

/** `after`: the last row that was shown, to read on from it. */
export const queueFilterSchema = z.strictObject({
  view: z.enum(QUEUE_VIEWS).default("mine"),
  group: z.enum(PRIVILEGE_CLASSES).nullable().default(null),
  after: approvalId.nullable().default(null),
  limit: z.number().int().min(1).max(200).default(100),
});
export type QueueFilter = z.output<typeof queueFilterSchema>;
export type QueueFilterInput = z.input<typeof queueFilterSchema>;
