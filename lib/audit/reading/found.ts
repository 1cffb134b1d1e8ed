import { SEARCHABLE_TEXTS, wordsOf } from "./texts";
import { type Among, Bound, type Facet, meets, misses, within } from "./where";
import type { Window } from "./windows";
import { has, hasAmongFacets, hasOneByOne, typedOf, type Words } from "./words";

/** SQL that finds events in their order, from the end that is asked for, and stops when there are enough. */

export interface Place {
  at: Date;
  id: string;
}

export interface Question {
  /** What is read in its own order, value by value; null: time alone. */
  driving: Facet | null;
  /** Whether no other facet's index may be read in its place. */
  alone: boolean;
  facets: readonly Facet[];
  not: readonly Facet[];
  words: Words | null;
  /** Where the page begins, exclusive. */
  place: Place | null;
  upwards: boolean;
}

export interface Select {
  text: string;
  values: unknown[];
}

export const COLUMNS = [
  "id",
  "at",
  "type",
  "severity",
  "outcome",
  "actor_kind",
  "actor_id",
  "agent_id",
  "target_kind",
  "target_id",
  "correlation_id",
  "tool",
  "policy",
  "details",
] as const;
/** What one event is shown by, as it stands in the table. */
export interface EventColumns {
  id: string;
  at: Date;
  type: string;
  severity: string;
  outcome: string;
  actor_kind: string;
  actor_id: string;
  agent_id: string | null;
  target_kind: string;
  target_id: string;
  correlation_id: string;
  tool: string | null;
  policy: string | null;
  details: Record<string, unknown>;
}

const SELECTED = COLUMNS.map((column) => `e.${column}`).join(", ");

/** The matching events within a window, at most `limit`. `e.…` are its columns. */
export function found(question: Question, window: Window, limit: number): Select {
  const bound = new Bound();
  return { text: foundBy(question, window, { limit, bound, columns: SELECTED }), values: bound.values };
}

interface Taken {
  limit: number;
  bound: Bound;
  /** SQL: what is read of each event `e`, its time and id among it. */
  columns: string;
}

function foundBy(question: Question, window: Window, { limit, bound, columns }: Taken): string {
  const conditions = conditionsOf(question, window, bound);
  const tail = `${orderOf("e", question)} limit ${bound.bind(limit)}`;
  const { driving } = question;
  if (!driving) return `select ${columns} from audit_events e ${whereOf(conditions)} ${tail}`;
  const branches = driving
    .filter(({ values }) => values.length > 0)
    .flatMap((among) => branchesOf(among, { conditions, tail, bound, columns }));
  if (branches.length === 1 && !isLateral(driving)) return branches[0] as string;
  // An event that stands in two branches is one event.
  return `select * from (select ${driving.length > 1 ? "distinct on (e.at, e.id)" : ""} e.* from (${branches
    .map((branch) => `(${branch})`)
    .join(" union all ")}) e) e ${tail}`;
}

const isLateral = (facet: Facet) => facet.some(({ values }) => values.length > 1);

interface Parts {
  conditions: string[];
  tail: string;
  bound: Bound;
  columns: string;
}

/** Each value in its own index order, so that only what the page shows is read. */
function branchesOf({ column, values }: Among, { conditions, tail, bound, columns }: Parts): string[] {
  const one = (value: string) =>
    `select ${columns} from audit_events e ${whereOf([`e.${column} = ${value}`, ...conditions])} ${tail}`;
  // Their indexes leave the common value out, which the planner has to see.
  if (values.length === 1 || column === "severity" || column === "outcome")
    return values.map((value) => one(bound.bind(value)));
  return [`select e.* from unnest(${bound.bind(values)}::text[]) v (value) cross join lateral (${one("v.value")}) e`];
}

/**
 * The next `most` rows of audit_search in their order: `looked` how many there were, `last` the last of them, and the keys of those
 * that have the words; `worded`: how many have them whatever else is asked. One row.
 */
export function keysAmongNext(question: Question, window: Window, most: number): Select {
  const bound = new Bound();
  const conditions = [...within(window, bound, "w.at"), ...placed(question, bound, "w.at, w.event_id")];
  const { words } = question;
  const having = words
    ? `${hasOneByOne(words, "w.words", bound)} as has, ${hasOneByOne(typedOf(words), "w.words", bound)} as typed`
    : "true as has, true as typed";
  const text = `select w.at, w.event_id, ${having} from audit_search w ${whereOf(conditions)}
    ${orderOf("w", question, "event_id")} limit ${bound.bind(most)}`;
  return { text: keysLooked(question, text), values: bound.values };
}

/** As `keysAmongNext`, of the next `most` events that meet the facets, read in the order of the driving one; words by their keys. */
export function keysAmongFacet(question: Question, window: Window, most: number): Select {
  const bound = new Bound();
  const events = foundBy(question, window, { limit: most, bound, columns: "e.at, e.id" });
  const { words } = question;
  const has = words ? hasOneByOne(typedOf(words), "w.words", bound) : "true";
  const text = `select e.at, e.id as event_id, w.has is true as has, w.has is true as typed from (${events}) e
    left join lateral (select ${has} as has from audit_search w where ${[
      "w.at = e.at and w.event_id = e.id",
      ...within(window, bound, "w.at"),
    ].join(" and ")} offset 0) w on true`;
  return { text: keysLooked(question, text), values: bound.values };
}

