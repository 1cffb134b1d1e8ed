import { decideKeeps, gatesFor } from "../rules";
import {
  type AgentField,
  type AgentFields,
  FIELD_LABELS,
  type ImportRowResult,
  type PrivilegeClass,
  type Signature,
  UNSTATED,
} from "../schema";
import type { StoredAgent } from "../store";
import type { ReadRecord, Rejected } from "./recognise";

/** An imported agent as it is now, with what its source brought last time. */
export interface Existing {
  agent: StoredAgent;
  digest: string;
  signature: Signature;
  fields: Partial<AgentFields>;
  /** Whether the caller may change it by import. */
  permitted: boolean;
}

/** What becomes of one record, and for a changed one the values to write. */
export interface Outcome {
  row: ImportRowResult;
  record: ReadRecord | null;
  existing: Existing | null;
  changes: Partial<AgentFields>;
}

/** Decides the record's outcome (V3) against the agent of the same identity, if there is one. */
export function decideOutcome(
  record: ReadRecord,
  existing: Existing | null,
  reviewed: ReadonlySet<PrivilegeClass>,
): Outcome {
  const outcome = (over: Partial<ImportRowResult>, changes: Partial<AgentFields> = {}): Outcome => ({
    row: { ...rowOf(record), agentId: existing?.permitted ? existing.agent.id : null, ...over },
    record,
    existing,
    changes,
  });
  if (!existing) {
    return outcome({ result: "new", tools: { ...NO_TOOLS, added: record.tools?.tools.length ?? 0 } });
  }
  if (!existing.permitted) {
    return outcome({ result: "rejected", reason: "A record of this identity exists outside of what you may change." });
  }
  const { agent } = existing;
  if (existing.digest === record.digest) {
    // The same record again, with the key that proves its author: what was seen as unverified no longer is.
    const proved = existing.signature !== "verified" && record.signature.state === "verified";
    if (proved && agent.status !== "decommissioned") {
      return outcome({ result: "changed", reason: "The same record; its signature is now verified." });
    }
    return outcome({ result: "duplicate", reason: "Already imported, unchanged." });
  }
  if (agent.status === "decommissioned") {
    return outcome({ result: "rejected", reason: "The agent was decommissioned: an import does not bring it back." });
  }
  const { changes, kept } = compare(record.fields, existing);
  const changedFields = Object.keys(changes);
  const gates = (facts: StoredAgent) => gatesFor(facts, reviewed);
  const keeps = decideKeeps(agent.status, gates(agent), gates({ ...agent, ...changes }));
  if (!keeps.allowed) return outcome({ result: "rejected", reason: keeps.reason });
  return outcome(
    {
      result: "changed",
      reason: reasonOf(changedFields, kept),
      changedFields,
      keptFields: kept,
      warnings: [...record.warnings, ...lostProof(existing, record)],
    },
    changes,
  );
}

/** A record that no longer proves its author as the former one did: how a replaced card gives itself away. */
function lostProof(existing: Existing, record: ReadRecord): string[] {
  if (existing.signature !== "verified" || record.signature.state === "verified") return [];
  return ["The record imported before was signed by a trusted key; this one is not."];
}

/** Fields that the source changed: taken where nobody edited the former value by hand, kept where somebody did. */
function compare(brought: Partial<AgentFields>, { agent, fields: former }: Existing) {
  const changes: Partial<AgentFields> = {};
  const kept: AgentField[] = [];
  for (const field of new Set([...Object.keys(brought), ...Object.keys(former)]) as Set<AgentField>) {
    const before = former[field] ?? UNSTATED[field as keyof typeof UNSTATED];
    const after = brought[field] ?? UNSTATED[field as keyof typeof UNSTATED];
    if (same(before, after) || same(agent[field], after)) continue;
    if (same(agent[field], before)) Object.assign(changes, { [field]: after });
    else kept.push(field);
  }
  return { changes, kept };
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

export const UNSEEN_CHANGE = "The record changed in details that the inventory does not show.";

function reasonOf(changed: readonly string[], kept: readonly AgentField[]): string {
  if (kept.length) {
    const names = kept.map((field) => FIELD_LABELS[field].toLowerCase()).join(", ");
    return `Edited by hand and therefore kept: ${names}.`;
  }
  return changed.length ? "" : UNSEEN_CHANGE;
}

/** A record that stands in the file more than once: the first counts. */
export function repeated(record: ReadRecord, first: ReadRecord): Outcome {
  const row =
    record.digest === first.digest
      ? { result: "duplicate" as const, reason: `The same as record ${first.position} of this file.` }
      : {
          result: "rejected" as const,
          reason: `Has the identity of record ${first.position} of this file and says something else.`,
        };
  return { row: { ...rowOf(record), ...row }, record, existing: null, changes: {} };
}

export function rejectedOutcome({ position, kind, name, rejected }: Rejected): Outcome {
  const nothing = { key: "", warnings: [], changedFields: [], keptFields: [], tools: NO_TOOLS, agentId: null };
  return {
    row: { position, kind, name, result: "rejected", reason: rejected, signature: "none", ...nothing },
    record: null,
    existing: null,
    changes: {},
  };
}

export const NO_TOOLS = { added: 0, changed: 0, removed: 0 };

function rowOf(record: ReadRecord): ImportRowResult {
  return {
    position: record.position,
    kind: record.kind,
    key: record.key,
    name: record.fields.name,
    result: "new",
    reason: "",
    warnings: record.warnings,
    changedFields: [],
    keptFields: [],
    tools: NO_TOOLS,
    signature: record.signature.state,
    agentId: null,
  };
}
