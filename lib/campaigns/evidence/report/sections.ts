import type { Content } from "pdfmake/interfaces";
import { count, grid, heading, inFours, instant, literal, note } from "@/lib/packs";
import { TIER_LABELS, type Tier } from "@/lib/risk/terms";
import { rightSentence } from "../../present";
import { DECISION_LABELS, ITEM_STATE_LABELS, type ItemOutcome, type ItemState } from "../../terms";
import type { CountCell, ReportFacts } from "./facts";
import { seatName, TIER_ORDER } from "./words";

/** The parts of the report, each from the facts alone. */

const OUTCOMES: readonly ItemOutcome[] = ["keep", "reduce", "transfer", "suspend", "revoke"];
const WAITING: readonly string[] = ["pending", "stale", "no_reviewer", "conflict"];
const tierName = (tier: string) => TIER_LABELS[tier as Tier] ?? tier;
const outcomeName = (decision: string | null) =>
  decision ? (DECISION_LABELS[decision as ItemOutcome] ?? decision) : "-";
const stateName = (state: string) => ITEM_STATE_LABELS[state as ItemState] ?? state;

interface Tally {
  key: string;
  total: number;
  open: number;
  outside: number;
  by: Record<string, number>;
}

function tallied(cells: readonly CountCell[]): Tally[] {
  const tallies = new Map<string, Tally>();
  for (const { key, state, decision, items } of cells) {
    const tally = tallies.get(key) ?? { key, total: 0, open: 0, outside: 0, by: {} };
    tally.total += items;
    if (state === "void" || state === "excluded") tally.outside += items;
    else if (decision) tally.by[decision] = (tally.by[decision] ?? 0) + items;
    else if (WAITING.includes(state)) tally.open += items;
    else tally.outside += items;
    tallies.set(key, tally);
  }
  return [...tallies.values()];
}

const TALLY_COLUMNS = [
  { title: "Items", width: 44, right: true },
  ...OUTCOMES.map((outcome) => ({ title: DECISION_LABELS[outcome], width: 46 as const, right: true })),
  { title: "Open", width: 40, right: true },
  { title: "Gone or left out", width: 60, right: true },
];

const tallyRow = (name: string, tally: Tally): string[] => [
  name,
  count(tally.total),
  ...OUTCOMES.map((outcome) => count(tally.by[outcome] ?? 0)),
  count(tally.open),
  count(tally.outside),
];

export function decisionsByTier({ tiers }: ReportFacts): Content[] {
  const tallies = tallied(tiers).sort((a, b) => TIER_ORDER.indexOf(a.key) - TIER_ORDER.indexOf(b.key));
  const rows = tallies.map((tally) => tallyRow(tierName(tally.key), tally));
  return [
    heading("Decisions by tier"),
    ...grid({
      columns: [{ title: "Tier", width: "*" }, ...TALLY_COLUMNS],
      rows,
      total: rows.length,
      file: "items.jsonl",
      none: "Nothing was in scope.",
    }),
  ];
}

export function decisionsByReviewer({ seats, names, asks, reminders }: ReportFacts): Content[] {
  const tallies = tallied(seats.rows).sort((a, b) => b.total - a.total || (a.key < b.key ? -1 : 1));
  const rows = tallies.map((tally) => tallyRow(seatName(tally.key, names), tally));
  const moved = asks.map(({ why, items }) => `${why.replaceAll("_", " ")} ${count(items)}`).join(", ");
  const told = reminders
    .map(({ step, people }) => `${step.replace("days_", "days before: ")} (${count(people)} people)`)
    .join(", ");
  return [
    heading("Who was asked"),
    ...grid({
      columns: [{ title: "Asked last", width: "*" }, ...TALLY_COLUMNS],
      rows,
      total: seats.total > seats.rows.length ? seats.total : rows.length,
      file: "items.jsonl",
      none: "Nobody was asked.",
    }),
    note(
      moved
        ? `Asked of somebody else than before: ${moved}. Each stands in asks.jsonl.`
        : "Nobody was replaced while it ran.",
    ),
    note(told ? `Reminded: ${told}.` : "Nobody was reminded."),
  ];
}

export function removals({ removals: list, names }: ReportFacts): Content[] {
  return [
    heading("What was withdrawn, and what came of it"),
    ...grid({
      columns: [
        { title: "Item", width: 34, right: true },
        { title: "Agent", width: 88 },
        { title: "Tier", width: 44 },
        { title: "Right", width: "*" },
        { title: "Decision", width: 46 },
        { title: "Since then", width: 96 },
      ],
      rows: list.rows.map((row) => [
        String(row.number),
        literal(row.agent),
        tierName(row.tier),
        literal(rightSentence(row.rights, names)),
        outcomeName(row.decision),
        sinceThen(row),
      ]),
      total: list.total,
      file: "remediation.jsonl",
      none: "Nothing was withdrawn.",
    }),
  ];
}

