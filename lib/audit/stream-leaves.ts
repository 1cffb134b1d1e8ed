import type { Context } from "@/lib/context";
import { CountersignError } from "@/lib/errors";
import type { Opening } from "@/lib/transparency";
import { openFields, type StoredField } from "./person-keys";
import { readable } from "./queries";
import { Bound, boundsOf, facetsOf, leftOut, meets, misses, type Seen, within } from "./reading/where";
import { askedFor, has, type Words, wordsFor } from "./reading/words";
import { type AuditSearch, type AuditSearchInput, auditSearchSchema } from "./search";
import type { LogHead } from "./sparse-proof";
import { type Queryable, sqlStateOf } from "./store";

/** An event by its number: what the log signed, and what stands beside it as far as it can still be opened. */
export interface LeafRow {
  epoch: number;
  seq: number;
  /** Its UTF-8 is what the log signed. */
  leaf: string;
  /** By field. */
  beside: Opening[];
}

interface Key {
  epoch: number;
  seq: bigint;
  at: Date;
  event_id: string;
}

const BATCH = 2_000;
/** So many numbers for each event that is wanted are still a stretch. */
const DENSE = 3;
/** SQLSTATE: bytes that are no UTF-8. */
const NO_TEXT = "22021";
const NOT_AS_SIGNED = "The audit log cannot prove these events: run its self-audit.";

/**
 * The events of a search that the caller may see and that these heads hold, in the order of their numbers, batch after batch (L5).
 * Read with a cursor, a batch ahead of whoever takes them: `q` must be inside a transaction, and what it sees is what comes; whoever
 * asks it anything else meanwhile must see to it that statements come one after another. Words are those that were followed. A leaf
 * that was let go does not come.
 * @throws CountersignError `forbidden`; `unavailable` for a leaf that is no text
 */
export async function* streamLeaves(
  q: Queryable,
  ctx: Context,
  given: { search: AuditSearchInput; heads: readonly Pick<LogHead, "epoch" | "size">[] },
): AsyncGenerator<LeafRow[]> {
  const search = auditSearchSchema.parse(given.search);
  const { text, values } = await keysOf(q, search, await readable(ctx));
  await q.query(`declare leaf_keys no scroll cursor for ${text}`, values);
  const sizes = new Map(given.heads.map(({ epoch, size }) => [epoch, BigInt(size)]));
  let ahead: Promise<LeafRow[] | null> = nextLeaves(q, sizes);
  try {
    for (let rows = await ahead; rows; rows = await ahead) {
      ahead = nextLeaves(q, sizes);
      // Met when it is asked for; until then it must not count as unhandled.
      ahead.catch(() => {});
      if (rows.length) yield rows;
    }
  } finally {
    await ahead.catch(() => {});
    // Where the transaction failed there is nothing to close.
    await q.query("close leaf_keys").catch(() => {});
  }
}

/** @returns null behind the last */
async function nextLeaves(q: Queryable, sizes: ReadonlyMap<number, bigint>): Promise<LeafRow[] | null> {
  const { rows } = await q.query<Key>(`fetch ${BATCH} from leaf_keys`);
  if (rows.length === 0) return null;
  const held = rows.filter(({ epoch, seq }) => seq < (sizes.get(epoch) ?? 0n));
  return held.length ? leavesOf(q, held) : [];
}

/** How many numbers the words to search for are behind the heads: 0 when all that they hold can be found by its words. */
export async function wordsBehind(q: Queryable, heads: readonly Pick<LogHead, "epoch" | "size">[]): Promise<number> {
  const { rows } = await q.query<{ epoch: number; seq: bigint }>(
    "select epoch, seq from log_followers where name = 'search'",
  );
  const [at = { epoch: 1, seq: 0n }] = rows;
  return heads.reduce((sum, { epoch, size }) => {
    if (epoch < at.epoch) return sum;
    return sum + Math.max(0, epoch === at.epoch ? size - Number(at.seq) : size);
  }, 0);
}

/** SQL: the keys of the events, by number. Without conditions the events themselves are not looked at. */
async function keysOf(q: Queryable, search: AuditSearch, seen: Seen): Promise<{ text: string; values: unknown[] }> {
  const bound = new Bound();
  const facets = facetsOf(search, seen);
  const conditions = [
    ...facets.map((facet) => meets(facet, bound)),
    ...leftOut(search).map((facet) => misses(facet, bound)),
  ];
  const words = await wordsAsked(q, search);
  const columns = "s.epoch, s.seq, s.at, s.event_id";
  const order = "order by s.epoch, s.seq";
  if (words === "none") return { text: `select ${columns} from log_sequence s where false ${order}`, values: [] };
  if (conditions.length === 0 && !words) {
    const where = within(boundsOf(search), bound, "s.at");
    const text = `select ${columns} from log_sequence s ${where.length ? `where ${where.join(" and ")}` : ""} ${order}`;
    return { text, values: bound.values };
  }
  conditions.push(...within(boundsOf(search), bound));
  const found = words ? "join audit_search w on w.at = e.at and w.event_id = e.id" : "";
  if (words) conditions.push(has(words, "w.words", bound), ...within(boundsOf(search), bound, "w.at"));
  const text = `select ${columns} from audit_events e ${found} join log_sequence s on s.event_id = e.id
    where ${conditions.join(" and ")} ${order}`;
  return { text, values: bound.values };
}

