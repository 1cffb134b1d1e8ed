import { canonicalBytes, canonicalize, type EventTypeName, VOCABULARY } from "@/lib/audit";
import { commitmentTo } from "@/lib/transparency";
import type { LoggedLeaf } from "../format/row";

/** A row of numbers that looks like chance and is the same every time (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const TYPES = Object.keys(VOCABULARY) as EventTypeName[];
const ACTORS = ["user", "agent", "apiKey", "system", "scim"] as const;
const OUTCOMES = ["done", "refused", "failed"] as const;
const HOSTILE = ["=1+1", '"quoted", and\nbroken', "‮evil", "-2+3", "@SUM(A1)", "plain", "", "a,b", "\ttab", "😀"];

/** An event of this type as the log would hold it, its fields filled by chance: everything that the vocabulary allows it. */
export function leafOfType(type: EventTypeName, seq: number, random: () => number): LoggedLeaf {
  const kind = VOCABULARY[type];
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const value = () => pick<unknown>([...HOSTILE, 3, null, true, ["agt_1", "pol_2@3"], { field: "x" }]);
  const some = (fields: readonly string[]) => fields.filter(() => random() < 0.7);
  const details = Object.fromEntries(some(kind.details).map((field) => [field, value()]));
  const beside = [
    ...some(kind.texts).map((field) => ({ field, value: canonicalize(value()) })),
    ...some(kind.personal).map((field) => ({ field, value: pick(HOSTILE) })),
  ].map((one) => ({ ...one, salt: Buffer.from(String(Math.floor(random() * 1e15)).padStart(16, "0")) }));
  const actor = pick(ACTORS);
  const leaf = canonicalBytes({
    v: 1,
    id: `evt_${String(seq).padStart(26, "0")}`,
    at: new Date(1_790_000_000_000 + seq * 1_000).toISOString(),
    type,
    severity: kind.severity,
    actor: { kind: actor, id: `${actor}_${seq % 17}`, ...(actor === "agent" ? { instance: `ins_${seq % 5}` } : {}) },
    agent: random() < 0.6 ? `agt_${seq % 23}` : null,
    target: { kind: kind.target, id: `${kind.target}_${seq % 31}` },
    outcome: pick(OUTCOMES),
    correlation: `req_${seq % 101}`,
    details,
    commitments: Object.fromEntries(beside.map((one) => [one.field, commitmentTo(one)])),
  });
  return {
    epoch: 1,
    seq,
    leaf: leaf.toString("utf8"),
    beside: beside.map((one) => ({ ...one, salt: one.salt.toString("base64") })),
  };
}

/** Events of all types in turn. */
export function* generateLeaves(count: number, seed = 1): Generator<LoggedLeaf> {
  const random = chance(seed);
  for (let seq = 0; seq < count; seq++) yield leafOfType(TYPES[seq % TYPES.length] as EventTypeName, seq, random);
}
