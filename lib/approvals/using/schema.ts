import { z } from "zod";
import { cleanLines } from "@/lib/text";
import { LIMITS } from "../terms";

export const outcomeSchema = z.strictObject({
  outcome: z.enum(["executed", "failed", "unknown"]),
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/, "The digest is that of the approval, 64 hexadecimal digits.")
    .optional(),
});

export const resolveSchema = z.strictObject({
  id: z.string().min(1).max(64),
  outcome: z.enum(["executed", "failed"]),
  note: z
    .string()
    .transform((text) => cleanLines(text, LIMITS.textLength))
    .pipe(z.string().min(10, "Say in a sentence how you know.")),
});

export type ResolveInput = z.input<typeof resolveSchema>;
