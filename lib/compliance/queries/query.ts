import { judge, type Threshold, thresholdText } from "../rules";
import type { ControlState } from "../terms";

/** Counts of a query: `found` rows speak against it, of `of` that were looked at. */
export interface Counts {
  found: number;
  of: number;
}

/** Decisions are looked at over the last so many days: there are millions, and ids begin with their instant. */
export const DECISION_DAYS = 30;

/**
 * A live check. Both texts are SQL in which $1 is the moment (timestamptz) and $2 the first id that a decision of the last
 * DECISION_DAYS can have. `against` gives the rows that speak against it, as
 * columns kind, id, name, note, at: they are counted and listed by the same text, so that a number and its rows cannot disagree.
 */
export interface EvidenceQuery {
  title: string;
  /** What is asked of the rows, in one sentence. */
  asks: string;
  threshold: Threshold;
  /** A scalar: how many rows were looked at. 0: not measured. */
  of: string;
  against: string;
  /** The sentence of an answer, for `found` > 0 and for none. */
  says: (counts: Counts) => string;
  /** Where such rows are dealt with. */
  place: { label: string; href: string };
}

/** Whether there is anything to govern: before the first agent a console has shown nothing, however whole its records are. */
export const ANY_AGENT = "exists (select 1 from agents)";

/** Not one may speak against it. */
export const NONE: Threshold = { met: 0, attention: 0 };
/** Not one should; it never makes a gap. */
export const NOTED: Threshold = { met: 0, attention: 1 };
export const upTo = (attention: number, met = 0): Threshold => ({ met, attention });

/** "3 of 62 agents have no owner.", "1 of 62 agents has no owner." or "All 62 agents have an owner." */
export function ofAll(noun: string, holds: string, fails: string): (counts: Counts) => string {
  return ({ found, of }) => {
    if (of === 0) return `There are no ${noun} to look at.`;
    if (found === 0) return `All ${of.toLocaleString("en")} ${noun} ${holds}.`;
    return `${found.toLocaleString("en")} of ${of.toLocaleString("en")} ${noun} ${found === 1 ? ofOne(fails) : fails}.`;
  };
}

const OF_ONE: Readonly<Record<string, string>> = {
  are: "is",
  do: "does",
  have: "has",
  wait: "waits",
  were: "was",
  cross: "crosses",
};

/** "have no owner", said of one. */
function ofOne(fails: string): string {
  return fails.replace(/^(still hold|\w+)/, (verb) => (verb === "still hold" ? "still holds" : (OF_ONE[verb] ?? verb)));
}

export function stateFor({ threshold }: EvidenceQuery, counts: Counts): ControlState {
  return judge(counts, threshold);
}

export function thresholdOf({ threshold }: EvidenceQuery): string {
  return thresholdText(threshold);
}
