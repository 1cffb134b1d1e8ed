import * as points from "./agent-points";
import { tierAt } from "./rules";
import type { Factor } from "./schema";
import {
  AUTONOMY_LABELS,
  type Autonomy,
  CAPABILITIES,
  CAPABILITY_LABELS,
  type Capability,
  DATA_CLASS_LABELS,
  type DataClass,
  ENVIRONMENT_LABELS,
  type Environment,
  EXPOSURE_LABELS,
  type Exposure,
  PRIVILEGE_LABELS,
  type PrivilegeClass,
  TIERS,
  type Tier,
} from "./terms";

/** What the risk of an agent rests on. What is null has not been stated and counts as the worst case. */
export interface RiskFacts {
  tools: readonly { name: string; capabilities: readonly Capability[] }[];
  privileges: readonly PrivilegeClass[];
  dataRead: readonly DataClass[];
  dataWritten: readonly DataClass[];
  environment: Environment;
  autonomy: Autonomy | null;
  exposure: Exposure | null;
  /** Numbers within reach; money in whole units of the organisation's currency. */
  reach: { users?: number; systems?: number; records?: number; people?: number; money?: number };
}

export interface AgentRisk {
  tier: Tier;
  score: number;
  factors: Factor[];
}

/**
 * The tier of an agent (K1): the sum of its factors against AGENT_THRESHOLDS, and never below the floors. Pure and
 * deterministic; every factor names its fact, and the order of facts does not matter.
 */
export function classify(facts: RiskFacts): AgentRisk {
  const sources = sourcesOf(facts);
  const combination = combinationOf(facts, sources);
  const factors = [
    ...capabilityFactors(sources),
    ...dataFactors(facts),
    ...settingFactors(facts),
    ...reachFactors(facts.reach),
    ...combination.factors,
  ];
  const score = factors.reduce((sum, factor) => sum + factor.points, 0);
  const floors = [...combination.floors, ...powerFloors(facts.environment, sources)];
  const byScore = tierAt(score, points.AGENT_THRESHOLDS);
  const tier = floors.reduce<Tier>((highest, floor) => higher(highest, floor.tier), byScore);
  const raising = floors.filter((floor) => higher(byScore, floor.tier) !== byScore);
  return { tier, score, factors: [...factors, ...raising.map(({ id, because }) => ({ id, points: 0, because }))] };
}

function higher(one: Tier, other: Tier): Tier {
  return TIERS.indexOf(one) >= TIERS.indexOf(other) ? one : other;
}

/** Where each capability comes from: the first tools by name, or what a person stated. */
function sourcesOf({ tools, privileges }: RiskFacts): Map<Capability, string> {
  const sources = new Map<Capability, string>();
  for (const capability of CAPABILITIES) {
    const names = [
      ...new Set(tools.filter((tool) => tool.capabilities.includes(capability)).map((tool) => tool.name)),
    ].sort();
    const stated = privileges.find((privilege) => points.STATED[privilege] === capability);
    if (names.length > 0) sources.set(capability, `${few(names)} can: ${CAPABILITY_LABELS[capability].toLowerCase()}`);
    else if (stated) sources.set(capability, `its registration states the privilege "${PRIVILEGE_LABELS[stated]}"`);
  }
  return sources;
}

const NAMED = 3;

function few(names: readonly string[]): string {
  const shown = names
    .slice(0, NAMED)
    .map((name) => `\`${name}\``)
    .join(", ");
  return names.length > NAMED ? `${shown} and ${names.length - NAMED} more` : shown;
}

function capabilityFactors(sources: ReadonlyMap<Capability, string>): Factor[] {
  return [...sources].flatMap(([capability, because]) => {
    const risk = points.CAPABILITY_RISK[capability];
    return risk > 0 ? [{ id: `capability.${capability}`, points: risk, because }] : [];
  });
}

