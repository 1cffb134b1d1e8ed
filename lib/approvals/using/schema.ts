import { z } from "zod";
import { linesField } from "@/lib/fields";
import { LIMITS } from "../terms";

export const outcomeSchema = z.strictObject({
  outcome: z.enum(["executed", "failed", "unknown"]),
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/, "The digest is that of the approval, 64 hexadecimal digits.")
    .optional(),
});

export const resolveSchema = z.strictObject({
  id: z.string().regex(/^apr_[0-9a-z]{1,40}$/, { error: "This is not an id of a request." }),
  outcome: z.enum(["executed", "failed"]),
  note: linesField(LIMITS.textLength).refine((text) => text.length >= 10, { error: "Say in a sentence how you know." }),
});

export type ResolveInput = z.input<typeof resolveSchema>;
