import { type AgentStatus, TIER_LABELS, TIERS, type Tier } from "../../terms";
import type { Ability } from "../../views";
import { agreedTier, type OpenOverride, rank } from "../rules";
import type { TierOption } from "../terms";
import { LOWER_DAYS_MAX, type OverrideAbilities, type OverrideAction, RAISE_DAYS_MAX, type RequestKind } from "./terms";

/** A request that waits for a second person. */
export interface PendingRequest {
  id: string;
  kind: RequestKind;
  tier: Tier;
  /** What was computed when it was asked for. */
  computedTier: Tier;
  requestedById: string | null;
  expiresAt: Date | null;
}

/** Everything that raising, lowering and agreeing is decided on. */
export interface Standing {
  status: AgentStatus;
  /** The tier that stands and the one that is computed. */
  tier: Tier | null;
  computed: Tier | null;
  override: OpenOverride | null;
  pending: PendingRequest | null;
}

interface Refusal {
  allowed: false;
  code: "conflict" | "unmet" | "forbidden" | "invalid";
  reason: string;
}
export type Decision = { allowed: true } | Refusal;
/** `consent`: it waits until a second person agrees. */
export type OverrideDecision = { allowed: true; kind: RequestKind; consent: boolean } | Refusal;

const refuse = (code: Refusal["code"], reason: string): Refusal => ({ allowed: false, code, reason });
const word = (tier: Tier) => TIER_LABELS[tier].toLowerCase();

/** Whether the tier of an agent in this state can be set by people at all. */
function decideState({ status, tier, computed }: Standing): Decision {
  if (status === "decommissioned") {
    return refuse("conflict", "A decommissioned agent is kept as it was: nothing about it changes.");
  }
  if (status === "draft") {
    return refuse(
      "conflict",
      "The tier of a draft is a preview. It can be set by people once the agent is registered.",
    );
  }
  if (tier === null || computed === null) {
    return refuse("unmet", "Its risk was not computed yet: it will be within a minute.");
  }
  return { allowed: true };
}

/**
 * Whether a person may set this tier for so long, and whether a second one has to agree (K2). Above everything that stands or
 * was agreed it takes effect at once; anything else lowers something and waits.
 */
export function decideOverride(standing: Standing, wanted: { tier: Tier; days: number }): OverrideDecision {
  const state = decideState(standing);
  if (!state.allowed) return state;
  const { tier, computed, override, pending } = standing as Standing & { tier: Tier; computed: Tier };
  if (wanted.tier === computed) {
    return refuse(
      "conflict",
      override ? END_INSTEAD : `${TIER_LABELS[computed]} is what is computed: it stands already.`,
    );
  }
  const kind = rank(wanted.tier) > rank(computed) ? "raise" : "lower";
  const most = kind === "raise" ? RAISE_DAYS_MAX : LOWER_DAYS_MAX;
  if (wanted.days > most) {
    return refuse(
      "invalid",
      `A tier ${kind === "raise" ? "above" : "below"} the computed one stands for ${most} days at most.`,
    );
  }
  const agreed = override ? agreedTier(override) : tier;
  const consent = rank(wanted.tier) < rank(tier) || rank(wanted.tier) < rank(agreed);
  if (!consent) return { allowed: true, kind, consent };
  if (pending)
    return refuse("conflict", "A request waits for a second person already: it is decided or taken back first.");
  if (rank(agreed) > rank(computed)) {
    return refuse("conflict", `What is computed fell to ${word(computed)}: a second person confirms that first.`);
  }
  return { allowed: true, kind, consent };
}

const END_INSTEAD = "That is what is computed: end the override instead.";

/** Whether the override in force may be ended, and whether a second person has to agree: ending a raise lowers. */
export function decideEnd(standing: Standing): { allowed: true; consent: boolean } | Refusal {
  const state = decideState(standing);
  if (!state.allowed) return state;
  const { override, pending } = standing;
  if (!override) return refuse("conflict", "No override is in force: what is computed stands.");
  if (override.kind === "held") {
    return refuse("conflict", "What is computed fell: it stands as soon as a second person confirms it.");
  }
  if (override.kind === "lower") return { allowed: true, consent: false };
  if (pending)
    return refuse("conflict", "A request waits for a second person already: it is decided or taken back first.");
  return { allowed: true, consent: true };
}

