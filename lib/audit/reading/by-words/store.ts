import { inSqlTransaction, sql } from "@/lib/db";
import type { Queryable } from "../../store";
import { FEW } from "../driving";
import {
  type EventColumns,
  foundByWords,
  foundInTail,
  foundOfKeys,
  keysAmongFacet,
  keysAmongNext,
  type Place,
  type Question,
  type Select,
} from "../found";
import type { Facet } from "../where";
import type { Window } from "../windows";
import { FIRST_LOOK, isFacetFirst, isFewerThanWorded, nextLook, readsByFacet } from "./looking";
import { type Extent, extentOf, type Months, occupied } from "./months/months";
import { countedMonths } from "./months/store";

/** Events that audit_search does not hold yet are read one by one, at most so many. */
export const TAIL_READ = 5_000;

export interface AskedWords {
  question: Question;
  /** Stretch by stretch from where the page begins, and all of them as one. */
  windows: readonly Window[];
  whole: Window;
  limit: number;
}

/** The events that have the words, in their order, at most `limit`. */
export async function findByWords(asked: AskedWords): Promise<EventColumns[]> {
  const { question, whole, limit } = asked;
  // The tail first: what is followed meanwhile is then found twice rather than not at all.
  const keys = await tailKeys();
  const tail = keys.length ? await run<EventColumns>(sql(), foundInTail(question, whole, { limit, keys })) : [];
  return merged(await findFollowed(asked), tail, asked);
}

/** What was found so far and from where on to go on. */
interface Course {
  question: Question;
  limit: number;
  months: Months;
  rows: EventColumns[];
  /** Events that were looked through in the order of time, and how many of them have the words whatever else is asked. */
  seen: { looked: number; worded: number };
  /** How many events to look through next in the order of time; 0: no more. */
  next: number;
}

/**
 * From stretch to stretch until there are enough: event by event as long as that reads less, then, where a facet has few events,
 * among those, and else by the index.
 */
async function findFollowed({ question, windows, whole, limit }: AskedWords): Promise<EventColumns[]> {
  const months = await countedMonths(question.facets);
  const first = isFacetFirst({ alone: question.alone, driving: drivingOf(question, extentOf(whole, months)) });
  const course: Course = {
    question,
    limit,
    months,
    rows: [],
    seen: { looked: 0, worded: 0 },
    next: first ? 0 : FIRST_LOOK,
  };
  for (const window of occupied(windows, months, question.upwards)) {
    const rest = await byTime(course, question, window);
    const left = rest && (await byFacet(course, rest, window));
    if (left) {
      const facetsAlone = isAskedByFacets(course, window);
      const asked = foundByWords(left, window, { limit: limit - course.rows.length, facetsAlone });
      course.rows.push(...(await byIndex((tx) => run<EventColumns>(tx, asked))));
    }
    if (course.rows.length >= limit) break;
  }
  return course.rows;
}

/** Looks through the newest events of a stretch, as long as enough of them match. @returns what is left to ask of it; null: nothing */
async function byTime(course: Course, question: Question, window: Window): Promise<Question | null> {
  const { rows, limit, seen } = course;
  let rest = question;
  while (course.next > 0) {
    const most = course.next;
    const look = await lookThrough(rest, window, {
      limit: limit - rows.length,
      keys: keysAmongNext(rest, window, most),
    });
    rows.push(...look.rows);
    seen.looked += look.looked;
    seen.worded += look.worded;
    if (seen.looked >= FIRST_LOOK) course.next = nextLook({ looked: seen.looked, found: rows.length }, limit);
    if (rows.length >= limit || look.looked < most) return null;
    rest = { ...rest, place: look.last ?? rest.place };
  }
  return rest;
}

/** As `byTime`, among the events of the facet that is read by, as many as may be cheaper to read than the index. */
async function byFacet(course: Course, question: Question, window: Window): Promise<Question | null> {
  const { rows, limit } = course;
  let left = mostOfFacet(course, window);
  let rest = question;
  let most = Math.min(left, FIRST_LOOK);
  while (most > 0) {
    const look = await lookThrough(rest, window, {
      limit: limit - rows.length,
      keys: keysAmongFacet(rest, window, most),
    });
    rows.push(...look.rows);
    if (rows.length >= limit || look.looked < most) return null;
    rest = { ...rest, place: look.last ?? rest.place };
    left -= look.looked;
    most = Math.min(left, 2 * most);
  }
  return rest;
}

