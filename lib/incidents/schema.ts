import { z } from "zod";
import { lineField, linesField } from "@/lib/fields";
import { TARGET_KINDS } from "@/lib/policy/terms";
import { LIMITS } from "./terms";

export * from "./terms";
export type * from "./views";

const switchId = z.string().regex(/^kil_[0-9a-z]{1,40}$/, { error: "This is not an id of a kill switch." });
const reason = linesField(LIMITS.reason).refine((text) => text.length >= 5, {
  error: "Give a reason of at least 5 characters.",
});

const targetShape = {
  targetKind: z.enum(TARGET_KINDS),
  /** An id of an agent or a person; a name; "server/tool"; empty for everything. */
  target: z.string().max(LIMITS.target).default(""),
};

export const previewSwitchSchema = z.strictObject(targetShape);
export type PreviewSwitchInput = z.input<typeof previewSwitchSchema>;

export const throwSwitchSchema = z.strictObject({
  ...targetShape,
  reason,
  drill: z.boolean().default(false),
  revokeCredentials: z.boolean().default(false),
  /** The target's name as the person typed it; "stop everything" for everything. A drill asks for none. */
  confirmation: z.string().max(LIMITS.target).default(""),
});
export type ThrowSwitchInput = z.input<typeof throwSwitchSchema>;

/** `version` is the one the person saw. */
export const requestLiftSchema = z.strictObject({ id: switchId, version: z.number().int().positive(), reason });
export type RequestLiftInput = z.input<typeof requestLiftSchema>;

export const liftSwitchSchema = z.strictObject({ id: switchId, version: z.number().int().positive() });
export type LiftSwitchInput = z.input<typeof liftSwitchSchema>;

export const findTargetsSchema = z.strictObject({
  targetKind: z.enum(["agent", "owner", "tool", "server", "provider"]),
  q: lineField(100),
});
export type FindTargetsInput = z.input<typeof findTargetsSchema>;
