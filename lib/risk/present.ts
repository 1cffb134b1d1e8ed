import {
  AGENT_THRESHOLDS,
  AUTONOMY_RISK,
  CAPABILITY_RISK,
  COMBINATION_RISK,
  DATA_RISK,
  ENVIRONMENT_RISK,
  EXPOSURE_RISK,
  FURTHER_DATA,
  REACH_STEPS,
  type Steps,
  WRITES_SENSITIVE,
} from "./agent-points";
import { POWERS, WAYS_OUT } from "./classify";
import {
  AUTONOMY_LABELS,
  CAPABILITY_LABELS,
  DATA_CLASS_LABELS,
  ENVIRONMENT_LABELS,
  EXPOSURE_LABELS,
  TIERS,
  type Tier,
} from "./terms";

/** The method in words, from the same numbers that the classifier adds up. Safe for the browser. */

/** The least score of each tier. */
export const TIER_FROM: Record<Tier, number> = { low: 0, ...AGENT_THRESHOLDS };

/** What separates a score from the next tier; null at the top. */
export function pointsToNext(score: number): { tier: Tier; points: number } | null {
  const next = TIERS.find((tier) => TIER_FROM[tier] > score);
  return next ? { tier: next, points: TIER_FROM[next] - score } : null;
}

interface MethodRow {
  label: string;
  points: number;
}
export interface MethodTable {
  title: string;
  /** How its rows are counted. */
  rule: string;
  rows: MethodRow[];
}

const REACH_LABELS: Record<keyof typeof REACH_STEPS, string> = {
  users: "People who use it",
  systems: "Systems",
  records: "Records",
  people: "People in the data",
  money: "Money, in whole units",
};

/** Every number of the sum, by what it counts. */
export function methodTables(): MethodTable[] {
  return [
    {
      title: "What it can do",
      rule: "Each capability once, however many tools bring it. A stated privilege counts like a tool that has it.",
      rows: rowsOf(CAPABILITY_RISK, CAPABILITY_LABELS),
    },
    {
      title: "What data it touches",
      rule: "The most sensitive class in full, the others as “further”.",
      rows: [
        ...rowsOf(DATA_RISK, DATA_CLASS_LABELS),
        { label: "Each further sensitive class", points: FURTHER_DATA },
        { label: "Writes sensitive data", points: WRITES_SENSITIVE },
      ],
    },
    {
      title: "Where and how it works",
      rule: "What is not stated counts as the worst case.",
      rows: [
        ...rowsOf(ENVIRONMENT_RISK, ENVIRONMENT_LABELS),
        ...rowsOf(AUTONOMY_RISK, AUTONOMY_LABELS),
        ...rowsOf(EXPOSURE_RISK, EXPOSURE_LABELS, "Reached by: "),
      ],
    },
    {
      title: "How far it reaches",
      rule: "The highest step of each row counts.",
      rows: (Object.keys(REACH_STEPS) as (keyof typeof REACH_STEPS)[]).flatMap((key) =>
        (REACH_STEPS[key] as Steps).map(([from, points]) => ({
          label: `${REACH_LABELS[key]}: from ${from.toLocaleString("en-US")}`,
          points,
        })),
      ),
    },
    {
      title: "What comes together",
      rule: "Untrusted input, private data and a way out.",
      rows: [
        { label: "Two of the three", points: COMBINATION_RISK.two },
        { label: "All three", points: COMBINATION_RISK.three },
      ],
    },
  ];
}

function rowsOf<Key extends string>(
  points: Record<Key, number>,
  labels: Record<Key, string>,
  before = "",
): MethodRow[] {
  const rows = (Object.keys(points) as Key[]).map((key) => ({ label: `${before}${labels[key]}`, points: points[key] }));
  return rows.filter((row) => row.points > 0).sort((a, b) => b.points - a.points);
}

/** Below what an agent is never rated, whatever its sum. */
export interface Floor {
  when: string;
  tier: Tier;
}

export function floors(): Floor[] {
  const out = WAYS_OUT.map((capability) => CAPABILITY_LABELS[capability].toLowerCase()).join(", ");
  return [
    ...POWERS.map((power) => ({ when: `${CAPABILITY_LABELS[power]}, in production`, tier: "high" as const })),
    { when: `All three of untrusted input, private data and a way out (${out})`, tier: "high" },
    { when: "Two of the three", tier: "moderate" },
  ];
}

const GROUPS = { capability: "Can do", data: "Data", setting: "Setting", reach: "Reach" } as const;
const NAMES: Record<string, string> = {
  "data.unstated": "Data: not stated",
  "data.further": "Further data",
  "data.written": "Writes sensitive data",
  "setting.environment": "Environment",
  "setting.autonomy": "Autonomy",
  "setting.exposure": "Exposure",
  combination: "Combination",
};

/** A factor's id as people read it: "Move money", "Personal data". */
export function factorLabel(id: string): string {
  const known = NAMES[id];
  if (known) return known;
  const [group = "", what = ""] = id.split(".");
  if (group === "capability" && what in CAPABILITY_LABELS) {
    return CAPABILITY_LABELS[what as keyof typeof CAPABILITY_LABELS];
  }
  if (group === "data" && what in DATA_CLASS_LABELS) {
    return `${DATA_CLASS_LABELS[what as keyof typeof DATA_CLASS_LABELS]} data`;
  }
  if (group === "floor") return "Floor";
  return group in GROUPS ? `${GROUPS[group as keyof typeof GROUPS]}: ${what}` : id;
}

/** A factor that adds nothing and keeps the tier from being lower. */
export function isFloor(id: string): boolean {
  return id.startsWith("floor.");
}
