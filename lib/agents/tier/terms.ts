import type { Factor } from "@/lib/risk/schema";
import type { Environment, Tier } from "../terms";
import type { OverrideAbilities, OverrideView } from "./overrides/terms";

/** The words and views of the tier, safe for the browser. */

export * from "./overrides/terms";

/** A tier with the sum that it comes from (K1). */
export interface RiskSum {
  tier: Tier;
  score: number;
  factors: Factor[];
}

/** One answer that alone would bring another tier, with the points it adds or takes. */
export interface Lever {
  what: string;
  tier: Tier;
  points: number;
}

/** What the registration form shows while it is filled in. */
export interface TierPreview extends RiskSum {
  /** The tier that would stand: kept above what is computed by an override, or until a second person confirms a fall. */
  stands: Tier;
  /** How many points are missing to the next tier; null at the top, and where a floor lifts it beyond its sum. */
  next: { tier: Tier; points: number } | null;
  levers: Lever[];
  /** What the tier that would stand asks for before the agent may act (K3), by name. */
  controls: string[];
}

/** What accepting everything in quarantine would make of the tier. */
export interface QuarantineEffect extends RiskSum {
  tools: number;
  /** The factors that would be new. */
  added: Factor[];
}

/** One step in the history of a tier, newest first. */
export interface TierStep {
  at: string;
  from: Tier | null;
  to: Tier;
  /** Why, as a word of the log. */
  cause: string;
  score: number | null;
  byName: string;
}

/** What setting one tier would mean now, by the rule that the verb enforces. */
export interface TierOption {
  tier: Tier;
  /** Why it cannot be set; null where it can. */
  refusal: string | null;
  /** It waits until a second person agrees. */
  consent: boolean;
  /** How many days it can stand at most. */
  daysMax: number;
}

/** Everything that the page about one agent's risk shows. */
export interface RiskView {
  id: string;
  name: string;
  version: number;
  environment: Environment;
  /** The tier that stands, and what is computed. */
  tier: Tier | null;
  computed: RiskSum | null;
  classifiedAt: string | null;
  /** The override in force and the request that waits, if there are any. */
  override: OverrideView | null;
  pending: OverrideView | null;
  past: OverrideView[];
  steps: TierStep[];
  quarantine: QuarantineEffect | null;
  levers: Lever[];
  options: TierOption[];
  abilities: OverrideAbilities;
}

export const CAUSE_LABELS: Record<string, string> = {
  facts: "what is stated changed",
  tools: "its tools changed",
  resources: "what its tools reach changed",
  override: "a person decided",
  supplier: "trust in a supplier changed",
  import: "an import brought it",
  lifecycle: "a step of its lifecycle",
  people: "who answers for it changed",
  expiry: "an override ended",
  method: "the method changed",
  registered: "it was registered",
};
