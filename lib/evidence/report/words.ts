import type { AuditSearch } from "@/lib/audit";
import { literal } from "@/lib/packs";
import type { ExportQuery } from "../schema";

const LISTS: readonly (readonly [keyof AuditSearch & keyof AuditSearch["not"], string])[] = [
  ["kind", "Kind"],
  ["severity", "Severity"],
  ["outcome", "Outcome"],
  ["actorId", "Done by"],
  ["personId", "Done by or to"],
  ["agentId", "Agent"],
  ["tool", "Tool"],
  ["policy", "Policy"],
];

type Search = Pick<AuditSearch, Exclude<keyof AuditSearch, "olderThan" | "newerThan" | "limit">>;

/** What was asked, line by line, in words; names where there are any. */
export function queryLines(query: ExportQuery, names: ReadonlyMap<string, string>): [string, string][] {
  const search: Search = query.search;
  const named = (values: readonly string[]) =>
    values.map((value) => (names.has(value) ? `${literal(names.get(value) as string)} (${value})` : literal(value)));
  const lines: [string, string][] = query.kind === "control" ? [["Control", literal(query.controlId)]] : [];
  for (const [field, label] of LISTS) {
    if (search[field].length) lines.push([label, named(search[field]).join(", ")]);
    if (search.not[field].length) lines.push([`${label}, not`, named(search.not[field]).join(", ")]);
  }
  if (search.text) lines.push(["Words", literal(search.text)]);
  if (search.targetId) lines.push(["About", named([search.targetId]).join()]);
  if (search.correlationId) lines.push(["Workflow", search.correlationId]);
  if (search.from) lines.push(["From", `${search.from} (UTC)`]);
  if (search.to) lines.push(["To", `${search.to} (UTC), inclusive`]);
  return lines.length ? lines : [["Everything", "All events that whoever asked may read"]];
}
