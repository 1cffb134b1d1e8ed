import type { RiskFacts } from "@/lib/risk";
import { AUTONOMIES, AUTONOMY_LABELS, DATA_CLASS_LABELS, EXPOSURE_LABELS, EXPOSURES, PRIVILEGE_LABELS } from "../terms";
import { rank } from "./rules";
import type { Lever, RiskSum } from "./terms";

type Rate = (facts: RiskFacts) => RiskSum;

/** The answers that alone would change the tier: at most so many in either direction. */
const SHOWN = 3;

/**
 * Which single answer would bring another tier (K1), the strongest first: what a person can weigh before deciding. Pure; `rate`
 * is the classifier. What is not stated counts as the worst case, so that stating it appears as a way down.
 */
export function leversOf(facts: RiskFacts, rate: Rate): Lever[] {
  const now = rate(facts);
  const tried = variantsOf(facts).map(({ what, facts: other }) => {
    const { tier, score } = rate(other);
    return { what, tier, points: score - now.score };
  });
  const changing = tried.filter(({ tier }) => tier !== now.tier);
  const lower = changing.filter(({ tier }) => rank(tier) < rank(now.tier)).sort((a, b) => a.points - b.points);
  const higher = changing.filter(({ tier }) => rank(tier) > rank(now.tier)).sort((a, b) => a.points - b.points);
  return [...lower.slice(0, SHOWN), ...higher.slice(0, SHOWN)];
}

interface Variant {
  what: string;
  facts: RiskFacts;
}

function variantsOf(facts: RiskFacts): Variant[] {
  const autonomies = AUTONOMIES.filter((one) => one !== facts.autonomy).map((autonomy) => ({
    what: `Autonomy: ${AUTONOMY_LABELS[autonomy].toLowerCase()}`,
    facts: { ...facts, autonomy },
  }));
  const exposures = EXPOSURES.filter((one) => one !== facts.exposure).map((exposure) => ({
    what: `Who can reach it: ${EXPOSURE_LABELS[exposure].toLowerCase()}`,
    facts: { ...facts, exposure },
  }));
  const touched = [...new Set([...facts.dataRead, ...facts.dataWritten])];
  const withoutClass = touched.map((gone) => ({
    what: `No ${DATA_CLASS_LABELS[gone].toLowerCase()} data`,
    facts: {
      ...facts,
      dataRead: facts.dataRead.filter((one) => one !== gone),
      dataWritten: facts.dataWritten.filter((one) => one !== gone),
    },
  }));
  const withoutPrivilege = facts.privileges.map((gone) => ({
    what: `Without the privilege “${PRIVILEGE_LABELS[gone]}”`,
    facts: { ...facts, privileges: facts.privileges.filter((one) => one !== gone) },
  }));
  return [...autonomies, ...exposures, ...withoutClass, ...withoutPrivilege];
}
