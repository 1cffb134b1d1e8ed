import type { Opening } from "@/lib/transparency";

/** An event as the log has it: its number, the bytes that are hashed into the tree, and what stands beside them. */
export interface LoggedLeaf {
  epoch: number;
  seq: number;
  leaf: Buffer;
  /** By field; what was erased or let go is not there. */
  beside: readonly Opening[];
}

/** What a leaf says. Anything else that a leaf could hold makes it no leaf of this log. */
interface Leaf {
  id: string;
  at: string;
  type: string;
  severity: string;
  outcome: string;
  actor: { kind: string; id: string; instance?: string };
  agent: string | null;
  target: { kind: string; id: string };
  correlation: string;
  details: Record<string, unknown>;
  commitments?: Record<string, string>;
}

/** An event taken apart: everything that the files of an export say of it follows from this. */
export interface EventRow {
  epoch: number;
  seq: number;
  leafText: string;
  beside: readonly Opening[];
  leaf: Leaf;
  /** Details of the leaf and, opened, the texts and personal fields beside it. */
  record: Record<string, unknown>;
  tool: string | null;
  policy: string | null;
}

/** @throws SyntaxError for bytes that are no JSON */
export function rowOf({ epoch, seq, leaf: bytes, beside }: LoggedLeaf): EventRow {
  const leafText = bytes.toString("utf8");
  const leaf = JSON.parse(leafText) as Leaf;
  const record = { ...leaf.details };
  for (const { field, value } of beside) record[field] = opened(value);
  return { epoch, seq, leafText, beside, leaf, record, tool: toolIn(record), policy: policyIn(leaf) };
}

/** Texts are kept as canonical JSON, personal fields as themselves. */
function opened(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

const LONGEST_TOOL = 300;

/** "server/tool" of an event about a call; the tool alone where no server is named. */
function toolIn({ server, tool }: Record<string, unknown>): string | null {
  if (typeof tool !== "string" || tool === "") return null;
  return (typeof server === "string" && server !== "" ? `${server}/${tool}` : tool).slice(0, LONGEST_TOOL);
}

/** The policy that an event is about, or the first of those that decided, without its version. */
function policyIn({ target, details }: Leaf): string | null {
  if (target.kind === "policy") return target.id;
  const [first] = Array.isArray(details.policies) ? details.policies : [];
  return typeof first === "string" ? (first.split("@", 1)[0] ?? null) : null;
}

/** What stands in a line of events.jsonl and, but for `leaf` and `beside`, in one of events.csv: in this order. */
function flat(row: EventRow) {
  const { epoch, seq, leaf, tool, policy, record } = row;
  return {
    epoch,
    seq,
    id: leaf.id,
    at: leaf.at,
    type: leaf.type,
    severity: leaf.severity,
    outcome: leaf.outcome,
    actorKind: leaf.actor.kind,
    actorId: leaf.actor.id,
    agentId: leaf.agent,
    targetKind: leaf.target.kind,
    targetId: leaf.target.id,
    correlationId: leaf.correlation,
    tool,
    policy,
    record,
  };
}

/** One line of events.jsonl, with its line feed. */
export function jsonLineOf(row: EventRow): string {
  return `${JSON.stringify({ ...flat(row), leaf: row.leafText, beside: row.beside })}\n`;
}

export const CSV_HEAD =
  "epoch,seq,id,at,type,severity,outcome,actorKind,actorId,agentId,targetKind,targetId,correlationId,tool,policy,record\r\n";

/** One line of events.csv (RFC 4180). */
export function csvLineOf(row: EventRow): string {
  const { record, ...plain } = flat(row);
  const cells = [...Object.values(plain), JSON.stringify(record)];
  return `${cells.map((value) => cell(value === null ? "" : String(value))).join(",")}\r\n`;
}

// What begins so, a spreadsheet would run as a formula: an apostrophe before it says that it is text.
const FORMULA = /^[=+\-@\t\r]/;
const QUOTED = /[",\r\n]/;

function cell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return QUOTED.test(safe) || safe !== text ? `"${safe.replaceAll('"', '""')}"` : safe;
}
