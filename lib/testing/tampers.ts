import type pg from "pg";
import { sql } from "@/lib/db";

/** Changes to a stored log that only somebody past every wall can make, drawn at random. */
export interface Tamper {
  what: string;
  statements: string[];
}

export interface LogFacts {
  /** Leaves in the log, all in epoch 1. */
  size: number;
  /** Full tiles, as [level, index]. */
  tiles: readonly (readonly [number, number])[];
  /** Sizes of the stored checkpoints. */
  checkpoints: readonly number[];
  /** Numbers of events that have a text or a personal field beside the leaf. */
  withPersonal: readonly number[];
}

/** Numbers from 0 up to, not including, 1; the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const flipped = (column: string, at: number) => `set_byte(${column}, ${at}, get_byte(${column}, ${at}) # 1)`;
const idOf = (seq: number) => `(select event_id from log_sequence where epoch = 1 and seq = ${seq})`;
const COLUMNS = {
  at: "at + interval '1 ms'",
  type: "type || 'x'",
  severity: "severity || 'x'",
  outcome: "'failed'",
  actor_kind: "actor_kind || 'x'",
  actor_id: "actor_id || 'x'",
  agent_id: "'agt_x'",
  target_kind: "target_kind || 'x'",
  target_id: "target_id || 'x'",
  correlation_id: "correlation_id || 'x'",
  details: `details || '{"x": 1}'`,
  leaf_hash: flipped("leaf_hash", 7),
};

type Draw = (facts: LogFacts, below: (count: number) => number) => Tamper;

const pick = <T>(list: readonly T[], below: (count: number) => number): T => list[below(list.length)] as T;

/** Every kind of change: of rows, of order, of tiles, of checkpoints, of the state, and cuts. */
export const TAMPERS: Record<string, Draw> = {
  "row column": ({ size }, below) => {
    const [seq, column] = [below(size), pick(Object.keys(COLUMNS) as (keyof typeof COLUMNS)[], below)];
    const change = `update audit_events set ${column} = ${COLUMNS[column]} where id = ${idOf(seq)}`;
    return { what: `${column} of ${seq}`, statements: [change] };
  },
  "row leaf": ({ size }, below) => {
    const [seq, at] = [below(size), below(60)];
    const change = `update audit_events set leaf = ${flipped("leaf", at)} where id = ${idOf(seq)}`;
    return { what: `byte ${at} of leaf ${seq}`, statements: [change] };
  },
  "row leaf and hash": ({ size }, below) => {
    const [seq, at] = [below(size), below(60)];
    return {
      what: `byte ${at} of leaf ${seq}, its hash made to fit`,
      statements: [
        `update audit_events set leaf = ${flipped("leaf", at)} where id = ${idOf(seq)}`,
        `update audit_events set leaf_hash = sha256('\\x00'::bytea || leaf) where id = ${idOf(seq)}`,
      ],
    };
  },
  "row removed": ({ size }, below) => {
    const seq = below(size);
    return { what: `event ${seq} removed`, statements: [`delete from audit_events where id = ${idOf(seq)}`] };
  },
  "row and number removed": ({ size }, below) => {
    const seq = below(size);
    return {
      what: `event ${seq} and its number removed`,
      statements: [
        `delete from audit_events where id = ${idOf(seq)}`,
        `delete from log_sequence where epoch = 1 and seq = ${seq}`,
      ],
    };
  },
  "number removed": ({ size }, below) => {
    const seq = below(size);
    return { what: `number ${seq} removed`, statements: [`delete from log_sequence where epoch = 1 and seq = ${seq}`] };
  },
  "personal field": ({ withPersonal }, below) => {
    const seq = pick(withPersonal, below);
    const change = [
      `update audit_personal set value = value || 'x' where event_id = ${idOf(seq)}`,
      `update audit_personal set salt = salt || '\\x01' where event_id = ${idOf(seq)}`,
      `delete from audit_personal where event_id = ${idOf(seq)}`,
    ];
    return { what: `personal field of ${seq}`, statements: [pick(change, below)] };
  },
  order: ({ size }, below) => {
    const one = below(size);
    const other = (one + 1 + below(size - 1)) % size;
    const move = (from: number, to: number) => `update log_sequence set seq = ${to} where epoch = 1 and seq = ${from}`;
    return { what: `${one} and ${other} exchanged`, statements: [move(one, -1), move(other, one), move(-1, other)] };
  },
  tile: ({ tiles }, below) => {
    const [level, index] = pick(tiles, below);
    const where = `where epoch = 1 and level = ${level} and index = ${index}`;
    const change = [
      `update log_tiles set hashes = ${flipped("hashes", below(8192))} ${where}`,
      `update log_tiles set root = ${flipped("root", below(32))} ${where}`,
      `delete from log_tiles ${where}`,
    ];
    return { what: `tile ${level}/${index}`, statements: [pick(change, below)] };
  },
  checkpoint: ({ checkpoints }, below) => {
    const size = pick(checkpoints, below);
    const change = [
      `update log_checkpoints set root = ${flipped("root", below(32))} where size = ${size}`,
      `update log_checkpoints set note = overlay(note placing '7' from ${1 + below(40)} for 1) || ' ' where size = ${size}`,
      `update log_checkpoints set size = ${size} + 100000 where size = ${size}`,
      `delete from log_checkpoints where size = ${size}`,
    ];
    return { what: `checkpoint of ${size}`, statements: [pick(change, below)] };
  },
  state: (_, below) => {
    const change = [
      "update log_state set size = size - 1",
      "update log_state set size = size + 1",
      `update log_state set root = ${flipped("root", below(32))}`,
      "update log_state set epoch = epoch + 1",
      "update log_epochs set vkey = overlay(vkey placing '0' from length(vkey) - 9 for 1) || 'A'",
      "update log_epochs set origin = origin || 'x'",
      "delete from log_state",
      "delete from log_epochs",
    ];
    return { what: "state", statements: [pick(change, below)] };
  },
  truncation: ({ checkpoints }, below) => {
    const size = pick(checkpoints.slice(0, -1), below);
    return {
      what: `cut to the ${size} leaves of an earlier checkpoint, everything made to fit`,
      statements: [
        `delete from audit_events where id in (select event_id from log_sequence where seq >= ${size})`,
        `delete from audit_personal where event_id in (select event_id from log_sequence where seq >= ${size})`,
        `delete from log_sequence where seq >= ${size}`,
        `delete from log_tiles where (index + 1) * (256::numeric ^ (level + 1)) > ${size}`,
        `delete from log_checkpoints where size > ${size}`,
        `update log_state set size = ${size}, published_size = ${size}, root = (select root from log_checkpoints where size = ${size})`,
      ],
    };
  },
  addition: ({ size }, below) => {
    const seq = below(size);
    return {
      what: `an event like ${seq} slipped in without a number`,
      statements: [
        `insert into audit_events (id, at, type, severity, outcome, actor_kind, actor_id, agent_id, target_kind, target_id,
          correlation_id, details, leaf, leaf_hash) select 'evt_forged', at, type, severity, outcome, actor_kind, actor_id, agent_id, target_kind,
          target_id, correlation_id, details, leaf, leaf_hash from audit_events where id = ${idOf(seq)}`,
      ],
    };
  },
};