async function wordsAsked(q: Queryable, search: AuditSearch): Promise<Words | "none" | null> {
  const terms = askedFor(search);
  if (terms.length === 0) return null;
  const { rows } = await q.query<{ term: string; tokens: string }>(
    "select term, audit_tokens(term) as tokens from unnest($1::text[]) with ordinality t (term, place) order by place",
    [terms],
  );
  return wordsFor(rows, []) ?? "none";
}

async function leavesOf(q: Queryable, keys: readonly Key[]): Promise<LeafRow[]> {
  const ats = keys.map(({ at }) => at);
  const ids = keys.map(({ event_id: id }) => id);
  // First and last instant as values of their own, so that only their months are opened.
  const times = ats.map((at) => at.getTime());
  const values = [ats, ids, new Date(Math.min(...times)), new Date(Math.max(...times))];
  const among = amongKeys(keys);
  // As text, which takes half of what bytes take on their way.
  const leaves = await q
    .query<{ id: string; leaf: string }>(
      `select t.id, convert_from(t.leaf, 'UTF8') as leaf ${among("audit_events", "id")}`,
      values,
    )
    .catch((error) => {
      if (sqlStateOf(error) === NO_TEXT) throw new CountersignError("unavailable", NOT_AS_SIGNED);
      throw error;
    });
  const beside = await q.query<Beside>(
    `select t.event_id as "eventId", t.field, translate(encode(t.salt, 'base64'), E'\\n', '') as salt, t.value, t.person_id as "personId"
     ${among("audit_personal", "event_id")}`,
    values,
  );
  const openings = await openingsOf(q, beside.rows);
  const byId = new Map<string, string>();
  for (const { id, leaf } of leaves.rows) byId.set(id, leaf);
  return keys.flatMap(({ epoch, seq, event_id: id }) => {
    const leaf = byId.get(id);
    return leaf === undefined ? [] : [{ epoch, seq: Number(seq), leaf, beside: openings.get(id) ?? [] }];
  });
}

/**
 * SQL: the rows of these keys. Those that nearly follow each other are read as a stretch; of others, far between, each by its key, for
 * the stretch would hold everything that was recorded between the first and the last.
 */
function amongKeys(keys: readonly Key[]): (table: string, id: string) => string {
  const [first, last] = [keys[0], keys.at(-1)];
  const isDense = first?.epoch === last?.epoch && (last?.seq ?? 0n) - (first?.seq ?? 0n) < BigInt(DENSE * keys.length);
  const unnested = "from unnest($1::timestamptz[], $2::text[]) k (at, id)";
  if (isDense)
    return (table, id) => `${unnested} join ${table} t on t.at = k.at and t.${id} = k.id and t.at between $3 and $4`;
  return (table, id) => `${unnested} cross join lateral
    (select * from ${table} where at = k.at and ${id} = k.id and at between $3 and $4 offset 0) t`;
}

interface Beside {
  eventId: string;
  field: string;
  /** Base64; empty of what is sealed. */
  salt: string;
  value: string;
  personId: string | null;
}

async function openingsOf(q: Queryable, rows: readonly Beside[]): Promise<Map<string, Opening[]>> {
  const byEvent = new Map<string, Opening[]>();
  const add = (eventId: string, opening: Opening) => {
    const held = byEvent.get(eventId);
    if (held) held.push(opening);
    else byEvent.set(eventId, [opening]);
  };
  const sealed: StoredField[] = [];
  for (const row of rows) {
    const { eventId, field, salt, value, personId } = row;
    if (personId === null) add(eventId, { field, salt, value });
    else sealed.push({ eventId, field, value, personId });
  }
  for (const { eventId, field, salt, value, erasedAt } of await openFields(q, sealed))
    if (!erasedAt) add(eventId, { field, salt: salt.toString("base64"), value });
  for (const openings of byEvent.values()) if (openings.length > 1) openings.sort(byField);
  return byEvent;
}

const byField = (one: Opening, other: Opening) => (one.field < other.field ? -1 : 1);
