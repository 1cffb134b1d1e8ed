import { requireReach } from "@/lib/access";
import type { Context } from "@/lib/context";
import { parseInput } from "@/lib/parse";
import type { Asked } from "./base";
import {
  type DayRow,
  type LoadRow,
  selectChoices,
  selectDays,
  selectLoad,
  selectRecent,
  selectRest,
  selectSpreads,
} from "./queries";
import { beginningOf, reachOf } from "./reach";
import { signalsOf } from "./rules";
import { type MeasuresSearchInput, measuresSearchSchema } from "./schema";
import { MEASURED_OUTCOMES, type MeasuredOutcome } from "./terms";
import type { Day, Load, Measures } from "./views";

const DAY_MS = 86_400_000;

/**
 * How deciding goes (A9): volume, times, shares, load and signs of tiredness, over the requests of a period. Numbers of single
 * persons are for compliance, the CISO and the person themselves.
 * @throws CountersignError `forbidden`, `invalid`
 */
export async function readMeasures(ctx: Context, input: MeasuresSearchInput): Promise<Measures> {
  requireReach(ctx, "approvals.measure");
  const search = parseInput(measuresSearchSchema, input);
  const { seen, perPerson } = reachOf(ctx);
  const from = beginningOf(ctx.now, search.days);
  const asked: Asked = { seen, search, from, now: ctx.now };
  const [days, spreads, votes, recent, rest, choices] = await Promise.all([
    selectDays(asked),
    selectSpreads(asked),
    selectLoad(asked),
    selectRecent(seen, ctx.now),
    selectRest(asked),
    selectChoices(asked),
  ]);
  const mine = ({ person }: { person: { id: string } }) => perPerson || person.id === ctx.actor.id;
  const { lateDenials, ...canaries } = rest;
  return {
    from,
    ...countedOf(days),
    days: everyDay(days, from, ctx.now),
    ...spreads,
    ...votesOf(votes),
    lateDenials,
    canaries,
    load: loadOf(votes).filter(mine),
    signals: recent.filter(mine).flatMap(signalsOf),
    perPerson,
    ...choices,
  };
}

const none = (): Record<MeasuredOutcome, number> =>
  Object.fromEntries(MEASURED_OUTCOMES.map((outcome) => [outcome, 0])) as Record<MeasuredOutcome, number>;

function countedOf(rows: readonly DayRow[]) {
  const outcomes = none();
  const sums = { total: 0, joined: 0, breakGlass: 0, toReview: 0 };
  for (const row of rows) {
    outcomes[row.outcome] += row.count;
    sums.total += row.count;
    sums.joined += row.joined;
    sums.breakGlass += row.breakGlass;
    sums.toReview += row.toReview;
  }
  return { ...sums, outcomes };
}

/** Days on which nobody asked stand in the row like the others. */
function everyDay(rows: readonly DayRow[], from: Date, now: Date): Day[] {
  const days = new Map<string, Record<MeasuredOutcome, number>>();
  for (let at = from.getTime(); at <= now.getTime(); at += DAY_MS)
    days.set(new Date(at).toISOString().slice(0, 10), none());
  for (const { day, outcome, count } of rows) {
    const outcomes = days.get(day);
    if (outcomes) outcomes[outcome] = count;
  }
  return [...days].map(([day, outcomes]) => ({ day, outcomes }));
}

function votesOf(rows: readonly LoadRow[]) {
  const sum = (of: (row: LoadRow) => number) => rows.reduce((total, row) => total + of(row), 0);
  return {
    votes: sum((row) => row.votes),
    approvingVotes: sum((row) => row.approvals),
    quickVotes: sum((row) => row.quick),
    bulkVotes: sum((row) => row.bulk),
    reviewers: rows.length,
  };
}

function loadOf(rows: readonly LoadRow[]): Load[] {
  const total = rows.reduce((sum, { votes }) => sum + votes, 0);
  return rows.map(({ bulk: _bulk, ...row }) => ({ ...row, share: row.votes / total }));
}