/** Whether this person may agree to the request that waits (K2): never who asked, nor who made what is computed fall. */
export function decideApproval(standing: Standing, actorId: string, now: Date): Decision {
  const state = decideState(standing);
  if (!state.allowed) return state;
  const { computed, override, pending } = standing as Standing & { computed: Tier };
  if (!pending) return refuse("conflict", "No request waits: it was decided or taken back meanwhile.");
  if (pending.requestedById === actorId) return refuse("forbidden", "You asked for it: somebody else has to agree.");
  if (override && isCauser(override, actorId)) return refuse("forbidden", CAUSED);
  if (pending.expiresAt !== null && pending.expiresAt <= now) {
    return refuse("conflict", "Its time is over: ask anew.");
  }
  if (pending.kind !== "release" && rank(computed) > rank(pending.computedTier)) {
    return refuse(
      "conflict",
      `Since it was asked for, what is computed rose from ${word(pending.computedTier)} to ${word(computed)}: ask anew.`,
    );
  }
  if (pending.kind !== "release" && override && rank(agreedTier(override)) > rank(computed)) {
    return refuse("conflict", `What is computed fell to ${word(computed)}: a second person confirms that first.`);
  }
  return { allowed: true };
}

/** A hold is opened by whose change made what is computed fall; other overrides note it beside who asked. */
function isCauser(override: OpenOverride, actorId: string): boolean {
  return override.causedByIds.includes(actorId) || (override.kind === "held" && override.requestedById === actorId);
}

const CAUSED = "Your change made what is computed fall: somebody else has to agree.";

/** Whether this person may refuse the request that waits: who asked takes it back instead. */
export function decideRejection({ pending }: Standing, actorId: string): Decision {
  if (!pending) return refuse("conflict", "No request waits: it was decided or taken back meanwhile.");
  if (pending.requestedById === actorId) return refuse("forbidden", "You asked for it: take it back instead.");
  return { allowed: true };
}

export function decideWithdrawal({ pending }: Standing, actorId: string): Decision {
  if (!pending) return refuse("conflict", "No request waits: it was decided or taken back meanwhile.");
  if (pending.requestedById !== actorId) return refuse("forbidden", "Only who asked can take it back.");
  return { allowed: true };
}

/** Whether this person may let the tier fall to what is computed (K4): never who made it fall. */
export function decideConfirmation(standing: Standing, actorId: string): Decision {
  const state = decideState(standing);
  if (!state.allowed) return state;
  const { override } = standing;
  if (override?.kind !== "held") return refuse("conflict", "No tier is held: what stands was agreed on.");
  if (isCauser(override, actorId)) return refuse("forbidden", CAUSED);
  return { allowed: true };
}

export interface Asker {
  id: string;
  now: Date;
  /** The sentence of refusal for what the caller's roles do not reach; null where they do. */
  override: string | null;
  approve: string | null;
}

/** What the caller may do now: the decisions that the verbs enforce, as values for the buttons. */
export function overrideAbilities(standing: Standing, asker: Asker): OverrideAbilities {
  const ability = (needs: string | null, decision: Decision | { allowed: true }): Ability => {
    if (needs !== null) return { allowed: false, reason: needs };
    return decision.allowed ? { allowed: true } : { allowed: false, reason: decision.reason };
  };
  const abilities: Record<OverrideAction, Ability> = {
    override: ability(asker.override, decideState(standing)),
    approve: ability(asker.approve, decideApproval(standing, asker.id, asker.now)),
    reject: ability(asker.approve, decideRejection(standing, asker.id)),
    withdraw: ability(asker.override, decideWithdrawal(standing, asker.id)),
    end: ability(asker.override, decideEnd(standing)),
    confirm: ability(asker.approve, decideConfirmation(standing, asker.id)),
  };
  return abilities;
}

/** What setting each tier would mean now. */
export function tierOptions(standing: Standing): TierOption[] {
  return TIERS.map((tier) => {
    const decision = decideOverride(standing, { tier, days: 1 });
    const raises = standing.computed !== null && rank(tier) > rank(standing.computed);
    return {
      tier,
      refusal: decision.allowed ? null : decision.reason,
      consent: decision.allowed && decision.consent,
      daysMax: raises ? RAISE_DAYS_MAX : LOWER_DAYS_MAX,
    };
  });
}
