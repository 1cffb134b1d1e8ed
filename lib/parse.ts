import type { z } from "zod";
import { CountersignError, type FieldIssue } from "@/lib/errors";

/**
 * The input of a verb, read by its strict schema.
 * @throws CountersignError `invalid` with one issue per field
 */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new CountersignError("invalid", "Some fields need your attention.", issuesOf(result.error));
}

/** A zod error as the issues our errors carry: dotted paths, one sentence each. */
export function issuesOf(error: z.core.$ZodError): FieldIssue[] {
  return error.issues.map((issue) => ({ path: issue.path.map(String).join("."), message: issue.message }));
}