const CAME_OF_IT: Record<string, string> = {
  planned: "Planned",
  withdrawn: "Taken out before it was applied",
  applied: "Applied, not verified yet",
  verified: "Verified",
  error: "Failed",
  manual: "Waits for a person",
  done: "Done by a person",
  undone: "Given back",
};

function sinceThen({ remediation, verifiedAt, error }: ReportFacts["removals"]["rows"][number]): string {
  if (!remediation) return "Not planned yet";
  const words = CAME_OF_IT[remediation] ?? remediation;
  if (remediation === "verified") return `${words} ${instant(verifiedAt)}`;
  return error ? `${words}: ${literal(error)}` : words;
}

export function silence({ silent, names }: ReportFacts): Content[] {
  return [
    heading("What nobody answered"),
    note("No person's word stands behind these. The rule of the tier settled them, or they are still open."),
    ...grid({
      columns: [
        { title: "Item", width: 34, right: true },
        { title: "Agent", width: 100 },
        { title: "Tier", width: 44 },
        { title: "Right", width: "*" },
        { title: "Asked", width: 80 },
        { title: "Became", width: 70 },
      ],
      rows: silent.rows.map((row) => [
        String(row.number),
        literal(row.agent),
        tierName(row.tier),
        literal(rightSentence(row.rights, names)),
        seatName(row.seat, names),
        row.decision ? `${outcomeName(row.decision)} by rule` : stateName(row.state),
      ]),
      total: silent.total,
      file: "items.jsonl",
      none: "Every item that was asked about was answered.",
    }),
  ];
}

const named = (names: ReadonlyMap<string, string>, id: string | null) => (id ? literal(names.get(id) ?? id) : "-");

export function exclusions({ exclusions: list, names }: ReportFacts): Content[] {
  return [
    heading("Left out of the campaign"),
    ...grid({
      columns: [
        { title: "What", width: 110 },
        { title: "Why", width: "*" },
        { title: "Asked by", width: 80 },
        { title: "Agreed by", width: 80 },
        { title: "Until", width: 92 },
      ],
      rows: list.rows.map((row) => [
        `${row.targetKind === "agent" ? "Agent" : "Grant"}: ${literal(row.name)}`,
        literal(row.reason),
        named(names, row.requestedById),
        named(names, row.decidedById),
        instant(row.until),
      ]),
      total: list.total,
      file: "exclusions.jsonl",
      none: "Nothing was left out.",
    }),
  ];
}

export function exceptions({ exceptions: list, names }: ReportFacts): Content[] {
  return [
    heading("Exceptions signed"),
    ...grid({
      columns: [
        { title: "Item", width: 34, right: true },
        { title: "Agent", width: 90 },
        { title: "Why it stays", width: "*" },
        { title: "Compensating control", width: 104 },
        { title: "Until", width: 64 },
        { title: "Signed by", width: 80 },
      ],
      rows: list.rows.map((row) => [
        String(row.number),
        literal(row.agent),
        literal(row.reason),
        literal(row.controls) || "-",
        instant(row.until),
        `${named(names, row.signedById)}${row.passkey ? ", with a passkey" : ""}`,
      ]),
      total: list.total,
      file: "exceptions.jsonl",
      none: "No exception was signed.",
    }),
  ];
}

export function measures({ measures: list, names }: ReportFacts): Content[] {
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  return [
    heading("How reviewers reviewed"),
    ...grid({
      columns: [
        { title: "Reviewer", width: "*" },
        { title: "Votes", width: 40, right: true },
        { title: "Kept", width: 40, right: true },
        { title: "In bulk", width: 44, right: true },
        { title: "Median look", width: 54, right: true },
        { title: "Most a minute", width: 60, right: true },
        { title: "Kept against advice", width: 62, right: true },
        { title: "Planted requests missed", width: 58, right: true },
        { title: "Verdict", width: 40 },
      ],
      rows: list.rows.map(({ personId, measure }) => [
        named(names, personId),
        count(measure.votes),
        percent(measure.keepShare),
        percent(measure.bulkShare),
        measure.medianDwellMillis === null ? "-" : `${(measure.medianDwellMillis / 1_000).toFixed(1)} s`,
        count(measure.mostPerMinute),
        count(measure.keptAgainst),
        count(measure.canariesMissed),
        measure.score,
      ]),
      total: list.total,
      file: "measures.jsonl",
      none: "Nobody voted.",
    }),
  ];
}

export function signatures({ signoffs, names }: ReportFacts): Content[] {
  return [
    heading("Sign-offs"),
    ...grid({
      columns: [
        { title: "Person", width: 110 },
        { title: "Stage", width: 34, right: true },
        { title: "When", width: 96 },
        { title: "Items", width: 40, right: true },
        { title: "SHA-256 of what was signed", width: "*" },
      ],
      rows: signoffs.rows.map((row) => [
        named(names, row.personId),
        String(row.stage),
        instant(row.at),
        count(row.items),
        inFours(row.digest),
      ]),
      total: signoffs.total,
      file: "signoffs.jsonl",
      none: "Nobody signed off.",
    }),
  ];
}
