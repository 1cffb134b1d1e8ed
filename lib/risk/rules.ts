import type { Cue } from "./cues";
import type { Annotations, Capability, Effect, Tier } from "./schema";
import { START, WEIGHTS } from "./weights";

/** An effect with its two sums and the cues that carried it, heaviest first. */
export interface Weighed {
  effect: Effect;
  side: number;
  harm: number;
  because: string[];
}

const REASONS = 4;

/** Adds the cues up: above zero on `side` it is no read, above zero on `harm` as well it is destructive. */
export function weigh(cues: readonly Cue[]): Weighed {
  let { side, harm } = START;
  for (const { id, share } of cues) {
    side += (WEIGHTS[id]?.side ?? 0) * share;
    harm += (WEIGHTS[id]?.harm ?? 0) * share;
  }
  const effect: Effect = side <= 0 ? "read" : harm > 0 ? "destructive" : "write";
  return { effect, side, harm, because: reasonsFor(effect, cues) };
}

/** The cues that speak for the effect, with their points; the start value when nothing else decided. */
function reasonsFor(effect: Effect, cues: readonly Cue[]): string[] {
  const points = ({ id, share }: Cue) => {
    const weight = WEIGHTS[id] ?? { side: 0, harm: 0 };
    if (effect === "read") return -weight.side * share;
    return effect === "destructive" ? (weight.side + weight.harm) * share : weight.side * share;
  };
  const speaking = cues
    .map((cue) => ({ because: cue.because, points: points(cue) }))
    .filter((reason) => reason.points > 0)
    .sort((a, b) => b.points - a.points || (a.because < b.because ? -1 : 1));
  if (speaking.length === 0) return ["nothing in its name or description promises that it only reads"];
  return speaking.slice(0, REASONS).map((reason) => `${reason.because} (${signed(reason.points)})`);
}

function signed(points: number): string {
  return `+${Math.round(points * 100) / 100}`;
}

const ORDER: readonly Effect[] = ["read", "write", "destructive"];

/**
 * What the supplier claims against what the text says. A claim may raise the effect; it lowers it only when `trusted`.
 * @returns the effect to go by, and a sentence when the claim changed it or was set aside
 */
export function heedClaims(
  effect: Effect,
  claims: Annotations | null | undefined,
  trusted: boolean,
): { effect: Effect; because: string | null } {
  const claimed = claimedEffect(claims, effect);
  if (claimed === null || claimed === effect) return { effect, because: null };
  const raises = ORDER.indexOf(claimed) > ORDER.indexOf(effect);
  if (raises) return { effect: claimed, because: `its supplier states that it is ${CLAIM[claimed]}` };
  if (trusted)
    return {
      effect: claimed,
      because: `its supplier, whom the organisation trusts, states that it is ${CLAIM[claimed]}`,
    };
  return {
    effect,
    because: `its supplier's claim that it is ${CLAIM[claimed]} is not counted: only a trusted supplier can lower a rating`,
  };
}

const CLAIM: Record<Effect, string> = { read: "read-only", write: "not destructive", destructive: "destructive" };

function claimedEffect(claims: Annotations | null | undefined, effect: Effect): Effect | null {
  if (!claims) return null;
  if (claims.readOnlyHint === true) return claims.destructiveHint === true ? "destructive" : "read";
  if (claims.destructiveHint === true) return "destructive";
  if (claims.destructiveHint === false) return effect === "read" && claims.readOnlyHint !== false ? "read" : "write";
  return claims.readOnlyHint === false && effect === "read" ? "write" : null;
}

/** What a capability alone makes of a tool, in points; the tier of a tool looks at the heaviest and a little at the rest. */
const CAPABILITY_POINTS: Record<Capability, number> = {
  read: 2,
  write: 12,
  delete: 30,
  execute: 45,
  pay: 45,
  communicate: 22,
  publish: 24,
  change_permissions: 45,
  change_infrastructure: 40,
  export: 20,
  browse_untrusted: 15,
};

/** Reading credentials is a step towards using them. */
const SECRET_POINTS = 20;
/** Changing what exists without removing it. */
const CHANGES_POINTS = 22;
/** Lower bounds of the tiers of a tool. */
const TOOL_THRESHOLDS: Record<Exclude<Tier, "low">, number> = { moderate: 15, high: 38, critical: 60 };
const REST_SHARE = 0.25;

/** The tier of one tool, apart from any agent: what it could do wherever it is used. */
export function tierOfTool(effect: Effect, capabilities: readonly Capability[], namesSecrets = false): Tier {
  const points = capabilities.map((capability) => CAPABILITY_POINTS[capability]);
  if (namesSecrets) points.push(SECRET_POINTS);
  if (effect === "destructive") points.push(CHANGES_POINTS);
  const heaviest = Math.max(0, ...points);
  const rest = points.reduce((sum, each) => sum + each, 0) - heaviest;
  return tierAt(heaviest + rest * REST_SHARE, TOOL_THRESHOLDS);
}

/** @param thresholds the least score of each tier above low */
export function tierAt(score: number, thresholds: Record<Exclude<Tier, "low">, number>): Tier {
  if (score >= thresholds.critical) return "critical";
  if (score >= thresholds.high) return "high";
  return score >= thresholds.moderate ? "moderate" : "low";
}
