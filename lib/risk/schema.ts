import { z } from "zod";
import type { Capability, Effect, Tier } from "./terms";

export * from "./terms";

const text = z.string().max(200_000);
const parameterSchema = z.union([text, z.looseObject({ name: text })]);

/** A supplier's claims about its tool. All optional, none believed without trust. */
const annotationsSchema = z.looseObject({
  readOnlyHint: z.boolean().nullish(),
  destructiveHint: z.boolean().nullish(),
  openWorldHint: z.boolean().nullish(),
});
export type Annotations = z.output<typeof annotationsSchema>;

/** A tool as a server lists it. `params` names the parameters where the schema itself is not known. */
export const toolDescriptionSchema = z.looseObject({
  server: text.nullish(),
  tool: text,
  title: text.nullish(),
  description: text.nullish(),
  input_schema: z.unknown().optional(),
  params: z.array(parameterSchema).nullish(),
  annotations: annotationsSchema.nullish(),
});
export type ToolDescription = z.output<typeof toolDescriptionSchema>;

/** What a tool can do, how that weighs, and the words it rests on. */
export interface ToolRating {
  effect: Effect;
  capabilities: Capability[];
  tier: Tier;
  because: string[];
}

/** A right, by any of the names it goes by. */
export const permissionDescriptionSchema = z.looseObject({
  permission: text.optional(),
  action: text.optional(),
  role: text.optional(),
  description: text.nullish(),
});
export type PermissionDescription = z.output<typeof permissionDescriptionSchema>;

export interface PermissionRating extends ToolRating {
  /** Holding it can take over an environment. */
  controlPlane: boolean;
}

/** One addend of an agent's score with the fact it rests on; floors carry no points but a least tier. */
export interface Factor {
  id: string;
  points: number;
  because: string;
}
