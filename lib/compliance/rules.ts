import type { ControlState, Phase, Proof, StepState } from "./terms";
import type { Stretch } from "./views";

/** The rulebook of compliance: pure, and `now` is an argument. */

const DAY_MS = 86_400_000;

/** How bad a state is; what is not measured says nothing, good or bad. */
const WEIGHT: Record<ControlState, number> = { not_measured: 0, met: 1, attention: 2, gap: 3 };

export function isWorse(state: ControlState, than: ControlState): boolean {
  return WEIGHT[state] > WEIGHT[than] && than !== "not_measured";
}

/**
 * The state of a control by what its queries answered (D3). What shows it decides; what only supports it can ask for attention and
 * neither makes a gap nor proves anything: a control of which nothing that shows it could be measured is not measured.
 */
export function stateOf(answers: readonly { proves: Proof; state: ControlState }[]): ControlState {
  const shown = answers.filter(({ proves, state }) => proves === "shows" && state !== "not_measured");
  const supports = answers.filter(({ proves }) => proves === "supports").map(({ state }) => state);
  const doubted = supports.some((state) => state === "gap" || state === "attention");
  if (shown.some(({ state }) => state === "gap")) return "gap";
  if (shown.some(({ state }) => state === "attention") || doubted) return "attention";
  return shown.length ? "met" : "not_measured";
}

/** From which share of rows that speak against it a query is no longer met, and from which on it is a gap. Shares from 0 to 1. */
export interface Threshold {
  /** Up to this share it is met; 0: not one. */
  met: number;
  /** Up to this share it only needs attention; equal to `met`: anything beyond is a gap. 1: never a gap. */
  attention: number;
}

/** Nothing that could be looked at is not measured: an empty console has met nothing. */
export function judge({ found, of }: { found: number; of: number }, { met, attention }: Threshold): ControlState {
  if (of === 0) return "not_measured";
  const share = found / of;
  if (share <= met) return "met";
  return share <= attention ? "attention" : "gap";
}

/** The threshold in words: "Met when none; a gap beyond 10 of 100." */
export function thresholdText({ met, attention }: Threshold): string {
  const percent = (share: number) => `${Number((share * 100).toFixed(1))} of 100`;
  const whenMet = met === 0 ? "Met when there is none" : `Met up to ${percent(met)}`;
  if (attention >= 1) return `${whenMet}; needs attention beyond.`;
  if (attention === met) return `${whenMet}; a gap beyond.`;
  return `${whenMet}; needs attention up to ${percent(attention)}; a gap beyond.`;
}

/** Whether a check is written down: its state or an answer changed, or the last one is from another day (UTC). */
export function isWritten(
  last: { at: Date; state: ControlState; answers: string } | null,
  now: { at: Date; state: ControlState; answers: string },
): boolean {
  if (!last) return true;
  if (last.state !== now.state || last.answers !== now.answers) return true;
  return last.at.toISOString().slice(0, 10) !== now.at.toISOString().slice(0, 10);
}

/** Stretches of one state, the newest first, from checks in order of time. */
export function stretchesOf(checks: readonly { at: Date; state: ControlState }[], now: Date): Stretch[] {
  const stretches: { state: ControlState; from: Date; until: Date | null }[] = [];
  for (const { at, state } of checks) {
    const last = stretches.at(-1);
    if (last?.state === state) continue;
    if (last) last.until = at;
    stretches.push({ state, from: at, until: null });
  }
  return stretches.reverse().map(({ state, from, until }) => ({
    state,
    from: from.toISOString(),
    until: until?.toISOString() ?? null,
    days: Math.floor(((until ?? now).getTime() - from.getTime()) / DAY_MS),
  }));
}

export interface StepFacts {
  phase: Phase;
  doneAt: Date | null;
  /** Whether somebody put it aside. */
  aside: boolean;
}

/** Where a step of the guide stands (D4), and by when it should be done. What is done stays done. */
export function stepAt(
  { phase, doneAt, aside }: StepFacts,
  begunAt: Date | null,
  now: Date,
): { state: StepState; dueAt: Date | null; daysLeft: number | null } {
  const dueAt = begunAt && new Date(begunAt.getTime() + phase * DAY_MS);
  if (doneAt) return { state: "done", dueAt, daysLeft: null };
  if (aside) return { state: "aside", dueAt, daysLeft: null };
  if (!dueAt) return { state: "waiting", dueAt, daysLeft: null };
  const daysLeft = Math.ceil((dueAt.getTime() - now.getTime()) / DAY_MS);
  return { state: dueAt < now ? "late" : "waiting", dueAt, daysLeft };
}

export type Decision = { allowed: true } | { allowed: false; code: "conflict" | "unmet"; reason: string };

/**
 * Whether this person can answer for a control: somebody who is here, may see it, and does not audit it. An auditor who answered for a
 * control would judge their own work.
 * @param candidate null: not active, or without a fitting role for the whole organisation
 */
export function decideOwner(former: string | null, wanted: string | null, candidate: { id: string } | null): Decision {
  if (former === wanted) {
    const reason = wanted ? "This person answers for it already." : "Nobody answers for it already.";
    return { allowed: false, code: "conflict", reason };
  }
  if (wanted === null || candidate) return { allowed: true };
  const reason = "Choose somebody active of compliance or the CISO, for the whole organisation.";
  return { allowed: false, code: "unmet", reason };
}

const BEGIN_AHEAD_DAYS = 30;
const BEGIN_BACK_DAYS = 730;

/** What is wrong with beginning the guide at this moment; null: nothing. */
export function decideBeginning(beginsAt: Date, now: Date): string | null {
  const days = (beginsAt.getTime() - now.getTime()) / DAY_MS;
  if (days > BEGIN_AHEAD_DAYS) return `Choose a day within the next ${BEGIN_AHEAD_DAYS} days.`;
  return days < -BEGIN_BACK_DAYS ? "Choose a day within the last two years." : null;
}
