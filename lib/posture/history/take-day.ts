import type { Context } from "@/lib/context";
import { dayOf } from "../rules";
import { measureAll } from "./measure-all";
import { teamIds, upsertDay } from "./store";

/**
 * Writes down the numbers of today (UTC), of the organisation and of each team, in place of those of an hour ago: what stands of a day
 * in the end is its last hour. For the worker; several may do so at once.
 */
export async function takeDay(ctx: Context): Promise<void> {
  for (const teamId of [null, ...(await teamIds())]) {
    await upsertDay(teamId, dayOf(ctx.now), await measureAll({ teamId, now: ctx.now }));
  }
}
