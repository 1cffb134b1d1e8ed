import type { AgentFields } from "../../schema";
import { AGENT_KINDS, AUTONOMIES, DATA_CLASSES, EXPOSURES, PRIVILEGE_CLASSES, TIERS } from "../../terms";
import { type Document, type Kind, text } from "../document";
import { instantIn } from "../last-used";

/** Columns of a CSV and other headers that mean the same. Headers are compared in lower case, "-" and " " as "_". */
const SYNONYMS: Record<string, string> = {
  agent: "name",
  agent_name: "name",
  display_name: "name",
  title: "name",
  id: "key",
  agent_id: "key",
  external_id: "key",
  type: "kind",
  description: "purpose",
  vendor: "provider",
  supplier: "provider",
  publisher: "provider",
  url: "endpoint",
  address: "endpoint",
  deployed_by: "deployer",
  approved_under: "authority",
  data: "data_read",
  reads: "data_read",
  writes: "data_written",
  privilege: "privileges",
  risk: "tier",
  risk_tier: "tier",
  prompt_digest: "prompt_hash",
  image: "image_digest",
  policy: "policy_ref",
  last_used_at: "last_used",
  last_use: "last_used",
  owner_email: "owner",
  technical_owner: "owner",
  sponsor_email: "sponsor",
  business_sponsor: "sponsor",
};
const LINES = {
  name: "name",
  purpose: "purpose",
  provider: "provider",
  model: "model",
  deployer: "deployer",
  authority: "authority",
  endpoint: "endpoint",
  prompt_hash: "promptHash",
  image_digest: "imageDigest",
  policy_ref: "policyRef",
} as const satisfies Record<string, keyof AgentFields>;
const KNOWN: ReadonlySet<string> = new Set([
  ...Object.keys(LINES),
  ...["key", "kind", "systems", "data_read", "data_written", "privileges", "autonomy", "exposure", "tier"],
  ...["owner", "sponsor", "team", "last_used"],
]);

/** The name by which the importer knows a header, or null for one that it leaves alone. */
export function columnOf(header: string): string | null {
  const plain = header
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, "_");
  const column = SYNONYMS[plain] ?? plain;
  return KNOWN.has(column) ? column : null;
}

/** A row of a CSV, its headers already replaced by `columnOf`. Each cell that cannot be read names its column. */
export const csvRow: Kind = {
  kind: "csv",
  // Never by its look: only the reader of CSV files makes these.
  detect: () => false,
  read: (row) => {
    const name = text(row, "name");
    const faults: string[] = [];
    if (!name) faults.push('column "name" is empty');
    const one = <V extends string>(column: string, values: readonly V[]) => {
      const [value] = chosen(row, column, values, faults);
      return value ?? null;
    };
    const many = <V extends string>(column: string, values: readonly V[]) => chosen(row, column, values, faults);
    const fields: { name: string } & Partial<AgentFields> = { name };
    for (const [column, field] of Object.entries(LINES)) if (text(row, column)) fields[field] = text(row, column);
    if (text(row, "systems")) fields.systems = cells(row, "systems");
    if (text(row, "kind")) fields.kind = one("kind", AGENT_KINDS) ?? "agent";
    if (text(row, "data_read")) fields.dataRead = many("data_read", DATA_CLASSES);
    if (text(row, "data_written")) fields.dataWritten = many("data_written", DATA_CLASSES);
    if (text(row, "privileges")) fields.privileges = many("privileges", PRIVILEGE_CLASSES);
    if (text(row, "autonomy")) fields.autonomy = one("autonomy", AUTONOMIES);
    if (text(row, "exposure")) fields.exposure = one("exposure", EXPOSURES);
    const stated = text(row, "tier") ? one("tier", TIERS) : null;
    if (text(row, "last_used") && !instantIn(text(row, "last_used"))) {
      faults.push('column "last_used" is no date: write it as 2026-11-20');
    }
    if (faults.length) return { rejected: `${sentence(faults.join("; "))}.` };
    const named = { owner: text(row, "owner"), sponsor: text(row, "sponsor"), team: text(row, "team") };
    const warnings = stated
      ? [`It states the tier ${stated}: tiers are computed here, and a person may override one with a reason.`]
      : [];
    return { key: text(row, "key") || name, fields, named, warnings };
  },
};

function cells(row: Document, column: string): string[] {
  return text(row, column)
    .split(/[;|]/)
    .map((cell) => cell.trim())
    .filter(Boolean);
}

function chosen<V extends string>(row: Document, column: string, values: readonly V[], faults: string[]): V[] {
  const found = cells(row, column).map((cell) => {
    const plain = cell.toLowerCase().replace(/[\s-]+/g, "_");
    const value = values.find((candidate) => candidate === plain);
    if (!value) faults.push(`column "${column}": "${cell.slice(0, 40)}" is not one of ${values.join(", ")}`);
    return value;
  });
  return values.filter((value) => found.includes(value));
}

const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
