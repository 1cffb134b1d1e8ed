import type { Context } from "@/lib/context";
import { sendsMails } from "@/lib/notifications";
import { RHYTHMS, type Rhythm } from "../terms";
import type { ScheduleView } from "../views";
import { nextOf } from "./next-of";
import { selectSchedules } from "./store";

export interface Schedules {
  schedules: ScheduleView[];
  /** Whether this installation sends mails at all. */
  mails: boolean;
  /** When the first report of each rhythm would come, ISO 8601. */
  firsts: Record<Rhythm, string>;
}

/** The reports that come to the caller. @param timeZone the zone that a new one would be read in */
export async function listSchedules(ctx: Context, timeZone: string): Promise<Schedules> {
  const rows = ctx.actor.kind === "user" ? await selectSchedules(ctx.actor.id) : [];
  return {
    schedules: rows.map(({ teamId, teamName, nextAt, lastAt, personId: _, version: __, ...row }) => ({
      ...row,
      team: teamId === null ? null : { id: teamId, name: teamName ?? teamId },
      nextAt: nextAt.toISOString(),
      lastAt: lastAt?.toISOString() ?? null,
    })),
    mails: sendsMails(),
    firsts: Object.fromEntries(
      RHYTHMS.map((rhythm) => [rhythm, nextOf({ rhythm, timeZone }, ctx.now).toISOString()]),
    ) as Record<Rhythm, string>,
  };
}
