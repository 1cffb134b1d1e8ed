import { DAY_MS, type Span } from "./rules";
import type { UsageSearch } from "./schema";

/** Which part of a span is read from whole days, and which from hours. Pure; instants are UTC. */

/** How a day is kept: by agent, whatever it called, or by tool, whoever called it. */
export type Cut = "agent" | "tool";

export interface Reads {
  /** They meet, and do not overlap. */
  hours: Span[];
  days: Span[];
}

/** @param kept first instants of the days that are kept, in order: those that the span holds in whole are read as days */
export function readsOf(span: Span, kept: readonly Date[]): Reads {
  const days = runsOf(kept.filter((day) => day >= span.from && day.getTime() + DAY_MS <= span.to.getTime()));
  const edges = [span.from, ...days.flatMap(({ from, to }) => [from, to]), span.to];
  const hours = Array.from({ length: edges.length / 2 }, (_, at) => ({
    from: edges[2 * at] as Date,
    to: edges[2 * at + 1] as Date,
  }));
  return { days, hours: hours.filter(({ from, to }) => from < to) };
}

/** Days that follow one another, as one stretch. */
function runsOf(days: readonly Date[]): Span[] {
  const runs: Span[] = [];
  for (const from of days) {
    const last = runs.at(-1);
    const to = new Date(from.getTime() + DAY_MS);
    if (last?.to.getTime() === from.getTime()) last.to = to;
    else runs.push({ from, to });
  }
  return runs;
}

/**
 * By which cut a search can be read in whole days; null: by neither.
 * @param by what is told apart; null: how many agents there were need not be known
 */
export function cutOf(
  { agentId, server, tool }: Pick<UsageSearch, "agentId" | "server" | "tool">,
  by: Cut | null,
): Cut | null {
  const isWide = server === null && tool === null;
  if (by !== "tool" && isWide) return "agent";
  return by !== "agent" && agentId === null ? "tool" : null;
}
