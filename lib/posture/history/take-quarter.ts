import { createHash } from "node:crypto";
import { canonicalBytes, recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { boundsOf, quarterBefore, quarterOf, sourceOf } from "../rules";
import type { QuarterView } from "../views";
import { measureAll } from "./measure-all";
import { insertQuarter, isUnwritten, selectScopes, valuesOn } from "./store";

type Taken = Pick<QuarterView, "asOf" | "source" | "values">;

/**
 * Writes down how the last quarter ended, of the organisation and of each team, once and for ever, with its digest in the log (D1).
 * For the worker, in the first minutes after a quarter; who comes later takes the last day that was measured in it.
 * @returns how many were written
 */
export async function takeQuarter(ctx: Context): Promise<number> {
  const quarter = quarterBefore(quarterOf(ctx.now));
  let written = 0;
  for (const { teamId, lastDay } of await selectScopes(quarter, boundsOf(quarter))) {
    const source = sourceOf(quarter, lastDay, ctx.now);
    if (source && (await write(ctx, { quarter, teamId, taken: await taken(ctx, { source, teamId, lastDay }) })))
      written++;
  }
  return written;
}

async function taken(
  ctx: Context,
  { source, teamId, lastDay }: { source: QuarterView["source"]; teamId: string | null; lastDay: string },
): Promise<Taken> {
  if (source === "last_day") return { asOf: lastDay, source, values: await valuesOn(teamId, lastDay) };
  const values = await measureAll({ teamId, now: ctx.now });
  return {
    asOf: ctx.now.toISOString(),
    source,
    values: Object.fromEntries(values.map(({ id, value }) => [id, value])),
  };
}

/** The digest that the log holds of a quarter: SHA-256, hex, of the canonical JSON of everything that it says. */
export function quarterDigest(quarter: string, teamId: string | null, { asOf, source, values }: Taken): string {
  return createHash("sha256").update(canonicalBytes({ quarter, teamId, asOf, source, values })).digest("hex");
}

async function write(
  ctx: Context,
  { quarter, teamId, taken }: { quarter: string; teamId: string | null; taken: Taken },
): Promise<boolean> {
  const digest = quarterDigest(quarter, teamId, taken);
  return await inSqlTransaction(async (tx) => {
    if (!(await isUnwritten(tx, quarter, teamId))) return false;
    const eventId = await recordEvent(tx, ctx, {
      type: "posture.quarter_taken",
      targetId: teamId === null ? quarter : `${quarter}/${teamId}`,
      details: { quarter, teamId, digest },
    });
    await insertQuarter(tx, { quarter, teamId, measures: taken, digest, eventId, takenAt: ctx.now });
    return true;
  });
}
