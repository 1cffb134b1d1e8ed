import { z } from "zod";
import { agentIdSchema } from "../schema";

const number = z.number().int().positive().max(1_000_000_000);

export const listVersionsSchema = z.strictObject({
  agentId: agentIdSchema,
  olderThan: number.nullable().default(null),
});
export type ListVersionsInput = z.input<typeof listVersionsSchema>;

/** Two different versions; the order is that of the comparison, so that going back can be looked at as well. */
export const diffVersionsSchema = z
  .strictObject({ agentId: agentIdSchema, from: number, to: number })
  .refine(({ from, to }) => from !== to, { error: "Choose two different versions.", path: ["to"] });
export type DiffVersionsInput = z.input<typeof diffVersionsSchema>;