const keysLooked = ({ upwards }: Question, looked: string) => `with looked as materialized (${looked})
    select count(*)::int as looked, (count(*) filter (where typed))::int as worded,
      coalesce(json_agg(json_build_object('at', at, 'id', event_id)) filter (where has), '[]') as keys,
      (select json_build_object('at', at, 'id', event_id) from looked ${orderOf("looked", { upwards: !upwards }, "event_id")} limit 1) as last
    from looked`;

interface ByIndex {
  limit: number;
  /** Whether the index is asked for the facets alone, and the words are looked for in what it finds. */
  facetsAlone?: boolean;
}

/** As `found`, for words that are looked up in the index. */
export function foundByWords(question: Question, window: Window, { limit, facetsAlone = false }: ByIndex): Select {
  const bound = new Bound();
  const conditions = [
    hasWords(question, facetsAlone, bound),
    ...within(window, bound, "w.at"),
    ...placed(question, bound, "w.at, w.event_id"),
  ];
  return byKey(question, {
    bound,
    window,
    limit,
    keys: `select w.at, w.event_id from audit_search w ${whereOf(conditions)}`,
  });
}

interface Keys {
  limit: number;
  keys: readonly Place[];
}

/** As `found`, for words of the events of these keys, which audit_search does not hold yet. */
export function foundInTail(question: Question, window: Window, keys: Keys): Select {
  return foundOfKeys(question, window, {
    ...keys,
    also: (bound) => (question.words ? has(question.words, wordsOf(bound.bind(SEARCHABLE_TEXTS)), bound) : "true"),
  });
}

/** As `found`, for events whose words are known to match. */
export function foundOfKeys(
  question: Question,
  window: Window,
  { limit, keys, also }: Keys & { also?: (bound: Bound) => string },
): Select {
  const bound = new Bound();
  const times = keys.map(({ at }) => at.getTime());
  const spanned = narrower(window, {
    from: new Date(Math.min(...times)),
    until: new Date(Math.max(...times) + 1),
  });
  const unnested = `select at, id as event_id from unnest(${bound.bind(keys.map(({ at }) => at))}::timestamptz[],
    ${bound.bind(keys.map(({ id }) => id))}::text[]) t (at, id)`;
  return byKey(question, { bound, window: spanned, limit, keys: unnested, also: also?.(bound) });
}

function narrower(one: Window, other: { from: Date; until: Date }): Window {
  return {
    from: one.from && one.from > other.from ? one.from : other.from,
    until: one.until && one.until < other.until ? one.until : other.until,
  };
}

interface Keyed {
  bound: Bound;
  window: Window;
  limit: number;
  /** SQL: (at, event_id). */
  keys: string;
  also?: string | undefined;
}

function byKey(question: Question, { bound, window, limit, keys, also }: Keyed): Select {
  const conditions = [...conditionsOf(question, window, bound, null), ...(also ? [also] : [])];
  const text = `with keys as materialized (${keys})
    select ${SELECTED} from (select * from keys ${orderOf("keys", question, "event_id")}) k
    cross join lateral (select * from audit_events e where e.at = k.at and e.id = k.event_id ${within(window, bound)
      .map((part) => ` and ${part}`)
      .join("")} offset 0) e ${whereOf(conditions)} ${orderOf("k", question, "event_id")} limit ${bound.bind(limit)}`;
  return { text, values: bound.values };
}

function hasWords({ words }: Question, facetsAlone: boolean, bound: Bound): string {
  if (!words) return "true";
  return facetsAlone && words.facets !== "" ? hasAmongFacets(words, "w.words", bound) : has(words, "w.words", bound);
}

/** @param driving the facet that is met already by what is read */
function conditionsOf(question: Question, window: Window, bound: Bound, driving = question.driving): string[] {
  return [
    ...question.facets
      .filter((facet) => facet !== driving)
      // As a test of a truth value it is in no index.
      .map((facet) => (question.alone ? `(${meets(facet, bound)}) is true` : meets(facet, bound))),
    ...question.not.map((facet) => misses(facet, bound)),
    ...within(window, bound),
    ...placed(question, bound, "e.at, e.id"),
  ];
}

function placed({ place, upwards }: Question, bound: Bound, columns: string): string[] {
  if (!place) return [];
  return [`(${columns}) ${upwards ? ">" : "<"} (${bound.bind(place.at)}::timestamptz, ${bound.bind(place.id)})`];
}

const whereOf = (conditions: readonly string[]) => (conditions.length ? `where ${conditions.join(" and ")}` : "");

function orderOf(alias: string, { upwards }: Pick<Question, "upwards">, id = "id"): string {
  const way = upwards ? "asc" : "desc";
  return `order by ${alias}.at ${way}, ${alias}.${id} ${way}`;
}
