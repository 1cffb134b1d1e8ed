import { requireReach, type Visibility, visibility } from "@/lib/access";
import type { Context } from "@/lib/context";
import { sql } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import { isId } from "@/lib/ids";
import { parseInput } from "@/lib/parse";
import { namesOf } from "./names";
import { eventType, sentenceOf, typeLabel, valueText } from "./present";
import {
  type AuditSearch,
  type AuditSearchInput,
  auditSearchSchema,
  type EventDetail,
  type EventFacets,
  type EventPage,
  type EventView,
  type Ref,
} from "./search";
import type { EventTypeName } from "./vocabulary";

const FACET_WINDOW = 10_000;

interface Row {
  id: string;
  at: Date;
  type: EventTypeName;
  severity: EventView["severity"];
  outcome: EventView["outcome"];
  actor_kind: string;
  actor_id: string;
  agent_id: string | null;
  target_kind: string;
  target_id: string;
  correlation_id: string;
  /** What stands in the leaf; `recordOf` puts the texts beside it back among them. */
  details: Record<string, unknown>;
  beside: { field: string; value: string }[];
  seq: bigint | null;
}

const FROM = `from audit_events e left join agents a on a.id = e.agent_id left join log_sequence s on s.event_id = e.id`;
const COLUMNS = `e.id, e.at, e.type, e.severity, e.outcome, e.actor_kind, e.actor_id, e.agent_id, e.target_kind, e.target_id,
  e.correlation_id, e.details, s.seq, (select coalesce(json_agg(json_build_object('field', p.field, 'value', p.value) order by p.field), '[]')
    from audit_personal p where p.at = e.at and p.event_id = e.id) as beside`;

/** A page of the timeline, newest first (L4), of what the caller may see. Keyset on (at, id): the same cost at any depth. */
export async function listEvents(ctx: Context, input: AuditSearchInput = {}): Promise<EventPage> {
  const search = parseInput(auditSearchSchema, input);
  const where = conditions(readable(ctx), ctx.actor.id, search);
  const upwards = search.newerThan !== null;
  const cursor = search.newerThan ?? search.olderThan;
  if (cursor) {
    const place = await placeOf(ctx, cursor);
    where.add(`(e.at, e.id) ${upwards ? ">" : "<"} (${where.bind(place.at)}, ${where.bind(place.id)})`);
  }
  const order = upwards ? "asc" : "desc";
  const text = `select ${COLUMNS} ${FROM} where ${where.text()} order by e.at ${order}, e.id ${order}
    limit ${where.bind(search.limit + 1)}`;
  const { rows } = await sql().query<Row>(text, where.values);
  const more = rows.length > search.limit;
  const page = rows.slice(0, search.limit);
  if (upwards) page.reverse();
  const views = await present(page);
  return {
    rows: views,
    older: (upwards ? cursor !== null : more) ? (views.at(-1)?.id ?? null) : null,
    newer: (upwards ? more : cursor !== null) ? (views[0]?.id ?? null) : null,
  };
}

/** Where a page begins. A page that begins at no event would look like the end of the log. */
async function placeOf(ctx: Context, cursor: string): Promise<{ at: Date; id: string }> {
  const where = conditions(readable(ctx), ctx.actor.id, auditSearchSchema.parse({}));
  where.add(`e.at = event_at(${where.bind(cursor)}) and e.id = $${where.values.length}`);
  const { rows } = await sql().query<{ at: Date; id: string }>(
    `select e.at, e.id ${FROM} where ${where.text()}`,
    where.values,
  );
  if (rows[0]) return rows[0];
  throw new CountersignError("invalid", "This page link names no event that you may see: begin at the newest.");
}

/** Counts by kind, severity and actor over the newest matching events; one pass, bounded. */
export async function eventFacets(ctx: Context, input: AuditSearchInput = {}): Promise<EventFacets> {
  const search = parseInput(auditSearchSchema, input);
  const where = conditions(readable(ctx), ctx.actor.id, search);
  const text = `with seen as (select e.type, e.severity, e.actor_kind, e.actor_id ${FROM} where ${where.text()}
      order by e.at desc, e.id desc limit ${where.bind(FACET_WINDOW)})
    select type, severity, actor_kind, actor_id, count(*)::int as count from seen
    group by grouping sets ((type), (severity), (actor_kind, actor_id), ()) order by count desc`;
  interface Counted {
    type: string | null;
    severity: string | null;
    actor_kind: string | null;
    actor_id: string | null;
    count: number;
  }
  const { rows } = await sql().query<Counted>(text, where.values);
  const total = rows.find((row) => !row.type && !row.severity && !row.actor_id)?.count ?? 0;
  const actors = rows.flatMap((row) =>
    row.actor_id ? [{ ...row, kind: row.actor_kind ?? "", id: row.actor_id }] : [],
  );
  const top = actors.slice(0, 20);
  const names = await namesOf(top);
  return {
    window: total,
    complete: total < FACET_WINDOW,
    kinds: rows.flatMap((row) => (row.type ? [{ value: row.type, label: typeLabel(row.type), count: row.count }] : [])),
    severities: rows.flatMap((row) =>
      row.severity ? [{ value: row.severity, label: row.severity, count: row.count }] : [],
    ),
    actors: top.map((row) => ({ value: row.id, label: names.get(row.id)?.name ?? row.id, count: row.count })),
  };
}

