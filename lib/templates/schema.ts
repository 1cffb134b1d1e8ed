import { z } from "zod";
import { AGENT_KINDS, type AgentFields, agentIdSchema } from "@/lib/agents/schema";
import { lineField, linesField } from "@/lib/fields";
import { AUTONOMIES, CAPABILITIES, DATA_CLASSES, EXPOSURES, PRIVILEGE_CLASSES } from "@/lib/risk/schema";
import { LIMITS } from "./terms";

export * from "./terms";
export type * from "./views";

export const templateIdSchema = z.string().regex(/^tpl_[0-9a-z]{1,40}$/, { error: "This is no id of a template." });

/** A tool that the agent is expected to have, by what it does. `limit` says in words how far it may go. */
const expectedToolSchema = z.strictObject({
  what: z.string().max(LIMITS.line),
  capabilities: z.array(z.enum(CAPABILITIES)),
  limit: z.string().max(LIMITS.line),
});
export type ExpectedTool = z.output<typeof expectedToolSchema>;

/** What a template settles: an agent that stays within it was thought through before. */
export const templateContentSchema = z.strictObject({
  kind: z.enum(AGENT_KINDS),
  /** With gaps in square brackets, for whoever registers. */
  purpose: z.string().max(2000),
  autonomy: z.enum(AUTONOMIES),
  exposure: z.enum(EXPOSURES),
  dataRead: z.array(z.enum(DATA_CLASSES)),
  dataWritten: z.array(z.enum(DATA_CLASSES)),
  privileges: z.array(z.enum(PRIVILEGE_CLASSES)),
  tools: z.array(expectedToolSchema).max(LIMITS.tools),
  /** What must not be added, each as one sentence. */
  mustNot: z.array(z.string().max(LIMITS.line)).max(LIMITS.rules),
});
export type TemplateContent = z.output<typeof templateContentSchema>;

/** The fields of a registration that a template fills. */
export type TemplateFields = Pick<
  AgentFields,
  "kind" | "purpose" | "autonomy" | "exposure" | "dataRead" | "dataWritten" | "privileges"
>;

export const proposeTemplateSchema = z.strictObject({
  agentId: agentIdSchema,
  name: lineField(LIMITS.name).refine((name) => name.length > 0, { error: "Give the template a name." }),
  description: linesField(LIMITS.description).refine((text) => text.length >= 20, {
    error: "Say in at least 20 characters when to use it.",
  }),
  mustNot: z
    .array(lineField(LIMITS.line))
    .max(LIMITS.rules)
    .default([])
    .transform((given) => [...new Set(given.filter(Boolean))]),
});
export type ProposeTemplateInput = z.input<typeof proposeTemplateSchema>;

/** `version` is the one the person saw. */
export const decideTemplateSchema = z.strictObject({ id: templateIdSchema, version: z.number().int().positive() });
export type DecideTemplateInput = z.input<typeof decideTemplateSchema>;
