import { requireReach, visibility } from "@/lib/access";
import type { Context } from "@/lib/context";
import { CountersignError, notFound } from "@/lib/errors";
import { isId } from "@/lib/ids";
import { parseInput } from "@/lib/parse";
import { openFields } from "./person-keys";
import { valueText } from "./present";
import { isText, recordOf, viewsOf } from "./reading/events";
import { besideOf, type EventColumns, findEvent, findEvents, findPlace, seenBy } from "./reading/store";
import type { Seen } from "./reading/where";
import { type AuditSearchInput, auditSearchSchema, type EventDetail, type EventPage } from "./search";
import { reading } from "./store";

/** What the caller may read of the log. @throws CountersignError `forbidden` */
export function readable(ctx: Context): Promise<Seen> {
  requireReach(ctx, "audit.read");
  return seenBy(visibility(ctx.actor, "audit.read"), ctx.actor.id);
}

/**
 * A page of the timeline, newest first (L4), of what the caller may see. Keyset on (at, id): the same cost at any depth. Words
 * are found in what was followed and in the 5,000 oldest events that were not yet.
 */
export async function listEvents(ctx: Context, input: AuditSearchInput = {}): Promise<EventPage> {
  const search = parseInput(auditSearchSchema, input);
  const seen = await readable(ctx);
  const upwards = search.newerThan !== null;
  const cursor = search.newerThan ?? search.olderThan;
  const place = cursor ? await placeOf(seen, cursor) : null;
  const rows = await findEvents({ search, seen, place, upwards, now: ctx.now }, search.limit + 1);
  const more = rows.length > search.limit;
  const page = rows.slice(0, search.limit);
  if (upwards) page.reverse();
  const views = await viewsOf(ctx.actor, page);
  return {
    rows: views,
    older: (upwards ? cursor !== null : more) ? (views.at(-1)?.id ?? null) : null,
    newer: (upwards ? more : cursor !== null) ? (views[0]?.id ?? null) : null,
  };
}

/** Where a page begins. A page that begins at no event would look like the end of the log. */
async function placeOf(seen: Seen, cursor: string) {
  const place = await findPlace(seen, cursor);
  if (place) return place;
  throw new CountersignError("invalid", "This page link names no event that you may see: begin at the newest.");
}

/** One event with its record. @throws `not_found` for what does not exist or may not be seen */
export async function getEvent(ctx: Context, id: string): Promise<EventDetail> {
  if (!isId("evt", id)) throw notFound("event");
  const row = await findEvent(await readable(ctx), id);
  const [view] = row ? await viewsOf(ctx.actor, [row]) : [];
  if (!row || !view) throw notFound("event");
  const beside = (await besideOf([row])).get(id)?.beside ?? [];
  return {
    ...view,
    details: Object.entries(recordOf(row, beside)).map(([field, value]) => ({
      field,
      value: valueText(value),
      beside: !Object.hasOwn(row.details, field),
    })),
    personal: await personalOf(row, beside),
    leaf: row.leaf.toString("utf8"),
    leafHash: row.leaf_hash.toString("hex"),
  };
}

type Fields = readonly { field: string; value: string; personId: string | null }[];

/** What is about people, opened; what was erased says so. */
async function personalOf({ id, type }: EventColumns, beside: Fields): Promise<EventDetail["personal"]> {
  const fields = beside.filter(({ field }) => !isText(type, field)).map((field) => ({ ...field, eventId: id }));
  const opened = await openFields(reading(), fields);
  return opened.map(({ field, value }) => ({ field, value }));
}
