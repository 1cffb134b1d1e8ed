import { inSqlTransaction, sql } from "@/lib/db";
import type { Queryable } from "../../store";
import {
  type EventColumns,
  foundByWords,
  foundInTail,
  foundOfKeys,
  keysAmongNext,
  type Place,
  type Question,
  type Select,
} from "../found";
import type { Window } from "../windows";
import { FIRST_LOOK, nextLook } from "./looking";

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

/** From stretch to stretch until there are enough: event by event as long as that reads less, then by the index for good. */
async function findFollowed({ question, windows, limit }: AskedWords): Promise<EventColumns[]> {
  const rows: EventColumns[] = [];
  let looked = 0;
  let next = FIRST_LOOK;
  for (const window of windows) {
    let rest = question;
    let left = true;
    while (left && next > 0 && rows.length < limit) {
      const look = await lookThrough(rest, window, { limit: limit - rows.length, most: next });
      rows.push(...look.rows);
      looked += look.looked;
      left = look.looked === next;
      rest = { ...rest, place: look.last ?? rest.place };
      if (looked >= FIRST_LOOK) next = nextLook({ looked, found: rows.length }, limit);
    }
    if (rows.length >= limit) break;
    if (!left) continue;
    const asked = foundByWords(rest, window, limit - rows.length);
    rows.push(...(await byIndex((tx) => run<EventColumns>(tx, asked))));
    if (rows.length >= limit) break;
  }
  return rows;
}

interface Look {
  looked: number;
  keys: { at: string; id: string }[];
  last: { at: string; id: string } | null;
}

/** The next `most` events of a stretch: those that match, how many there were, and the last of them. */
async function lookThrough(question: Question, window: Window, { limit, most }: { limit: number; most: number }) {
  const [look] = await run<Look>(sql(), keysAmongNext(question, window, most));
  const place = (key: { at: string; id: string }): Place => ({ at: new Date(key.at), id: key.id });
  const keys = (look?.keys ?? []).map(place);
  const rows = keys.length ? await run<EventColumns>(sql(), foundOfKeys(question, window, { limit, keys })) : [];
  return { rows, looked: look?.looked ?? 0, last: look?.last ? place(look.last) : null };
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
