import type { ItemDecision } from "@/lib/campaigns/terms";
import type { ReviewCounts, ReviewItem, ReviewLine } from "./types";

/** What this page said of an item and how far it got. */
export interface Said {
  decision: ItemDecision;
  reason: string;
  text: string;
  state: "saving" | "saved" | "failed";
  /** Why it was not saved. */
  message: string | null;
}
export type SaidOf = ReadonlyMap<number, Said>;

/** The line one step on; null at the end of what is loaded. */
export function stepFrom(lines: readonly ReviewLine[], at: number | null, by: 1 | -1): number | null {
  const position = lines.findIndex(({ number }) => number === at);
  if (position < 0) return lines[by > 0 ? 0 : lines.length - 1]?.number ?? null;
  return lines[position + by]?.number ?? null;
}

/** The next line with no word of the reader yet, around the end if need be; null: none is loaded. */
export function nextUnanswered(lines: readonly ReviewLine[], said: SaidOf, at: number | null): number | null {
  const position = lines.findIndex(({ number }) => number === at);
  const turned = [...lines.slice(position + 1), ...lines.slice(0, Math.max(position, 0))];
  return turned.find((line) => isUnanswered(line, said))?.number ?? null;
}

export function isUnanswered({ number, mine, state }: ReviewLine, said: SaidOf): boolean {
  if (state !== "pending" && state !== "stale") return false;
  return mine === null && !said.has(number);
}

/** Where the reader stands, with what this page saved since it came. */
export function countsWith(counts: ReviewCounts, lines: readonly ReviewLine[], said: SaidOf): ReviewCounts {
  const before = new Map(lines.map((line) => [line.number, line]));
  let answered = 0;
  for (const [number, { state }] of said) {
    const line = before.get(number);
    if (state === "saved" && line && line.mine === null && (line.state === "pending" || line.state === "stale"))
      answered += 1;
  }
  return { ...counts, open: Math.max(counts.open - answered, 0), decided: counts.decided + answered };
}

/** The reader's own word on a line: what this page said wins over what it came with. */
export function wordOn(line: ReviewLine, said: SaidOf): { decision: ItemDecision; reason: string } | null {
  const here = said.get(line.number);
  return here && here.state !== "failed" ? here : line.mine;
}

/** What may be said of an item here: an answer, a correction of a signed one, or nothing. */
export function modeOf(item: ReviewItem): "decide" | "correct" | "closed" {
  const { correct, ...rest } = item.abilities;
  const decides = [rest.keep, rest.revoke, rest.reduce, rest.transfer].some(({ allowed }) => allowed);
  if (decides) return "decide";
  return correct.allowed ? "correct" : "closed";
}

/** Which items to have ready: the ones a key away, nearest first. */
export function nearby(lines: readonly ReviewLine[], at: number | null): number[] {
  const position = lines.findIndex(({ number }) => number === at);
  if (position < 0) return [];
  return [1, 2, 3, -1].flatMap((by) => lines[position + by]?.number ?? []);
}
