import type { ItemDecision, Recommendation } from "../terms";

/** One current vote, as far as it says how it came about. */
export interface MeasuredVote {
  decision: ItemDecision;
  recommended: Recommendation | "";
  dwellMillis: number;
  at: Date;
  bulkId: string | null;
}

type IntegrityScore = "good" | "watch" | "poor";

export interface Integrity {
  score: IntegrityScore;
  reasons: string[];
  votes: number;
  /** Of what was opened one by one; null: nothing was. */
  medianDwellMillis: number | null;
  /** 0 to 1. */
  keepShare: number;
  bulkShare: number;
  /** The most that were opened and decided within sixty seconds. */
  mostPerMinute: number;
  /** Kept although it was recommended to revoke. */
  keptAgainst: number;
  /** Planted requests for approval that this person let through in the last ninety days. */
  canariesMissed: number;
}

/** The limits stand here in the open, so that nobody is measured by a secret. */
export const INTEGRITY = {
  /** Fewer votes say nothing about a person. */
  votes: 20,
  quickMillis: 3_000,
  hastyMillis: 6_000,
  keepShare: 0.98,
  bulkShare: 0.8,
  perMinute: 12,
  perMinutePoor: 20,
  keptAgainst: 10,
  canaryDays: 90,
  /** Of a poor reviewer's kept items of tier low and moderate: asked again of somebody else. */
  secondLookPercent: 10,
} as const;

const MINUTE_MS = 60_000;

/**
 * How a reviewer's votes came about (C5). One grave sign or two lesser ones make it poor: then a tenth of what they kept is looked
 * at by somebody else. It accuses nobody, and takes back nothing by itself.
 */
export function integrityOf(votes: readonly MeasuredVote[], canariesMissed: number): Integrity {
  const figures = figuresOf(votes, canariesMissed);
  const { medianDwellMillis: dwell, mostPerMinute, keepShare, bulkShare, keptAgainst } = figures;
  const grave: string[] = [];
  const lesser: string[] = [];
  const into = (isGrave: boolean, reason: string) => (isGrave ? grave : lesser).push(reason);
  if (canariesMissed > 0) {
    into(canariesMissed > 1, `Let ${canariesMissed} planted ${canariesMissed === 1 ? "request" : "requests"} through.`);
  }
  if (votes.length >= INTEGRITY.votes) {
    if (dwell !== null && dwell < INTEGRITY.hastyMillis) {
      into(dwell < INTEGRITY.quickMillis, `Half of the items were on the screen for ${seconds(dwell)} or less.`);
    }
    if (mostPerMinute > INTEGRITY.perMinute) {
      into(mostPerMinute > INTEGRITY.perMinutePoor, `Decided ${mostPerMinute} items one by one within a minute.`);
    }
    if (keepShare >= INTEGRITY.keepShare) into(false, `Kept ${percent(keepShare)} of everything.`);
    if (bulkShare >= INTEGRITY.bulkShare) into(false, `Decided ${percent(bulkShare)} together with others.`);
    if (keptAgainst >= INTEGRITY.keptAgainst) into(false, `Kept ${keptAgainst} that were recommended to be revoked.`);
  }
  const score = grave.length > 0 || lesser.length > 1 ? "poor" : lesser.length === 1 ? "watch" : "good";
  return { score, reasons: [...grave, ...lesser], ...figures };
}

function figuresOf(votes: readonly MeasuredVote[], canariesMissed: number): Omit<Integrity, "score" | "reasons"> {
  const alone = votes.filter(({ bulkId }) => bulkId === null);
  const share = (part: number) => (votes.length === 0 ? 0 : part / votes.length);
  const kept = votes.filter(({ decision }) => decision === "keep");
  return {
    votes: votes.length,
    medianDwellMillis: medianOf(alone.map(({ dwellMillis }) => dwellMillis)),
    keepShare: share(kept.length),
    bulkShare: share(votes.length - alone.length),
    mostPerMinute: mostWithin(alone.map(({ at }) => at.getTime())),
    keptAgainst: kept.filter(({ recommended }) => recommended === "revoke").length,
    canariesMissed,
  };
}

function medianOf(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

function mostWithin(instants: readonly number[]): number {
  const sorted = [...instants].sort((a, b) => a - b);
  let most = 0;
  let from = 0;
  for (const [at, instant] of sorted.entries()) {
    while (instant - (sorted[from] ?? instant) >= MINUTE_MS) from++;
    most = Math.max(most, at - from + 1);
  }
  return most;
}

const seconds = (millis: number): string => `${(millis / 1_000).toFixed(1)} s`;
const percent = (share: number): string => `${Math.floor(share * 100)} %`;