/** One event with its record. @throws `not_found` for what does not exist or may not be seen */
export async function getEvent(ctx: Context, id: string): Promise<EventDetail> {
  if (!isId("evt", id)) throw notFound("event");
  const where = conditions(readable(ctx), ctx.actor.id, auditSearchSchema.parse({}));
  where.add(`e.at = event_at(${where.bind(id)}) and e.id = $${where.values.length}`);
  const text = `select ${COLUMNS}, e.leaf, e.leaf_hash ${FROM} where ${where.text()}`;
  type Full = Row & { leaf: Buffer; leaf_hash: Buffer };
  const row = (await sql().query<Full>(text, where.values)).rows[0];
  if (!row) throw notFound("event");
  const [view] = await present([row]);
  if (!view) throw notFound("event");
  return {
    ...view,
    details: Object.entries(recordOf(row)).map(([field, value]) => ({
      field,
      value: valueText(value),
      beside: !Object.hasOwn(row.details, field),
    })),
    personal: row.beside.filter(({ field }) => !isText(row.type, field)),
    leaf: row.leaf.toString("utf8"),
    leafHash: row.leaf_hash.toString("hex"),
  };
}

async function present(page: readonly Row[]): Promise<EventView[]> {
  const rows = page.map((row) => ({ ...row, details: recordOf(row) }));
  const mentioned = rows.flatMap((row) => [
    { kind: row.actor_kind, id: row.actor_id },
    { kind: row.target_kind, id: row.target_id },
    ...(row.agent_id ? [{ kind: "agent", id: row.agent_id }] : []),
    ...Object.values(row.details).flatMap((value) => (typeof value === "string" ? [{ kind: "", id: value }] : [])),
  ]);
  const names = await namesOf(mentioned);
  const ref = (kind: string, id: string): Ref => names.get(id) ?? { kind, id, name: id };
  return rows.map((row) => {
    const target = nameFromRecord(ref(row.target_kind, row.target_id), row.details);
    return {
      id: row.id,
      at: row.at.toISOString(),
      type: row.type,
      severity: row.severity,
      outcome: row.outcome,
      actor: ref(row.actor_kind, row.actor_id),
      agent: row.agent_id ? ref("agent", row.agent_id) : null,
      target,
      correlationId: row.correlation_id,
      sentence: sentenceOf({ type: row.type, target, details: row.details, names }),
      seq: row.seq === null ? null : Number(row.seq),
    };
  });
}

/** What the event said, field by field: the details in its leaf and the texts beside it. */
function recordOf({ type, details, beside }: Pick<Row, "type" | "details" | "beside">): Record<string, unknown> {
  const texts = beside.filter(({ field }) => isText(type, field));
  return { ...Object.fromEntries(texts.map(({ field, value }) => [field, writtenAs(value)])), ...details };
}

/** A text's value from its canonical JSON; one that was changed past every wall is shown as it stands, for the self-audit to name. */
function writtenAs(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function isText(type: string, field: string): boolean {
  return eventType(type)?.texts.includes(field) ?? false;
}

/** A target that no table names any more keeps the name that the event recorded. */
function nameFromRecord(target: Ref, details: Record<string, unknown>): Ref {
  return target.name === target.id && typeof details.name === "string" ? { ...target, name: details.name } : target;
}

function readable(ctx: Context): Visibility {
  requireReach(ctx, "audit.read");
  return visibility(ctx.actor, "audit.read");
}

function conditions(seen: Visibility, actorId: string, search: AuditSearch) {
  const values: unknown[] = [];
  const parts: string[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const add = (part: string) => parts.push(part);
  if (!seen.everything) add(visibleSql(seen, actorId, bind));
  const types = search.kind.filter((kind) => kind.includes("."));
  const resources = search.kind.filter((kind) => !kind.includes(".")).map((resource) => `${resource}.%`);
  if (types.length || resources.length) add(`(e.type = any(${bind(types)}) or e.type like any(${bind(resources)}))`);
  if (search.severity.length) add(`e.severity = any(${bind(search.severity)})`);
  if (search.outcome.length) add(`e.outcome = any(${bind(search.outcome)})`);
  if (search.actorId.length) add(`e.actor_id = any(${bind(search.actorId)})`);
  if (search.agentId) add(`e.agent_id = ${bind(search.agentId)}`);
  if (search.targetId) add(`e.target_id = ${bind(search.targetId)}`);
  if (search.correlationId) add(`e.correlation_id = ${bind(search.correlationId)}`);
  if (search.from) add(`e.at >= ${bind(new Date(search.from))}`);
  if (search.to) add(`e.at <= ${bind(endOf(search.to))}`);
  return { values, bind, add, text: () => (parts.length ? parts.join(" and ") : "true") };
}

/** The last instant a "to" means: a date without a time includes its whole day. */
function endOf(to: string): Date {
  return to.length === 10 ? new Date(`${to}T23:59:59.999Z`) : new Date(to);
}

function visibleSql(seen: Visibility, actorId: string, bind: (value: unknown) => string): string {
  const alternatives = [`e.actor_id = ${bind(actorId)}`];
  if (seen.teamIds.length) alternatives.push(`a.team_id = any(${bind(seen.teamIds)})`);
  if (seen.ownerId) {
    const answers = `${bind(seen.ownerId)} in (a.owner_id, a.deputy_id, a.sponsor_id)`;
    alternatives.push(seen.ownEverywhere ? answers : `(${answers} and a.team_id = any(${bind(seen.ownTeamIds)}))`);
  }
  return `(${alternatives.join(" or ")})`;
}