/** How many events a facet that is read by has; null: it is not counted, or there is none. */
function drivingOf({ facets, driving }: Question, extent: Extent): number | null {
  return driving ? (extent.facets[facets.indexOf(driving)] ?? null) : null;
}

function mostOfFacet({ question, months, seen, limit, rows }: Course, window: Window): number {
  const extent = extentOf(window, months);
  const driving = drivingOf(question, extent);
  // What is not counted, as a workflow or one record, does not stand among the words either: the index would find far more.
  if (driving === null) return question.alone ? FEW : 0;
  const others = shareOf(
    question.facets.filter((facet) => facet !== question.driving),
    { question, extent },
  );
  return readsByFacet({ events: extent.events, driving, others, seen, wanted: limit - rows.length });
}

/** How many of the events of a stretch meet these facets, 0 to 1, as if each had nothing to do with the others. */
function shareOf(facets: readonly Facet[], { question, extent }: { question: Question; extent: Extent }): number {
  const met = (facet: Facet) => extent.facets[question.facets.indexOf(facet)] ?? extent.events;
  return facets.reduce((share, facet) => share * (met(facet) / extent.events), 1);
}

function isAskedByFacets({ question, months, seen }: Course, window: Window): boolean {
  const extent = extentOf(window, months);
  if (extent.events === 0) return false;
  return isFewerThanWorded({ events: extent.events, share: shareOf(question.facets, { question, extent }), seen });
}

interface Look {
  looked: number;
  worded: number;
  keys: { at: string; id: string }[];
  last: { at: string; id: string } | null;
}

/** Events one by one (`keys`): those that match, how many there were, and the last of them. */
async function lookThrough(
  question: Question,
  window: Window,
  { limit, keys: asked }: { limit: number; keys: Select },
) {
  const [look] = await run<Look>(sql(), asked);
  const place = (key: { at: string; id: string }): Place => ({ at: new Date(key.at), id: key.id });
  const keys = (look?.keys ?? []).map(place);
  const rows = keys.length ? await run<EventColumns>(sql(), foundOfKeys(question, window, { limit, keys })) : [];
  return { rows, looked: look?.looked ?? 0, worded: look?.worded ?? 0, last: look?.last ? place(look.last) : null };
}

/** The events that audit_search does not hold yet: of the log after the follower's place, and of what waits for a number. */
async function tailKeys(): Promise<Place[]> {
  const { rows } = await sql().query<Place>({
    name: "audit-words-tail",
    text: `(select s.at, s.event_id as id from log_sequence s where (s.epoch, s.seq) >= (
        coalesce((select epoch from log_followers where name = 'search'), 1), coalesce((select seq from log_followers where name = 'search'), 0))
        order by s.epoch, s.seq limit $1)
      union all (select at, event_id from log_pending order by position limit $1)`,
    values: [TAIL_READ],
  });
  return rows;
}

/** Words are looked up in their index and sorted: a planner that hopes to meet enough of them by time may read a whole month. */
function byIndex<T>(work: (tx: Queryable) => Promise<T>): Promise<T> {
  return inSqlTransaction(async (tx) => {
    await tx.query("set transaction read only; set local enable_seqscan = off");
    return work(tx);
  });
}

function merged(rows: readonly EventColumns[], tail: readonly EventColumns[], { question, limit }: AskedWords) {
  const known = new Map([...rows, ...tail].map((row) => [row.id, row]));
  const way = question.upwards ? 1 : -1;
  const before = (one: EventColumns, other: EventColumns) =>
    one.at.getTime() - other.at.getTime() || (one.id < other.id ? -1 : 1);
  return [...known.values()].sort((one, other) => way * before(one, other)).slice(0, limit);
}

/** What a question finds. */
export async function run<T extends object>(q: Queryable, { text, values }: Select): Promise<T[]> {
  const { rows } = await q.query<T>(text, values);
  return rows;
}
