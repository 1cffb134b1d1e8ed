import { type Names, rightSentence } from "../present";
import type { Rights } from "../terms";

type Words = Record<string, string>;
const FIELDS: Words = {
  server: "Server",
  tool: "Tool",
  resourceId: "Resource",
  actions: "Actions",
  conditions: "Conditions",
  windows: "Hours",
  startsAt: "Beginning",
  expiresAt: "End",
  ownerId: "Owner",
  deputyId: "Deputy",
  sponsorId: "Sponsor",
  type: "Kind of credential",
  strength: "Strength",
  instanceId: "Instance",
  thumbprint: "Key",
  issuerId: "Issuer",
  subject: "Subject",
  purpose: "Purpose",
  dataRead: "Data it reads",
  dataWritten: "Data it writes",
  autonomy: "Autonomy",
  exposure: "Exposure",
  name: "Name",
  address: "Address",
  supplier: "Supplier",
  credential: "Account",
  tools: "Tools",
  tier: "Tier",
};
const INSTANTS = new Set(["startsAt", "expiresAt"]);

/** What differs between two states of one right, a sentence for each field, in the words a reviewer knows; empty: nothing. */
export function changesBetween(before: Rights, after: Rights, names: Names = new Map()): string[] {
  if (before.kind !== after.kind) return [`It was something else: ${rightSentence(before, names)}.`];
  const [old, now] = [before as unknown as Record<string, unknown>, after as unknown as Record<string, unknown>];
  return Object.keys(FIELDS).flatMap((field) => {
    if (JSON.stringify(old[field]) === JSON.stringify(now[field])) return [];
    const label = FIELDS[field] ?? field;
    const [was, is] = [old[field], now[field]];
    if (Array.isArray(was) && Array.isArray(is)) return listChanges(label, was, is);
    return [`${label}: ${shown(field, was, names)} → ${shown(field, is, names)}`];
  });
}

function listChanges(label: string, was: readonly unknown[], is: readonly unknown[]): string[] {
  const [old, now] = [was.map(textOf), is.map(textOf)];
  const added = now.filter((value) => !old.includes(value));
  const gone = old.filter((value) => !now.includes(value));
  const parts: string[] = [];
  if (added.length) parts.push(`added ${added.join(", ")}`);
  if (gone.length) parts.push(`no longer ${gone.join(", ")}`);
  return [`${label}: ${parts.join("; ") || "in another order"}`];
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function shown(field: string, value: unknown, names: Names): string {
  if (value === null || value === undefined || value === "") return "none";
  if (INSTANTS.has(field) && typeof value === "number") return new Date(value).toISOString().slice(0, 10);
  return names.get(String(value)) ?? String(value);
}
