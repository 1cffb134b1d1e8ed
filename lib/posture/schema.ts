import { z } from "zod";
import { MEASURE_IDS, RHYTHMS } from "./terms";

const teamId = z
  .string()
  .regex(/^tem_[0-9a-z]{1,40}$/, { error: "This is not the id of a team." })
  .nullable()
  .default(null);

/** `teamId` null: the whole organisation, or the caller's own team where they see no more. */
export const postureSchema = z.strictObject({ teamId });
export type PostureInput = z.input<typeof postureSchema>;

export const postureRowsSchema = z.strictObject({
  measure: z.enum(MEASURE_IDS),
  teamId,
  /** Opaque: `next` of a former answer to the same question. */
  cursor: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,400}$/, { error: "This page link is damaged: begin at the first page." })
    .nullable()
    .default(null),
  limit: z.int().min(1).max(200).default(50),
});
export type PostureRowsInput = z.input<typeof postureRowsSchema>;

export const scheduleReportSchema = z.strictObject({
  rhythm: z.enum(RHYTHMS),
  teamId,
});
export type ScheduleReportInput = z.input<typeof scheduleReportSchema>;

export const unscheduleReportSchema = z.strictObject({
  id: z.string().regex(/^rsc_[0-9a-z]{1,40}$/, { error: "This is not the id of a schedule." }),
});
export type UnscheduleReportInput = z.input<typeof unscheduleReportSchema>;
