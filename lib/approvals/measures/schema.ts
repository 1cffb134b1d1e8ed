import { z } from "zod";
import { PRIVILEGE_CLASSES } from "@/lib/risk/terms";
import { DAYS, MEASURED_OUTCOMES } from "./terms";

/** Which requests are measured: those of the last so many days, of one group, tool or team. Everything has a default. */
export const measuresSearchSchema = z.strictObject({
  days: z.union([z.literal(DAYS[0]), z.literal(DAYS[1]), z.literal(DAYS[2])]).default(DAYS[1]),
  group: z.enum(PRIVILEGE_CLASSES).nullable().default(null),
  /** "server/tool" */
  tool: z.string().min(3).max(1_000).nullable().default(null),
  teamId: z
    .string()
    .regex(/^tem_[0-9a-z]{1,40}$/)
    .nullable()
    .default(null),
});
export type MeasuresSearch = z.output<typeof measuresSearchSchema>;
export type MeasuresSearchInput = z.input<typeof measuresSearchSchema>;

/** The requests behind one number. `after`: the last row that was shown, to read on from it. */
export const measuredListSchema = measuresSearchSchema.extend({
  outcome: z.enum(MEASURED_OUTCOMES).nullable().default(null),
  /** One day of the period, UTC. */
  day: z.iso.date().nullable().default(null),
  /** What else is asked of the rows. */
  only: z
    .enum(["viewed", "decided", "quick", "bulk", "joined", "late_denial", "break_glass", "to_review", "canary"])
    .nullable()
    .default(null),
  /** Decided by this person. */
  reviewerId: z
    .string()
    .regex(/^per_[0-9a-z]{1,40}$/)
    .nullable()
    .default(null),
  after: z
    .string()
    .regex(/^apr_[0-9a-z]{1,40}$/)
    .nullable()
    .default(null),
});
export type MeasuredList = z.output<typeof measuredListSchema>;
export type MeasuredListInput = z.input<typeof measuredListSchema>;
