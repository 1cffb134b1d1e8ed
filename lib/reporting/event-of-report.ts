import { canonicalize, type Json, type NewEvent } from "@/lib/audit";
import { ACTIONS } from "@/lib/entitlements/terms";
import { isId } from "@/lib/ids";
import { holdsNothing, maskDocument } from "@/lib/masking";
import { outcomeOf, type Source } from "./rules";
import type { Report } from "./schema";

const CLOSED_ACTIONS: readonly string[] = ACTIONS;

/** A report as canonical JSON, field by field in the order of their names. */
export type Fields = readonly { name: keyof Report; json: string }[];

/** @throws RangeError for half a character */
export function fieldsOf(report: Report): Fields {
  const names = Object.keys(report).sort() as (keyof Report)[];
  return names.map((name) => ({ name, json: `"${name}":${canonicalize(report[name])}` }));
}

/** The canonical JSON of the fields, or of those of them that are chosen. */
export function jsonOf(fields: Fields, chosen?: ReadonlySet<string>): string {
  let json = "";
  for (const { name, json: field } of fields) {
    if (!chosen || chosen.has(name)) json += json ? `,${field}` : `{${field}`;
  }
  return json ? `${json}}` : "{}";
}

/** Ids, numbers and closed words, which stand in the leaf as they are; and what stands there otherwise written. */
const AS_GIVEN = [
  "environment",
  "trigger",
  "decisionId",
  "approvalId",
  "entitlementId",
  "credentialId",
  "step",
] as const;
const IN_LEAF: ReadonlySet<string> = new Set([...AS_GIVEN, "occurredAt", "policy", "durationMillis"]);
/** Neither in the leaf nor in what is said beside it: they are the event's own type, agent and texts. */
const ELSEWHERE: ReadonlySet<string> = new Set(["type", "agentId", "agent", "server", "tool"]);
/** Holds numbers only, under a name that would be read as that of a secret. */
const COUNTED = "tokens";

/**
 * The event that a report is recorded as. The leaf is public: ids, numbers and closed words stand in it, and everything that
 * somebody wrote beside it, masked (L8), with the kinds and counts of what was masked in the leaf.
 * @returns the event, and the canonical JSON of what was said where masking left it as it was
 */
export function eventOfReport(
  { report, fields }: { report: Report; fields: Fields },
  agentId: string,
  source: Source,
): { event: NewEvent; written: { [field: string]: string } } {
  const { server = "", tool = "" } = report;
  const said: { [field: string]: Json } = {};
  const chosen = new Set<string>();
  const read = new Set<string>(["server", "tool"]);
  for (const { name } of fields) {
    if (ELSEWHERE.has(name) || IN_LEAF.has(name) || isClosed(report, name)) continue;
    said[name] = report[name] as Json;
    chosen.add(name);
    if (name !== COUNTED) read.add(name);
  }
  const document = { server, tool, report: said };
  const { value, masked } = holdsNothing(jsonOf(fields, read))
    ? { value: document, masked: {} }
    : maskDocument(document, { personal: true });
  const details: { [field: string]: Json } = inLeaf(report);
  details.reportedBy = source.kind;
  if (Object.keys(masked).length) details.masked = masked as Json;
  if (value.server) details.server = value.server;
  if (value.tool) details.tool = value.tool;
  details.report = value.report;
  return {
    event: { type: `${report.type}.reported`, targetId: agentId, agentId, outcome: outcomeOf(report.outcome), details },
    written: value.report === said ? { report: jsonOf(fields, chosen) } : {},
  };
}

/** Whether what a field holds is an id of ours or one of the words there are: anything else was written by somebody. */
function isClosed({ instance, chain, action }: Report, name: string): boolean {
  if (name === "instance") return instance !== undefined && isId("ins", instance);
  if (name === "chain") return chain?.every((one) => isId("agt", one) || isId("per", one)) ?? false;
  return name === "action" && action !== undefined && CLOSED_ACTIONS.includes(action);
}

function inLeaf(report: Report): { [field: string]: Json } {
  const details: { [field: string]: Json } = { occurredAt: instantOf(report.occurredAt) };
  for (const name of AS_GIVEN) if (report[name] !== undefined) details[name] = report[name];
  if (isClosed(report, "instance")) details.instanceId = report.instance as string;
  if (isClosed(report, "chain")) details.chain = report.chain as string[];
  if (isClosed(report, "action")) details.action = report.action as string;
  if (report.policy !== undefined) details.policies = [report.policy];
  if (report.durationMillis !== undefined) details.durationMillis = Math.round(report.durationMillis);
  return details;
}

/** As `Date` writes it; most are written so already. */
function instantOf(text: string): string {
  return text.length === 24 && text.endsWith("Z") && text[19] === "." ? text : new Date(text).toISOString();
}
