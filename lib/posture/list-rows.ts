import { requirePermission } from "@/lib/access";
import type { Context } from "@/lib/context";
import { CountersignError } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { selectDays } from "./history/queries";
import { measure, selectRows } from "./measured/queries";
import { rowView } from "./measured/rows";
import { MEASURE_OF } from "./measures";
import { dayOf, daysBefore } from "./rules";
import { type PostureRowsInput, postureRowsSchema } from "./schema";
import { isShown, scopeFor } from "./scope";
import { TREND_DAYS } from "./terms";
import { measuredView } from "./trends";
import type { PostureRowsPage } from "./views";

/**
 * The rows behind a number of the posture (D1), the oldest first, by keyset: found by the same words that the number was counted by.
 * @throws CountersignError `forbidden` for a number of which the caller may see only a part, `not_found`, `invalid`
 */
export async function listPostureRows(ctx: Context, input: PostureRowsInput): Promise<PostureRowsPage> {
  const given = parseInput(postureRowsSchema, input);
  const { team } = await scopeFor(ctx, given.teamId);
  const teamId = team?.id ?? null;
  const asked = MEASURE_OF[given.measure];
  if (!isShown(ctx, asked, teamId)) {
    if (asked.organisation) throw new CountersignError("forbidden", "This number is of the whole organisation alone.");
    requirePermission(ctx, asked.verb, { teamId });
  }
  const extent = { teamId, now: ctx.now };
  const after = given.cursor === null ? null : placeOf(given.cursor);
  const today = dayOf(ctx.now);
  const [number, found, days] = await Promise.all([
    measure(asked.id, asked.unit === "share", extent),
    selectRows(asked.id, extent, { after, limit: given.limit + 1 }),
    selectDays(teamId, daysBefore(today, TREND_DAYS - 1)),
  ]);
  const last = found.length > given.limit ? found[given.limit - 1] : undefined;
  return {
    measure: measuredView(asked, number, { days, today, teamId }),
    team,
    work: asked.work,
    when: asked.when,
    rows: found.slice(0, given.limit).map((row) => rowView(asked, row)),
    next: last ? Buffer.from(JSON.stringify([last.place, last.key])).toString("base64url") : null,
  };
}

/** The place a page link names: an instant as the database writes it, and a key. */
function placeOf(cursor: string): { place: string; key: string } {
  const parts = parsedOrNull(Buffer.from(cursor, "base64url").toString("utf8"));
  if (Array.isArray(parts) && parts.length === 2) {
    const [place, key] = parts as unknown[];
    const fits = typeof key === "string" && /^[a-z0-9_ ]{1,120}$/.test(key);
    if (fits && typeof place === "string" && isPlace(place)) return { place, key };
  }
  throw new CountersignError("invalid", "This page link is damaged: begin at the first page.");
}

/** An instant as the database writes it, and one that there is: it refuses others in its own words. */
function isPlace(text: string): boolean {
  if (/^-?infinity$/.test(text)) return true;
  const [, day, time] = PLACE.exec(text) ?? [];
  const instant = `${day}T${time}.000Z`;
  return !Number.isNaN(Date.parse(instant)) && new Date(instant).toISOString() === instant;
}

const PLACE = /^(?!0000)(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.\d{1,6})?[+-](?:0\d|1[0-4])(?::[0-5]\d)?$/;

function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
