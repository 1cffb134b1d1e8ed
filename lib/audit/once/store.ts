import { type Companion, type EventRow, reading } from "../store";
import { instantArray, numberArray, textArray } from "./arrays";

/** What stands in the way of an event: rows that each let their event through, unless they are there already. */
export interface Gate<G> extends Pick<Companion<G>, "name" | "valuesOf"> {
  /** An insert that leaves alone what is there already and returns `event_id` of what it added, its first parameter being `$first`. */
  insert: (first: number) => string;
}

const FIRST_OF_GATE = 25;
// Leaves, details, hashes, salts and texts travel each as a slice of one run of bytes: in arrays every byte would be spelled out.
const EVENTS = `insert into audit_events (id, at, type, severity, outcome, actor_kind, actor_id, agent_id, target_kind, target_id,
    correlation_id, tool, policy, details, leaf, leaf_hash)
  select t.id, t.at, t.type, t.severity, t.outcome, t.actor_kind, t.actor, t.agent, t.target_kind, t.target, t.correlation,
    t.tool, t.policy, convert_from(substring($1::bytea from t.starts + t.leaf for t.details), 'utf8')::jsonb,
    substring($1::bytea from t.starts for t.leaf), substring($2::bytea from t.place::int * 32 - 31 for 32)
  from unnest($3::text[], $4::timestamptz[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[],
    $12::text[], $13::text[], $14::text[], $15::text[], $16::int[], $17::int[], $18::int[]) with ordinality
    as t (id, at, type, severity, outcome, actor_kind, actor, agent, target_kind, target, correlation, tool, policy, starts, leaf, details, place)
  where t.id in (select event_id from gate)`;
// Each names its event by place: the id is the longest part of a row that says where a few texts stand.
const BESIDE = `insert into audit_personal (event_id, field, salt, value, at, retention)
  select e.event_id, p.field, substring($2::bytea from p.salt for 16), convert_from(substring($1::bytea from p.starts for p.bytes), 'utf8'),
    e.at, e.retention
  from unnest($19::int[], $20::text[], $21::int[], $22::int[], $23::int[]) as p (event, field, salt, starts, bytes)
    join unnest($3::text[], $4::timestamptz[], $24::text[]) with ordinality as e (event_id, at, retention, place) on e.place = p.event
  where e.event_id in (select event_id from gate)`;
const COLUMNS = [
  "id",
  "at",
  "type",
  "severity",
  "outcome",
  "actorKind",
  "actorId",
  "agentId",
  "targetKind",
  "targetId",
] as const;
const MORE_COLUMNS = ["correlationId", "tool", "policy"] as const;

/**
 * Writes events, what stands beside them and their gate's rows in one statement: all of it or nothing, and no event whose gate is
 * shut. The events hold no personal field.
 * @returns the ids of the events that were written
 */
export async function insertOnce<G>(
  rows: readonly EventRow[],
  gate: Gate<G>,
  gateRows: readonly G[],
): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const run = new Run();
  const [starts, leaves, details]: [number[], number[], number[]] = [[], [], []];
  for (const row of rows) {
    starts.push(run.length + 1);
    leaves.push(run.add(row.leaf));
    details.push(run.add(Buffer.from(row.detailsText)));
  }
  const hashes = new Run();
  for (const row of rows) hashes.add(row.leafHash);
  const beside = besideOf(rows, run, hashes);
  const text = `with gate as (${gate.insert(FIRST_OF_GATE)}), events as (${EVENTS}), beside as (${BESIDE}) select event_id from gate`;
  const { rows: written } = await reading().query<{ event_id: string }>({
    name: `insert-once-${gate.name}`,
    text,
    values: [
      run.bytes(),
      hashes.bytes(),
      ...[...COLUMNS, ...MORE_COLUMNS].map((column) => columnOf(rows, column)),
      ...[starts, leaves, details].map(numberArray),
      ...beside,
      textArray(rows.map((row) => row.retention)),
      ...gate.valuesOf(gateRows),
    ],
  });
  return new Set(written.map((row) => row.event_id));
}

function columnOf(rows: readonly EventRow[], column: (typeof COLUMNS | typeof MORE_COLUMNS)[number]): string {
  if (column === "at") return instantArray(rows.map((row) => row.at));
  return textArray(rows.map((row) => row[column]));
}

/** Of every text: the place of its event, its field, where its salt stands and where its bytes do, and how many they are. */
function besideOf(rows: readonly EventRow[], run: Run, salts: Run) {
  const [events, salted, starts, bytes]: [number[], number[], number[], number[]] = [[], [], [], []];
  const fields: string[] = [];
  for (const [at, { beside }] of rows.entries()) {
    for (const { field, value, salt } of beside) {
      events.push(at + 1);
      fields.push(field);
      salted.push(salts.addAt(salt));
      starts.push(run.length + 1);
      bytes.push(run.add(Buffer.from(value)));
    }
  }
  return [numberArray(events), textArray(fields), ...[salted, starts, bytes].map(numberArray)];
}

/** Bytes put one after the other. */
class Run {
  length = 0;
  readonly #parts: Buffer[] = [];

  /** @returns how many */
  add(bytes: Buffer): number {
    this.#parts.push(bytes);
    this.length += bytes.length;
    return bytes.length;
  }

  /** @returns where they begin, from 1 */
  addAt(bytes: Buffer): number {
    const start = this.length + 1;
    this.add(bytes);
    return start;
  }

  bytes(): Buffer {
    return Buffer.concat(this.#parts);
  }
}
