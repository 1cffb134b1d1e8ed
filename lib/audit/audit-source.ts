import type { LogSource } from "@/lib/transparency";
import { commitmentTo, hashesOf, leafHash, subtreeRoot, TILE_WIDTH, tilePath } from "@/lib/transparency";
import { canonicalize } from "./canonical";
import { Lawful } from "./lawful";
import { policyOf, toolOf } from "./leaf";
import { readTile } from "./log-store";
import type { EventColumns } from "./reading/found";
import { openField, unwrapKey } from "./sealing";
import type { Queryable } from "./store";

interface Row extends Omit<EventColumns, "id" | "details"> {
  seq: bigint;
  event_id: string;
  id: string | null;
  details: unknown;
  leaf: Buffer;
  leaf_hash: Buffer;
  beside: Beside[];
}

interface Beside {
  field: string;
  salt: string;
  value: string;
  /** Whose key it is sealed under, and that key as it stands. */
  person: string | null;
  key: string | null;
  destroyed: boolean;
}

/**
 * The stored log of one epoch as a source for the verifier, which looks at the leaves; what stands beside them (columns,
 * texts and personal fields, the roots of tiles) is compared here, and what differs is given to `onFault`.
 */
export function storedLog(
  q: Queryable,
  epoch: { epoch: number; note: string },
  onFault: (fault: string) => void,
): LogSource {
  const lawful = new Lawful(q);
  return {
    minimum: () => lawful.minimumOf(epoch.epoch),
    checkpoint: async () => epoch.note,
    tile: async (level, index, width) => {
      if (width < TILE_WIDTH) return readTile(q, epoch.epoch, { level, index, width });
      const { rows } = await q.query({
        name: "audit-tile",
        text: "select hashes, root from log_tiles where epoch = $1 and level = $2 and index = $3",
        values: [epoch.epoch, level, index],
      });
      const row = rows[0];
      if (row && !subtreeRoot(hashesOf(row.hashes)).equals(row.root)) {
        onFault(`${tilePath({ level, index, width })} does not have the root that stands beside it`);
      }
      return row?.hashes ?? null;
    },
    entries: async (index, width) => {
      const rows = await readRows(q, epoch.epoch, index * TILE_WIDTH, width);
      const leaves: (Buffer | null)[] = Array.from({ length: width }, () => null);
      for (const row of rows) {
        if (row.id === null) continue;
        const fault = rowFault(row) ?? (await goneFault(row, lawful));
        if (fault) onFault(`leaf ${row.seq}: ${fault}`);
        leaves[Number(row.seq) - index * TILE_WIDTH] = row.leaf;
      }
      return leaves;
    },
  };
}

async function readRows(q: Queryable, epoch: number, from: number, count: number): Promise<Row[]> {
  const { rows } = await q.query<Row>({
    name: "audit-rows",
    text: `select s.seq, s.event_id, e.*,
        (select coalesce(json_agg(json_build_object('field', p.field, 'salt', encode(p.salt, 'hex'), 'value', p.value,
             'person', p.person_id, 'key', encode(k.key, 'hex'), 'destroyed', k.destroyed_at is not null)), '[]')
           from audit_personal p left join person_keys k on k.person_id = p.person_id
           where p.at = s.at and p.event_id = s.event_id) as beside
      from log_sequence s left join lateral (select * from audit_events where at = s.at and id = s.event_id offset 0) e on true
      where s.epoch = $1 and s.seq >= $2 and s.seq < $3 order by s.seq`,
    values: [epoch, from, from + count],
  });
  return rows;
}

/** What in a row is not what its leaf says; null when all of it is. The leaf itself is the tree's affair. */
function rowFault(row: Row): string | null {
  if (!leafHash(row.leaf).equals(row.leaf_hash)) return "its stored hash is not that of its bytes";
  const leaf = parse(row.leaf);
  if (!leaf) return "its bytes are not a record";
  const columns: Record<string, [stored: unknown, recorded: unknown]> = {
    id: [row.event_id, leaf.id],
    at: [row.at.toISOString(), leaf.at],
    type: [row.type, leaf.type],
    severity: [row.severity, leaf.severity],
    actor: [
      [row.actor_kind, row.actor_id],
      [leaf.actor?.kind, leaf.actor?.id],
    ],
    agent: [row.agent_id, leaf.agent],
    target: [{ kind: row.target_kind, id: row.target_id }, leaf.target],
    outcome: [row.outcome, leaf.outcome],
    correlation: [row.correlation_id, leaf.correlation],
    details: [row.details, leaf.details],
  };
  const wrong = Object.keys(columns).find((name) => {
    const [stored, recorded] = columns[name] as [unknown, unknown];
    return canonicalize(stored ?? null) !== canonicalize(recorded ?? null);
  });
  if (wrong) return `its ${wrong} is not what was recorded`;
  const beside = row.beside.map((one) => ({ ...one, eventId: row.event_id }));
  return besideFault(beside, leaf.commitments ?? {}) ?? filedFault(row);
}

/** What an event is only filtered by follows from its record; events of before such a column have none. */
function filedFault(row: Row): string | null {
  const details = row.details as { [field: string]: unknown };
  if (row.policy !== null && row.policy !== policyOf(row.target_kind, row.target_id, details))
    return "its policy is not what was recorded";
  const plain = row.beside.filter(({ person }) => person === null);
  const texts = Object.fromEntries(plain.map(({ field, value }) => [field, parsed(value)]));
  if (row.tool !== null && "tool" in texts && row.tool !== toolOf(texts)) return "its tool is not what was recorded";
  return null;
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** Which field beside the leaf is not the one committed to; null when all are that are there and open. */
function besideFault(
  beside: readonly (Beside & { eventId: string })[],
  commitments: Record<string, unknown>,
): string | null {
  for (const one of beside) {
    if (!Object.hasOwn(commitments, one.field)) return `its ${one.field} was never recorded`;
    if (one.destroyed) continue;
    const opened = openingOf(one);
    if (!opened || commitmentTo(opened) !== commitments[one.field]) return `its ${one.field} is not what was recorded`;
  }
  return null;
}

/** Salt and value, out of the seal where there is one. */
function openingOf(one: Beside & { eventId: string }): { salt: Buffer; value: string } | null {
  if (one.person === null) return { salt: Buffer.from(one.salt, "hex"), value: one.value };
  if (one.salt !== "" || one.key === null) return null;
  const key = unwrapKey(one.person, Buffer.from(one.key, "hex"));
  return openField(key, { eventId: one.eventId, field: one.field }, one.value);
}

/** What a row lacks beside its leaf, or cannot be opened any more, without an event that says so. */
async function goneFault(row: Row, lawful: Lawful): Promise<string | null> {
  const commitments = parse(row.leaf)?.commitments ?? {};
  const kept = new Set(row.beside.map(({ field }) => field));
  for (const field of Object.keys(commitments)) {
    if (!kept.has(field) && !(await lawful.mayBeGone(row, field))) {
      return `its ${field}, which the leaf commits to, is gone`;
    }
  }
  for (const { field, person, destroyed } of row.beside) {
    if (destroyed && person && !(await lawful.isErased(person))) {
      return `its ${field} cannot be opened: the key was destroyed, and nothing says that somebody was erased`;
    }
  }
  return null;
}

interface Leaf {
  [field: string]: unknown;
  actor?: { kind?: string; id?: string };
  commitments?: Record<string, unknown>;
}

function parse(bytes: Buffer): Leaf | null {
  try {
    const value: unknown = JSON.parse(bytes.toString("utf8"));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Leaf) : null;
  } catch {
    return null;
  }
}
