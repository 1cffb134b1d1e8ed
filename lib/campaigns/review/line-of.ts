import { type Names, rightSentence } from "../present";
import type { ReviewLine } from "../views";
import type { LineRow } from "./queries";
import { recommend } from "./recommend";

const DAY_MS = 86_400_000;
const HALTED: readonly string[] = ["suspended", "decommissioned"];

/** A line of the list: what is recorded of the right itself says what is recommended at first glance; the item says more. */
export function lineOf(row: LineRow, names: Names, now: Date): ReviewLine {
  const { snapshot } = row;
  const lastUsedAt = row.lastUsedAt ?? dateOf(snapshot.use.lastUsedAt);
  const { recommendation } = recommend({
    kind: row.kind,
    tier: row.tier,
    ageDays: daysBetween(dateOf(snapshot.origin.at), now),
    usedDaysAgo: daysBetween(lastUsedAt, now),
    measured: row.kind !== "dependency",
    use: null,
    narrower: null,
    formerTier: row.formerTier,
    ownerGone: !row.ownerActive,
    peers: null,
    halted: HALTED.includes(row.status) ? row.status : null,
  });
  return {
    campaignId: row.campaignId,
    number: row.number,
    kind: row.kind,
    agentId: row.agentId,
    agentName: row.agentName,
    environment: row.environment,
    tier: row.tier,
    state: row.state,
    sentence: rightSentence(snapshot.rights, names),
    lastUsedAt,
    useCount: row.useCount ?? snapshot.use.useCount,
    recommendation,
    marks: row.marks,
    mine: row.decision ? { decision: row.decision, reason: row.reason ?? "", text: row.text ?? "" } : null,
    dueAt: row.dueAt,
    version: row.version,
  };
}

/** Whole days from one instant to another; null where there is none. */
export function daysBetween(from: Date | null, to: Date): number | null {
  return from ? Math.max(0, Math.floor((to.getTime() - from.getTime()) / DAY_MS)) : null;
}

function dateOf(iso: string | null): Date | null {
  return iso ? new Date(iso) : null;
}
