import { z } from "zod";
import { auditSearchSchema } from "@/lib/audit/search";
import { lineField } from "@/lib/fields";
import { EXPORT_FORMATS, MOST_LINK_DAYS } from "./terms";

/** What is asked for; everything else of a search (cursor, page size) says nothing about an export. */
const search = auditSearchSchema.transform(({ olderThan: _older, newerThan: _newer, limit: _limit, ...rest }) => rest);

const exportQuerySchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("events"), search }),
  /** What a control of the catalogue names as its evidence: the search as it stood when it was asked. */
  z.strictObject({ kind: z.literal("control"), controlId: z.string().min(1).max(100), search }),
]);
export type ExportQuery = z.output<typeof exportQuerySchema>;

export const askExportSchema = z.strictObject({
  title: lineField(120).refine((text) => text !== "", { error: "Give it a title." }),
  query: exportQuerySchema,
  formats: z
    .array(z.enum(EXPORT_FORMATS))
    .min(1, "Choose at least one format.")
    .max(EXPORT_FORMATS.length)
    .transform((formats) => EXPORT_FORMATS.filter((format) => formats.includes(format) || format === "jsonl")),
  keepDays: z
    .number()
    .int()
    .min(1, "Keep it for one day at least.")
    .max(365, "Keep it for a year at most.")
    .default(30),
});
export type AskExportInput = z.input<typeof askExportSchema>;

export const exportIdSchema = z.strictObject({ id: z.string() });

export const createLinkSchema = z.strictObject({
  exportId: z.string(),
  recipient: lineField(120).refine((text) => text !== "", { error: "Say whom it is for." }),
  days: z
    .number()
    .int()
    .min(1, "Let the link work for one day at least.")
    .max(MOST_LINK_DAYS, `A link works for ${MOST_LINK_DAYS} days at most.`),
});
export type CreateLinkInput = z.input<typeof createLinkSchema>;

export const linkIdSchema = z.strictObject({ id: z.string() });
