import type { Covered, ErasurePreview, HoldScope, Mention } from "@/lib/retention/views";

const number = (count: number) => count.toLocaleString("en");

/** "12 events are covered now." */
export function coveredText({ events, exact }: Covered): string {
  if (!exact) return `More than ${number(events)} events are covered now.`;
  return events === 1 ? "1 event is covered now." : `${number(events)} events are covered now.`;
}

/** "from 2026-11-01 to 2026-11-20 (UTC)" of a hold on whole days; null where there are none or an end lies within a day. */
export function daysText({ from, to }: HoldScope): string | null {
  const isWhole = (from?.endsWith("T00:00:00.000Z") ?? true) && (to?.endsWith("T23:59:59.999Z") ?? true);
  if (!isWhole || (!from && !to)) return null;
  const ends = [from ? `from ${from.slice(0, 10)}` : "", to ? `to ${to.slice(0, 10)}` : ""];
  return `${ends.filter(Boolean).join(" ")} (UTC)`;
}

/** What an erasure takes, a line each: "Personal fields in the log" 5, "Sessions" 1. What there is none of is left out beside the log. */
export function goingFacts({ sealed, readable, rows }: ErasurePreview): { label: string; value: string }[] {
  const beside = rows.filter(({ count }) => count > 0);
  return [{ what: "personal fields in the log", count: sealed + readable }, ...beside].map(({ what, count }) => ({
    label: what.charAt(0).toUpperCase() + what.slice(1),
    value: number(count),
  }));
}

/** "12 events with ada@firm.example" */
export function mentionText({ text, events, exact }: Mention): string {
  return `${exact ? number(events) : `More than ${number(events)}`} ${exact && events === 1 ? "event" : "events"} with ${text}`;
}

/** What the button says that ends what was asked for: who asked takes it back, another refuses it. */
export function refusalWords(isOwn: boolean): string {
  return isOwn ? "Take back" : "Refuse";
}

/** "3.2 MB" */
export function bytesText(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let [size, unit] = [bytes, 0];
  while (size >= 1_000 && unit < units.length - 1) [size, unit] = [size / 1_000, unit + 1];
  return `${size >= 100 || unit === 0 ? Math.round(size) : size.toFixed(1)} ${units[unit]}`;
}