/** One change of a random kind. */
export function drawTamper(facts: LogFacts, random: () => number): Tamper {
  const below = (count: number) => Math.floor(random() * count);
  const kind = pick(Object.keys(TAMPERS), below);
  const tamper = (TAMPERS[kind] as Draw)(facts, below);
  return { ...tamper, what: `${kind}: ${tamper.what}` };
}

/** What `look` sees of a log tampered with past every wall; undone afterwards. */
export async function whileTampered<T>(
  statements: readonly string[],
  look: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await sql().connect();
  try {
    await client.query("begin");
    await client.query("alter table audit_events drop constraint if exists audit_events_leaf_hash");
    await client.query("set local session_replication_role = replica");
    for (const statement of statements) await client.query(statement);
    return await look(client);
  } finally {
    await client.query("rollback");
    client.release();
  }
}

/** What there is to tamper with. */
export async function factsOf(): Promise<LogFacts> {
  const read = async (text: string) => {
    const { rows } = await sql().query<unknown[]>({ text, rowMode: "array" });
    return rows.map((row) => row.map(Number));
  };
  return {
    size: (await read("select size from log_state"))[0]?.[0] ?? 0,
    tiles: (await read('select level, "index" from log_tiles order by 1, 2')) as [number, number][],
    checkpoints: (await read("select size from log_checkpoints order by size")).flat(),
    withPersonal: (
      await read("select distinct seq from log_sequence s join audit_personal p on p.event_id = s.event_id")
    ).flat(),
  };
}
