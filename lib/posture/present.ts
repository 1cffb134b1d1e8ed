import type { Unit } from "./terms";
import type { MeasuredView } from "./views";

/** "97.4 %", never "100 %" of something that is not all of it; "12"; "6 min". A value that is not there reads as a dash. */
export function valueText(unit: Unit, value: number | null): string {
  if (value === null) return "–";
  if (unit === "share") return shareText(value);
  if (unit === "seconds") return durationText(value);
  return value.toLocaleString("en");
}

/** "+3", "−2.5 points", "+4 min": a change, with its sign. */
export function changeText(unit: Unit, by: number): string {
  const sign = by > 0 ? "+" : by < 0 ? "−" : "±";
  const size = Math.abs(by);
  if (unit === "share") return `${sign}${(size * 100).toFixed(1)} points`;
  if (unit === "seconds") return `${sign}${durationText(size)}`;
  return `${sign}${size.toLocaleString("en")}`;
}

function shareText(share: number): string {
  if (share === 0 || share === 1) return `${share * 100} %`;
  return `${Math.min(99.9, Math.max(0.1, share * 100)).toFixed(1)} %`;
}

function durationText(seconds: number): string {
  if (seconds < 1) return `${Math.round(seconds * 1_000)} ms`;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 100) return `${Math.round(seconds)} s`;
  if (seconds < 5_940) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${(seconds / 3_600).toFixed(1)} h`;
  return `${Math.round(seconds / 86_400)} days`;
}

/** What the number rests on: "3 of 60 agents are not", "12 requests". */
export function restsOn({ unit, found, of, rows }: Pick<MeasuredView, "unit" | "found" | "of" | "rows">): string {
  const named = (count: number) => `${count.toLocaleString("en")} ${count === 1 ? rows.one : rows.many}`;
  if (of === 0) return `No ${rows.many} yet`;
  if (unit === "share" && of !== null) {
    return found === 0 ? `All ${named(of)}` : `${found.toLocaleString("en")} of ${named(of)} lack something`;
  }
  if (of !== null) return `of ${named(of)}`;
  return named(found);
}

/** "2026-Q3" as people say it. */
export function quarterText(quarter: string): string {
  return `${quarter.slice(5)} ${quarter.slice(0, 4)}`;
}
