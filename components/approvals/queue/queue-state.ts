import type { Group, QueueView } from "@/lib/approvals/terms";
import type { QueueRow } from "@/lib/approvals/views";

/** What the queue in a browser knows. Pure: events go in, lines come out. */

export interface QueueFacts {
  view: QueueView;
  group: Group | null;
  /** Each line with the instant it is true of, by the database's clock: what is older never replaces what is newer. */
  rows: ReadonlyMap<string, { row: QueueRow; at: string }>;
  mine: ReadonlySet<string>;
  waiting: ReadonlySet<string>;
  /** What came while the page was open, with when it did by this browser's clock: marked as new for a moment. */
  arrived: ReadonlyMap<string, number>;
}

/** A page of the queue as the server read it, `now` before its first row. */
export interface QueueRead {
  rows: readonly QueueRow[];
  mine: readonly string[];
  waiting: readonly string[];
  now: string;
}

/** Lines that changed, `now` after the last of them was read. */
export interface QueueNews {
  rows: readonly QueueRow[];
  now: string;
}

export const NEW_FOR_MS = 6_000;

/** Whether it waits for this reader. */
export function isMine(row: QueueRow): boolean {
  return row.status === "pending" && row.bar === null && row.vote === null;
}

export function beginFacts(view: QueueView, group: Group | null, read: QueueRead): QueueFacts {
  const none = { rows: new Map(), mine: new Set<string>(), waiting: new Set<string>(), arrived: new Map() };
  return withRead({ ...none, view, group }, read);
}

/** The page was read anew: it is the truth, but for what was heard after it. */
export function withRead(facts: QueueFacts, read: QueueRead): QueueFacts {
  const later = [...facts.rows.values()].filter(({ at }) => at > read.now);
  const rows = new Map(facts.rows);
  for (const row of read.rows) if (!isNewer(facts, row.id, read.now)) rows.set(row.id, { row, at: read.now });
  const fresh = { ...facts, rows, mine: new Set(read.mine), waiting: new Set(read.waiting) };
  return later.reduce<QueueFacts>((known, { row, at }) => withRow(known, row, at), fresh);
}

/** @param clock this browser's clock in milliseconds */
export function withNews(facts: QueueFacts, news: QueueNews, clock: number): QueueFacts {
  const fit = news.rows.filter((row) => isAsked(facts, row) && !isNewer(facts, row.id, news.now));
  const arrived = new Map([...facts.arrived].filter(([, at]) => clock - at < NEW_FOR_MS));
  for (const row of fit) if (row.status === "pending" && !facts.waiting.has(row.id)) arrived.set(row.id, clock);
  return fit.reduce<QueueFacts>((known, row) => withRow(known, row, news.now), { ...facts, arrived });
}

/** What was new a moment ago is a line like the others. */
export function withoutOldMarks(facts: QueueFacts, clock: number): QueueFacts {
  const arrived = new Map([...facts.arrived].filter(([, at]) => clock - at < NEW_FOR_MS));
  return arrived.size === facts.arrived.size ? facts : { ...facts, arrived };
}

const isAsked = ({ group }: QueueFacts, row: QueueRow) => group === null || row.groups.includes(group);
const isNewer = ({ rows }: QueueFacts, id: string, than: string) => (rows.get(id)?.at ?? "") > than;

function withRow(facts: QueueFacts, row: QueueRow, at: string): QueueFacts {
  return {
    ...facts,
    rows: new Map(facts.rows).set(row.id, { row, at }),
    mine: put(facts.mine, row.id, isMine(row)),
    waiting: put(facts.waiting, row.id, row.status === "pending"),
  };
}

function put(ids: ReadonlySet<string>, id: string, isIn: boolean): ReadonlySet<string> {
  if (ids.has(id) === isIn) return ids;
  const next = new Set(ids);
  if (isIn) next.add(id);
  else next.delete(id);
  return next;
}

/**
 * The lines of this part of the queue, the most urgent first; of what is over, the latest asked first.
 * @param kept stays in its place whatever became of it: somebody reads it
 */
export function linesOf(facts: QueueFacts, kept: string | null): QueueRow[] {
  const rows = [...facts.rows.values()].map(({ row }) => row);
  const shown = rows.filter((row) => row.id === kept || belongs(facts, row));
  return shown.sort(facts.view === "mine" || facts.view === "waiting" ? byUrgency : byAge);
}

function belongs({ view, mine, waiting }: QueueFacts, row: QueueRow): boolean {
  if (view === "mine") return mine.has(row.id);
  if (view === "waiting") return waiting.has(row.id);
  if (row.status === "pending") return false;
  return view === "past" || row.vote !== null;
}

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const byUrgency = (a: QueueRow, b: QueueRow) => order(a.expiresAt, b.expiresAt) || order(a.id, b.id);
const byAge = (a: QueueRow, b: QueueRow) => order(b.requestedAt, a.requestedAt) || order(b.id, a.id);

/** The case that comes after this one was decided: the next that waits for the reader, in the order of the list. */
export function nextAfter(facts: QueueFacts, id: string): string | null {
  const lines = linesOf(facts, id);
  const at = lines.findIndex((row) => row.id === id);
  const open = (row: QueueRow) => row.id !== id && facts.mine.has(row.id);
  return lines.slice(at + 1).find(open)?.id ?? lines.find(open)?.id ?? null;
}

/** Milliseconds from now until an instant, in words; null when it is over. */
export function timeLeftText(milliseconds: number): string | null {
  if (milliseconds <= 0) return null;
  const seconds = Math.ceil(milliseconds / 1_000);
  if (seconds < 60) return `${seconds} s left`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10) return `${minutes} min ${seconds % 60} s left`;
  if (minutes < 120) return `${minutes} min left`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h left` : `${Math.floor(hours / 24)} days left`;
}
