import type { Visibility } from "@/lib/access";
import { sql } from "@/lib/db";
import type { AuditSearch } from "../search";
import { findByWords, run } from "./by-words/store";
import { type Driving, drivingFacet, estimateKeys } from "./driving";
import { COLUMNS, type EventColumns, found, type Place, type Question } from "./found";
import { boundsOf, type Facet, facetsOf, leftOut, type Seen } from "./where";
import { type Window, windowsOf } from "./windows";
import { askedFor, type Words, wordsFor } from "./words";

export type { EventColumns } from "./found";

export interface Asked {
  search: AuditSearch;
  seen: Seen;
  place: Place | null;
  upwards: boolean;
  now: Date;
}

/** What the reader may see, with the agents they answer for today. */
export async function seenBy(seen: Visibility, actorId: string): Promise<Seen> {
  if (seen.everything) return { everything: true, actorId, agentIds: [] };
  const { rows } = await sql().query<{ id: string }>({
    name: "audit-agents-seen",
    text: `select id from agents where team_id = any($1) or ($2::text in (owner_id, deputy_id, sponsor_id)
      and ($3::boolean or team_id = any($4)))`,
    values: [seen.teamIds, seen.ownerId, seen.ownEverywhere, seen.ownTeamIds],
  });
  return { everything: false, actorId, agentIds: rows.map((row) => row.id) };
}

/** What is asked, with the facet that is read by chosen by how often its values occur. Null: nothing can match. */
export async function questionOf({ search, seen, place, upwards }: Asked): Promise<Question | null> {
  const facets = facetsOf(search, seen);
  const words = await wordsAsked(search, facets);
  if (words === "none") return null;
  const { facet: driving, alone } = await chooseDriving(facets, words !== null);
  return { driving, alone, facets, not: leftOut(search), words, place, upwards };
}

async function wordsAsked(search: AuditSearch, facets: readonly Facet[]): Promise<Words | "none" | null> {
  const terms = askedFor(search);
  if (terms.length === 0) return null;
  const { rows } = await sql().query<{ term: string; tokens: string }>({
    name: "audit-tokens",
    text: "select term, audit_tokens(term) as tokens from unnest($1::text[]) with ordinality t (term, place) order by place",
    values: [[...terms, ...search.tool]],
  });
  const tools = new Map(rows.slice(terms.length).map(({ term, tokens }) => [term, tokens]));
  return wordsFor(rows.slice(0, terms.length), facets, tools) ?? "none";
}

async function chooseDriving(facets: readonly Facet[], worded: boolean): Promise<Driving> {
  const asked = facets.length > 1 || worded ? estimateKeys(facets) : { facets: [], values: [] };
  if (asked.values.length === 0) return drivingFacet(facets, new Map());
  const { rows } = await sql().query<{ facet: string; value: string; events: bigint }>({
    name: "audit-estimates",
    text: `select c.facet, c.value, c.events from unnest($1::text[], $2::text[]) k (facet, value)
      join audit_counts c on c.grain = 'ever' and c.facet = k.facet and c.start = timestamptz 'epoch' and c.value = k.value`,
    values: [asked.facets, asked.values],
  });
  return drivingFacet(facets, new Map(rows.map((row) => [`${row.facet} ${row.value}`, Number(row.events)])));
}

/** The matching events in their order, at most `limit`. */
export async function findEvents(asked: Asked, limit: number): Promise<EventColumns[]> {
  const question = await questionOf(asked);
  if (!question) return [];
  if (question.words) {
    return findByWords({ question, windows: windowsFor(asked), whole: placedBounds(asked), limit });
  }
  const rows: EventColumns[] = [];
  for (const window of windowsFor(asked)) {
    rows.push(...(await run<EventColumns>(sql(), found(question, window, limit - rows.length))));
    if (rows.length >= limit) break;
  }
  return rows;
}

function placedBounds({ search, place, upwards }: Asked): Window {
  const bounds = boundsOf(search);
  if (!place) return bounds;
  if (upwards) return { ...bounds, from: later(bounds.from, place.at) };
  const until = new Date(place.at.getTime() + 1);
  return { ...bounds, until: bounds.until && bounds.until < until ? bounds.until : until };
}

const later = (one: Date | null, other: Date) => (one && one > other ? one : other);

export function windowsFor(asked: Asked): Window[] {
  return windowsOf(placedBounds(asked), asked.upwards, asked.now);
}

/** What stands beside an event: its number in the tree, and texts and personal fields, sealed ones still sealed. */
export interface Beside {
  seq: bigint | null;
  beside: { field: string; value: string; personId: string | null }[];
}

/** What stands beside these events, by id. */
export async function besideOf(rows: readonly { id: string; at: Date }[]): Promise<Map<string, Beside>> {
  if (rows.length === 0) return new Map();
  const times = rows.map((row) => row.at.getTime());
  const [oldest, newest] = [new Date(Math.min(...times)), new Date(Math.max(...times))];
  const beside = await sql().query<Beside & { id: string }>(
    `select k.id, s.seq, (select coalesce(json_agg(json_build_object('field', p.field, 'value', p.value, 'personId', p.person_id)
        order by p.field), '[]') from audit_personal p where p.at = k.at and p.event_id = k.id and p.at between $3 and $4) as beside
      from unnest($1::timestamptz[], $2::text[]) k (at, id) left join log_sequence s on s.event_id = k.id`,
    [rows.map((row) => row.at), rows.map((row) => row.id), oldest, newest],
  );
  return new Map(beside.rows.map((row) => [row.id, row]));
}

/** One event by its id. */
export async function findEvent(
  seen: Seen,
  id: string,
): Promise<(EventColumns & { leaf: Buffer; leaf_hash: Buffer }) | null> {
  const { rows } = await sql().query<EventColumns & { leaf: Buffer; leaf_hash: Buffer }>(
    `select ${COLUMNS.map((column) => `e.${column}`).join(", ")}, e.leaf, e.leaf_hash from audit_events e
      where e.at = event_at($1) and e.id = $1 and ($2 or e.actor_id = $3 or e.agent_id = any($4))`,
    [id, seen.everything, seen.actorId, seen.agentIds],
  );
  return rows[0] ?? null;
}

/** The place of an event in the list, as far as the reader may see it. */
export async function findPlace(seen: Seen, id: string): Promise<Place | null> {
  const { rows } = await sql().query<Place>(
    `select e.at, e.id from audit_events e
      where e.at = event_at($1) and e.id = $1 and ($2 or e.actor_id = $3 or e.agent_id = any($4))`,
    [id, seen.everything, seen.actorId, seen.agentIds],
  );
  return rows[0] ?? null;
}