function dataFactors({ dataRead, dataWritten }: RiskFacts): Factor[] {
  const classes = [...new Set([...dataRead, ...dataWritten])].sort(
    (a, b) => points.DATA_RISK[b] - points.DATA_RISK[a] || (a < b ? -1 : 1),
  );
  const [worst, ...others] = classes;
  if (!worst)
    return [
      {
        id: "data.unstated",
        points: points.DATA_RISK.internal,
        because: "no data class is stated: internal data is assumed",
      },
    ];
  const further = others.filter(isPrivate);
  const written = classes.filter((each) => isPrivate(each) && dataWritten.includes(each));
  const labels = (list: readonly DataClass[]) => list.map((each) => DATA_CLASS_LABELS[each].toLowerCase()).join(", ");
  return [
    { id: `data.${worst}`, points: points.DATA_RISK[worst], because: `it touches ${labels([worst])} data` },
    { id: "data.further", points: further.length * points.FURTHER_DATA, because: `and also: ${labels(further)}` },
    {
      id: "data.written",
      points: written.length > 0 ? points.WRITES_SENSITIVE : 0,
      because: `it writes ${labels(written)} data`,
    },
  ].filter((factor) => factor.points > 0);
}

function isPrivate(data: DataClass): boolean {
  return data !== "public" && data !== "internal";
}

function settingFactors({ environment, autonomy, exposure }: RiskFacts): Factor[] {
  const how = autonomy ?? "acts_alone";
  const seen = exposure ?? "public";
  return [
    {
      id: "setting.environment",
      points: points.ENVIRONMENT_RISK[environment],
      because: `it runs in ${ENVIRONMENT_LABELS[environment].toLowerCase()}`,
    },
    {
      id: "setting.autonomy",
      points: points.AUTONOMY_RISK[how],
      because: autonomy
        ? `autonomy: ${AUTONOMY_LABELS[how].toLowerCase()}`
        : "its autonomy is not stated: acting alone is assumed",
    },
    {
      id: "setting.exposure",
      points: points.EXPOSURE_RISK[seen],
      because: exposure
        ? `exposure: ${EXPOSURE_LABELS[seen].toLowerCase()}`
        : "its exposure is not stated: public is assumed",
    },
  ].filter((factor) => factor.points > 0);
}

const REACHED = {
  users: "people use it",
  systems: "systems are within its reach",
  records: "records are within its reach",
  people: "people are within its reach",
  money: "of money is within its reach",
} as const;

function reachFactors(reach: RiskFacts["reach"]): Factor[] {
  return (Object.keys(REACHED) as (keyof typeof REACHED)[]).flatMap((key) => {
    const amount = reach[key] ?? 0;
    const steps: points.Steps = points.REACH_STEPS[key];
    const risk = steps.reduce((most, [from, each]) => (amount >= from ? each : most), 0);
    return risk > 0
      ? [{ id: `reach.${key}`, points: risk, because: `${amount.toLocaleString("en-US")} ${REACHED[key]}` }]
      : [];
  });
}

interface Floor {
  id: string;
  tier: Tier;
  because: string;
}

/** By what private data could leave. */
export const WAYS_OUT: readonly Capability[] = ["communicate", "publish", "export", "execute"];

/** Untrusted input, private data and a way out: together they are the path of every known theft by injected text. */
function combinationOf(
  facts: RiskFacts,
  sources: ReadonlyMap<Capability, string>,
): { factors: Factor[]; floors: Floor[] } {
  const out = WAYS_OUT.find((capability) => sources.has(capability));
  const open = facts.exposure === null || facts.exposure === "public";
  const parts = [
    sources.has("browse_untrusted") ? "reads what outsiders write" : open ? "takes input from the public" : null,
    [...facts.dataRead, ...facts.dataWritten].some(isPrivate) ? "holds private data" : null,
    out ? `has a way out (${CAPABILITY_LABELS[out].toLowerCase()})` : null,
  ].filter((part) => part !== null);
  if (parts.length < 2) return { factors: [], floors: [] };
  const all = parts.length === 3;
  const because = `it ${parts.join(", ")}: together worth more than apart`;
  return {
    factors: [
      { id: "combination", points: all ? points.COMBINATION_RISK.three : points.COMBINATION_RISK.two, because },
    ],
    floors: [
      {
        id: "floor.combination",
        tier: all ? "high" : "moderate",
        because: `${all ? "all three" : "two"} of untrusted input, private data and a way out: never below ${all ? "high" : "moderate"}`,
      },
    ],
  };
}

/** Powers that in production are never rated below high. */
export const POWERS: readonly Capability[] = ["pay", "change_permissions", "change_infrastructure"];

function powerFloors(environment: Environment, sources: ReadonlyMap<Capability, string>): Floor[] {
  if (environment !== "production") return [];
  return POWERS.filter((capability) => sources.has(capability)).map((capability) => ({
    id: `floor.${capability}`,
    tier: "high" as const,
    because: `${CAPABILITY_LABELS[capability]} in production is never below high`,
  }));
}
