import type { PaletteGroup, PaletteHit, PaletteKind } from "@/components/shell/palette-results";
import { exactTime } from "@/components/ui/time-text";
import { listImports, searchAgents } from "@/lib/agents";
import { ENVIRONMENT_LABELS, STATUS_LABELS } from "@/lib/agents/schema";
import { type EventTypeName, getEvent, listEvents, VOCABULARY } from "@/lib/audit";
import { sentenceText } from "@/lib/audit/present";
import type { EventView } from "@/lib/audit/search";
import { currentPerson } from "@/lib/auth";
import type { Context } from "@/lib/context";
import { isCountersignError } from "@/lib/errors";
import { consoleLog } from "@/lib/http/console-log";
import { isId } from "@/lib/ids";
import { listPeople } from "@/lib/people";

/** Hits of each kind: enough to choose from, few enough to see at once. */
const LIMIT = 5;

/** Asks every domain at once, each with the caller's own rights. What a role may not read is left out; what failed says so. */
export async function findEverywhere(ctx: Context, query: string): Promise<PaletteGroup[]> {
  const groups = await Promise.all([
    group(ctx, "agent", "Agents", () => findAgents(ctx, query)),
    group(ctx, "person", "People", () => findPeople(ctx, query)),
    group(ctx, "import", "Imports", () => findImports(ctx, query)),
    group(ctx, "event", "Audit log", () => findEvents(ctx, query)),
  ]);
  return groups.filter((found) => found.failed || found.hits.length > 0);
}

async function group(
  ctx: Context,
  kind: PaletteKind,
  label: string,
  find: () => Promise<PaletteHit[]>,
): Promise<PaletteGroup> {
  try {
    return { kind, label, hits: await find(), failed: false };
  } catch (error) {
    const refused = isCountersignError(error) && (error.code === "forbidden" || error.code === "not_found");
    if (!refused) consoleLog().error({ err: error, requestId: ctx.requestId, kind }, "palette search failed");
    return { kind, label, hits: [], failed: !refused };
  }
}

async function findAgents(ctx: Context, query: string): Promise<PaletteHit[]> {
  const { rows } = await searchAgents(ctx, { q: query, limit: LIMIT });
  return rows.map((row) => ({
    id: row.id,
    label: row.name,
    hint: [ENVIRONMENT_LABELS[row.environment], STATUS_LABELS[row.status], row.owner?.name ?? "no owner"].join(" · "),
    href: `/agents/${row.id}`,
  }));
}

async function findPeople(ctx: Context, query: string): Promise<PaletteHit[]> {
  const { rows } = await listPeople(ctx, { q: query, limit: LIMIT });
  return rows.map((row) => ({ id: row.id, label: row.name, hint: row.email, href: `/people/${row.id}` }));
}

/** Among the latest imports, by file name. */
async function findImports(ctx: Context, query: string): Promise<PaletteHit[]> {
  const timeZone = (await currentPerson())?.timeZone ?? "UTC";
  const asked = query.toLowerCase();
  const found = (await listImports(ctx)).filter(({ fileName }) => fileName.toLowerCase().includes(asked));
  return found.slice(0, LIMIT).map((made) => ({
    id: made.id,
    label: made.fileName,
    hint: [ENVIRONMENT_LABELS[made.environment], exactTime(new Date(made.createdAt), timeZone, "minute")].join(" · "),
    href: `/imports/${made.id}`,
  }));
}

/** Events by their id, by the id of their story, or by what happened ("suspended", "role granted"). */
async function findEvents(ctx: Context, query: string): Promise<PaletteHit[]> {
  const timeZone = (await currentPerson())?.timeZone ?? "UTC";
  const hit = (event: EventView): PaletteHit => ({
    id: event.id,
    label: `${event.actor.name} ${sentenceText(event.sentence)}`,
    hint: exactTime(new Date(event.at), timeZone, "minute"),
    href: `/audit?event=${event.id}`,
  });
  if (isId("evt", query)) return [hit(await getEvent(ctx, query))];
  if (isId("req", query)) return (await listEvents(ctx, { correlationId: query, limit: LIMIT })).rows.map(hit);
  const kind = kindsNamed(query);
  return kind.length > 0 ? (await listEvents(ctx, { kind, limit: LIMIT })).rows.map(hit) : [];
}

/** The event types whose name or sentence has every word of the query as the beginning of a word. */
function kindsNamed(query: string): EventTypeName[] {
  const asked = query.toLowerCase().split(/\s+/u);
  return (Object.keys(VOCABULARY) as EventTypeName[]).filter((type) => {
    const words = `${type} ${VOCABULARY[type].sentence.replaceAll(/\{\w+\}/gu, "")}`.toLowerCase().split(/[^a-z]+/u);
    return asked.every((word) => words.some((known) => known.startsWith(word)));
  });
}
