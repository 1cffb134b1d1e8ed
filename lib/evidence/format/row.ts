import type { Opening } from "@/lib/transparency";

/** An event as the log has it: its number, the text whose UTF-8 is hashed into the tree, and what stands beside it. */
export interface LoggedLeaf {
  epoch: number;
  seq: number;
  leaf: string;
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
  /** The same as JSON, which every format repeats. */
  recordText: string;
  tool: string | null;
  policy: string | null;
}

/** @throws SyntaxError for a text that is no JSON */
export function rowOf({ epoch, seq, leaf: leafText, beside }: LoggedLeaf): EventRow {
  const leaf = JSON.parse(leafText) as Leaf;
  const record = { ...leaf.details };
  for (const { field, value } of beside) record[field] = opened(value);
  const recordText = JSON.stringify(record);
  return { epoch, seq, leafText, beside, leaf, record, recordText, tool: toolIn(record), policy: policyIn(leaf) };
}

/** How any JSON begins. */
const JSON_BEGIN = /^[\s{["\-0-9tfn]/;

/** Texts are kept as canonical JSON, personal fields as themselves. */
function opened(value: string): unknown {
  // Most personal fields are seen to be no JSON at once: to throw and catch would cost more than all else about the event.
  if (!JSON_BEGIN.test(value)) return value;
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

/** What stands in a line of events.jsonl and in one of events.csv before the record: in this order. */
function flat(row: EventRow) {
  const { epoch, seq, leaf, tool, policy } = row;
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
  };
}

/** One line of events.jsonl, with its line feed. */
export function jsonLineOf(row: EventRow): string {
  const { recordText, leafText, beside } = row;
  const rest = `"record":${recordText},"leaf":${JSON.stringify(leafText)},"beside":${JSON.stringify(beside)}}\n`;
  return `${JSON.stringify(flat(row)).slice(0, -1)},${rest}`;
}

export const CSV_HEAD =
  "epoch,seq,id,at,type,severity,outcome,actorKind,actorId,agentId,targetKind,targetId,correlationId,tool,policy,record\r\n";

/** One line of events.csv (RFC 4180). */
export function csvLineOf(row: EventRow): string {
  const { epoch, seq, ...texts } = flat(row);
  let line = `${epoch},${seq}`;
  for (const value of Object.values(texts)) line += `,${value === null ? "" : cell(String(value))}`;
  return `${line},${cell(row.recordText)}\r\n`;
}

// What begins so, a spreadsheet would run as a formula: an apostrophe before it says that it is text.
const FORMULA = /^[=+\-@\t\r]/;
const QUOTED = /[",\r\n]/;
const EITHER = /[",\r\n]|^[=+\-@\t]/;

function cell(text: string): string {
  if (!EITHER.test(text)) return text;
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return QUOTED.test(safe) || safe !== text ? `"${safe.replaceAll('"', '""')}"` : safe;
}
