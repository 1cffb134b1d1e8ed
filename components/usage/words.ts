import { durationText } from "@/components/approvals/measures/words";

export { countText, durationText, shareText } from "@/components/approvals/measures/words";

export const count = (value: number) => value.toLocaleString("en");

/** "850 ms", "4.2 s"; "≥ 300 s" of what lies above everything that is told apart. */
export function millisText(millis: number | null): string {
  if (millis === null) return "–";
  if (millis >= 300_000) return "≥ 5 min";
  return durationText(millis / 1_000);
}

/** "+12 %", "−8 %", "×3.4", "new": against the span before. */
export function changeText(change: number | null, calls: number): string {
  if (change === null) return calls > 0 ? "new" : "–";
  if (change >= 1) return `×${(change + 1).toFixed(1)}`;
  const percent = Math.round(change * 100);
  return percent === 0 ? "±0 %" : `${percent > 0 ? "+" : "−"}${Math.abs(percent)} %`;
}

/** "2.4" of a hundred calls. */
export function perHundred(value: number | null): string {
  return value === null ? "–" : value.toFixed(value > 0 && value < 10 ? 1 : 0);
}
