import { z } from "zod";

const HALF_HOUR = 30;

/** `version` is the one the person saw. */
export const changeSettingsSchema = z.strictObject({
  version: z.number().int().positive(),
  coolDownMinutes: z
    .number()
    .int()
    .min(0, { error: "No time at all is 0 minutes." })
    .max(30 * 24 * 60, { error: "30 days at most." })
    // Anything shorter is gone before anybody has heard of the denial.
    .refine((minutes) => minutes === 0 || minutes >= HALF_HOUR, { error: "0 for none, or half an hour at least." }),
  mostPending: z
    .number()
    .int()
    .min(1, { error: "At least one request may wait." })
    .max(1_000, { error: "1,000 at most: nobody reads more." }),
  canariesPerWeek: z.number().int().min(0).max(20, { error: "20 for each reviewer at most." }),
});
export type ChangeSettingsInput = z.input<typeof changeSettingsSchema>;
