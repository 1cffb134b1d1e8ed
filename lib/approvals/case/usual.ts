import type { Json } from "@/lib/policy";
import { type Kind, kindOf } from "./kinds";
import { type Leaf, leavesOf } from "./leaves";

/** An earlier call of the same agent and tool that ran, or was allowed to. */
export interface EarlierUse {
  at: Date;
  arguments: { readonly [key: string]: Json };
}

interface Numbers {
  largest: number;
  median: number;
  count: number;
}

/** What this agent usually does with this tool, as far as one call can be compared with it. */
export interface Usual {
  /** How many earlier uses were looked at. */
  uses: number;
  numbers: ReadonlyMap<string, Numbers>;
  /** Recipients, accounts and hosts it has used before, in one form each. */
  seen: Readonly<Record<Compared, ReadonlySet<string>>>;
  /** Hours of the day (UTC) in which it was used. */
  hours: ReadonlySet<number>;
}

const COMPARED = ["recipient", "account", "address"] as const;
type Compared = (typeof COMPARED)[number];

const isCompared = (kind: Kind): kind is Compared => (COMPARED as readonly Kind[]).includes(kind);

/** Times the largest number seen, and times the median, from which on a number stands out. */
const TIMES_LARGEST = 3;
const TIMES_MEDIAN = 10;
/** So many earlier uses make a habit of the hours in which they were made. */
const HABIT = 20;

export function usualOf(uses: readonly EarlierUse[]): Usual {
  const numbers = new Map<string, number[]>();
  const seen = { recipient: new Set<string>(), account: new Set<string>(), address: new Set<string>() };
  for (const leaf of uses.flatMap((use) => leavesOf(use.arguments))) {
    const kind = kindOf(leaf, null);
    if (typeof leaf.value === "number") numbers.set(leaf.general, [...(numbers.get(leaf.general) ?? []), leaf.value]);
    else if (isCompared(kind)) for (const one of comparable(leaf, kind)) seen[kind].add(one);
  }
  return {
    uses: uses.length,
    numbers: new Map([...numbers].map(([path, values]) => [path, summaryOf(values)])),
    seen,
    hours: new Set(uses.map(({ at }) => at.getUTCHours())),
  };
}

function summaryOf(values: readonly number[]): Numbers {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  const median = sorted.length % 2 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
  return { largest: sorted.at(-1) ?? 0, median, count: sorted.length };
}

/** In how far one value is not as usual, as a sentence; null: it is as usual, or there is nothing to compare it with. */
export function unusualOf(leaf: Leaf, kind: Kind, usual: Usual): string | null {
  if (usual.uses === 0) return null;
  if (typeof leaf.value === "number") return unusualNumber(leaf.value, usual.numbers.get(leaf.general));
  if (!isCompared(kind)) return null;
  const values = comparable(leaf, kind);
  return values.length > 0 && !values.every((one) => usual.seen[kind].has(one)) ? NEVER[kind] : null;
}

const NEVER: Record<Compared, string> = {
  recipient: "a recipient it never used before",
  account: "an account it never used before",
  address: "a place it never used before",
};

function unusualNumber(value: number, usual: Numbers | undefined): string | null {
  if (!usual) return "a number it never gave before";
  const { largest, median } = usual;
  if (largest > 0 && value > TIMES_LARGEST * largest)
    return `${timesText(value / largest)} its largest so far (${shown(largest)})`;
  if (median > 0 && value > TIMES_MEDIAN * median)
    return `${timesText(value / median)} what is usual (${shown(median)})`;
  return largest <= 0 && value > 0 ? `more than ever before (${shown(largest)})` : null;
}

function timesText(factor: number): string {
  return `${factor >= 10 ? Math.round(factor).toLocaleString("en-GB") : (Math.round(factor * 10) / 10).toString()} times`;
}

function shown(value: number): string {
  return value.toLocaleString("en-GB", { maximumFractionDigits: 4 });
}

/** What of the call as a whole is not as usual: its first use, an hour at which it never acts. */
export function unusualCall(usual: Usual, at: Date): string[] {
  if (usual.uses === 0) return ["The first time this agent does this: there is nothing to compare it with."];
  const hour = at.getUTCHours();
  const near = [hour - 1, hour, hour + 1].some((one) => usual.hours.has((one + 24) % 24));
  if (near || usual.uses < HABIT) return [];
  return [
    `Outside the hours in which it usually does this: it is ${String(hour).padStart(2, "0")}:00 to ${String((hour + 1) % 24).padStart(2, "0")}:00 UTC.`,
  ];
}

/** The forms under which a value is the same to a person. */
function comparable(leaf: Leaf, kind: Compared): string[] {
  const text = String(leaf.value).normalize("NFC").trim().toLowerCase();
  if (kind === "account") return [text.replace(/[^\p{L}\p{N}]/gu, "")];
  if (kind === "address") return [URL.canParse(text) ? new URL(text).host || text : text];
  return text
    .split(/[,;]/)
    .map((one) => (/<([^>]+)>/.exec(one)?.[1] ?? one).trim())
    .filter(Boolean);
}
