import { TIERS, type Tier } from "@/lib/risk/terms";
import type { ItemKind, Recommendation } from "../terms";

/** What is known of a right when somebody is asked about it. Null: not measured, or not looked at. */
export interface ReviewFacts {
  kind: ItemKind;
  tier: Tier;
  /** How long it has stood, in whole days. */
  ageDays: number | null;
  /** Days since it was used last; null: never, as far as is recorded. */
  usedDaysAgo: number | null;
  /** Whether the use of such a right is recorded at all. */
  measured: boolean;
  /** In the last 90 days. */
  use: { allowed: number; denied: number; weeks: number } | null;
  /** Why a narrower grant would have been enough; null: none is known. */
  narrower: string | null;
  /** The tier when it was certified last. */
  formerTier: Tier | null;
  ownerGone: boolean;
  /** Agents like this one, and those of them that hold the same. */
  peers: { total: number; alike: number } | null;
  /** The agent's status where it does not run. */
  halted: string | null;
}

export interface Recommended {
  recommendation: Recommendation;
  /** What speaks for it and, after a "But", what speaks against it: never only one side. */
  reasons: string[];
}

const UNUSED_DAYS = 90;
const RECENT_DAYS = 30;
const REGULAR_WEEKS = 4;
/** So many peers, and none holds it: then that says something. */
const PEERS_MIN = 3;
const DENIED_MIN = 5;

/**
 * What the facts say about a right (C2). It is never chosen for anybody: where the facts do not say, it answers `look`, and `keep`
 * comes only with use that was really recorded and with everything that speaks against it.
 */
export function recommend(facts: ReviewFacts): Recommended {
  const doubts = doubtsOf(facts);
  if (facts.ownerGone && facts.kind === "owner") {
    return {
      recommendation: "transfer",
      reasons: ["Its owner has left: somebody else has to answer for it.", ...doubts],
    };
  }
  const used = usageOf(facts);
  if (used.unused) return { recommendation: "revoke", reasons: [used.sentence, ...butOf(doubts)] };
  if (facts.narrower) {
    return { recommendation: "reduce", reasons: [facts.narrower, used.sentence, ...butOf(doubts)].filter(Boolean) };
  }
  const strong = doubts.length > 0 || facts.halted !== null || !used.regular;
  const reasons = [...(used.sentence ? [used.sentence] : []), ...(used.regular ? butOf(doubts) : doubts)];
  if (strong)
    return {
      recommendation: "look",
      reasons: reasons.length ? reasons : ["Nothing recorded speaks for it or against it."],
    };
  return { recommendation: "keep", reasons };
}

/** What use there is, in a sentence, and whether it is a habit or its absence. */
function usageOf(facts: ReviewFacts): { sentence: string; unused: boolean; regular: boolean } {
  const { measured, usedDaysAgo, ageDays, use } = facts;
  if (!measured) return { sentence: "Its use is not recorded.", unused: false, regular: false };
  if (usedDaysAgo === null || usedDaysAgo >= UNUSED_DAYS) {
    const isYoung = ageDays !== null && ageDays < UNUSED_DAYS;
    if (usedDaysAgo === null && isYoung) {
      return { sentence: `Not used yet; it has stood for ${days(ageDays)} only.`, unused: false, regular: false };
    }
    const since = usedDaysAgo === null ? "Never used" : `Not used for ${days(usedDaysAgo)}`;
    const age = usedDaysAgo === null && ageDays !== null ? `, and it has stood for ${days(ageDays)}` : "";
    return { sentence: `${since}${age}.`, unused: true, regular: false };
  }
  const last = ["today", "yesterday"][usedDaysAgo] ?? `${days(usedDaysAgo)} ago`;
  // Without looking at the calls nobody can say that it is a habit.
  if (!use) return { sentence: `Last used ${last}.`, unused: false, regular: false };
  if (use.allowed === 0) {
    return { sentence: `Last used ${last}, and no call is recorded that rested on it.`, unused: false, regular: false };
  }
  const regular = usedDaysAgo <= RECENT_DAYS && use.weeks >= REGULAR_WEEKS;
  const calls = use.allowed === 1 ? "1 call" : `${use.allowed} calls`;
  const weeks = use.weeks === 1 ? "1 week" : `${use.weeks} weeks`;
  return { sentence: `${calls} in ${weeks} of the last 13, most recently ${last}.`, unused: false, regular };
}

/** What speaks against a right, most serious first. */
function doubtsOf({ tier, formerTier, ownerGone, peers, use, halted, kind }: ReviewFacts): string[] {
  const doubts: string[] = [];
  if (formerTier && TIERS.indexOf(tier) > TIERS.indexOf(formerTier)) {
    doubts.push(`Its agent's tier rose from ${formerTier} to ${tier} since it was certified.`);
  }
  if (ownerGone && kind !== "owner") doubts.push("Nobody active answers for its agent.");
  if (halted) doubts.push(`Its agent is ${halted}.`);
  if (use && use.denied >= DENIED_MIN && use.denied * 4 >= use.allowed + use.denied) {
    doubts.push(`${use.denied} of ${use.allowed + use.denied} calls were denied.`);
  }
  if (peers && peers.total >= PEERS_MIN && peers.alike === 0) {
    doubts.push(`None of ${peers.total} agents like it holds the same.`);
  }
  return doubts;
}

const butOf = (doubts: readonly string[]): string[] => doubts.map((doubt) => `But: ${doubt}`);

function days(count: number | null): string {
  return count === 1 ? "1 day" : `${count ?? 0} days`;
}
