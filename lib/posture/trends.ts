import type { DayValue } from "./history/queries";
import type { Measured } from "./measured/queries";
import { rowsHref } from "./measured/rows";
import type { Measure } from "./measures";
import { type Compared, daysBefore, directionOf, valueOn, worsened, worseSentence } from "./rules";
import { WEEK_DAYS } from "./terms";
import type { MeasuredView, WorseView } from "./views";

/** A day that was not measured is stood in for by one that is so many days older at most. */
const SLACK_DAYS = 3;

/** A measure with its number, its course until now, and what has changed in a week. */
export function measuredView(
  measure: Measure,
  now: Measured,
  { days, today, teamId }: { days: readonly DayValue[]; today: string; teamId: string | null },
): MeasuredView {
  const { id, label, means, unit, better, headline = false, rows } = measure;
  const past = days.filter((one) => one.measure === id && one.day < today).map(({ day, value }) => ({ day, value }));
  const trend = now.value === null ? past : [...past, { day: today, value: now.value }];
  return {
    ...{ id, label, means, unit, better, headline, rows },
    ...now,
    href: rowsHref(id, teamId),
    trend,
    change: changeOf(measure, past, { value: now.value, today }),
  };
}

function changeOf(
  { better }: Measure,
  past: MeasuredView["trend"],
  { value, today }: { value: number | null; today: string },
): MeasuredView["change"] {
  const then = valueOn(past, daysBefore(today, WEEK_DAYS), SLACK_DAYS);
  if (!then || value === null) return null;
  const direction = directionOf(better, { from: then.value, to: value });
  return { from: then.value, by: value - then.value, since: then.day, direction };
}

/** What got worse in a week, the heaviest first, each with its sentence and the way to its rows. */
export function worseViews(measures: readonly MeasuredView[], weights: ReadonlyMap<string, number>): WorseView[] {
  const compared = measures.flatMap(({ id, label, unit, better, value, change, href }) =>
    change && value !== null
      ? [{ id, label, unit, better, from: change.from, to: value, weight: weights.get(id) ?? 0, href }]
      : [],
  );
  return worsened<Compared & { href: string }>(compared).map((one) => {
    const { id, href, from, to, unit } = one;
    return { id, href, from, to, unit, sentence: worseSentence(one) };
  });
}
