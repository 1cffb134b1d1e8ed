import { z } from "zod";
import { linesField } from "@/lib/fields";
import { LIMITS } from "../terms";

const id = z.string().regex(/^cex_[0-9a-z]{1,40}$/, { error: "This is not an id of an exclusion." });
const version = z.int().positive();
const reason = linesField(LIMITS.text).refine((text) => text.length >= LIMITS.reasonLeast, {
  error: `Say in at least ${LIMITS.reasonLeast} characters why.`,
});

export const requestExclusionSchema = z
  .strictObject({
    targetKind: z.enum(["agent", "entitlement"]),
    targetId: z
      .string()
      .regex(/^(agt|ent)_[0-9a-z_]{1,40}$/, { error: "This is not an id of what is to be left out." }),
    reason,
    until: z.date({ error: "Say until when." }),
  })
  .refine(({ targetKind, targetId }) => targetId.startsWith(targetKind === "agent" ? "agt_" : "ent_"), {
    error: "This is not an id of what is to be left out.",
    path: ["targetId"],
  });
export type RequestExclusionInput = z.input<typeof requestExclusionSchema>;

export const decideExclusionSchema = z.strictObject({ id, version, answer: z.enum(["approve", "reject"]), reason });
export type DecideExclusionInput = z.input<typeof decideExclusionSchema>;

export const endExclusionSchema = z.strictObject({ id, version, reason });
export type EndExclusionInput = z.input<typeof endExclusionSchema>;
