import type { MeasuredView, QuarterView } from "@/lib/posture/views";

/** What stands for "as it is now" where a quarter could stand, in addresses too. */
export const NOW = "now";

/** What can be written beside an earlier quarter: a later one, or what is counted at this moment. */
export type Later = { kind: "quarter"; quarter: QuarterView } | { kind: "now"; asOf: string; values: Values };
type Values = QuarterView["values"];

/** Names of two columns: the earlier quarter and the later one or `now`. */
export interface Compared {
  from: string;
  to: string;
}

/** What an address asks for: null and left out are the same. */
export type Asked = Readonly<Partial<Record<keyof Compared, string | null>>>;

/**
 * Which two stand beside each other: what was asked for where it can be, else the last two quarters, or the only one and now.
 * @param quarters the latest first, at least one
 */
export function comparedOf(quarters: readonly string[], asked: Asked): Compared {
  const [latest = ""] = quarters;
  const fallback = quarters.length > 1 ? latest : NOW;
  const to = laterOf(quarters).find((one) => one === asked.to) ?? fallback;
  const before = earlierOf(quarters, to);
  return { from: before.find((one) => one === asked.from) ?? before[0] ?? "", to };
}

/** What may stand at the right: now, and every quarter that has one before it. */
export function laterOf(quarters: readonly string[]): string[] {
  return [NOW, ...quarters.slice(0, -1)];
}

/** The quarters before `to`; all of them come before now. */
export function earlierOf(quarters: readonly string[], to: string): string[] {
  return to === NOW ? [...quarters] : quarters.filter((one) => one < to);
}

/** The numbers of this moment, as a quarter has its own; what is not measured now is not in it. */
export function valuesNow(measures: readonly Pick<MeasuredView, "id" | "value">[]): Values {
  return Object.fromEntries(measures.flatMap(({ id, value }) => (value === null ? [] : [[id, value]])));
}
