import { DATA_CLASS_LABELS } from "@/lib/risk/terms";
import type { Sum } from "./views";

/** "17 resources: 4 hold restricted data, 2 can be written; up to 1.2 million records, 40,000 people and 250,000 in money." */
export function sentenceOf(sum: Sum): string {
  if (sum.resources === 0) return "No resource.";
  const holds = sum.topClass
    ? `${sum.holdTop === sum.resources ? "all" : sum.holdTop} ${sum.holdTop === 1 && sum.resources > 1 ? "holds" : "hold"} ${classWords(sum.topClass)}`
    : "no data class stated";
  const written = sum.written === 0 ? "none can be written" : `${sum.written} can be written`;
  const amounts = [
    sum.records ? `${amountOf(sum.records)} records` : "",
    sum.people ? `${amountOf(sum.people)} people` : "",
    sum.money ? `${amountOf(sum.money)} in money` : "",
  ].filter(Boolean);
  const upTo = amounts.length ? `; up to ${listed(amounts)}` : "";
  if (sum.resources === 1) {
    const one = sum.topClass ? `it holds ${classWords(sum.topClass)}` : "no data class stated";
    return `1 resource: ${one} and ${sum.written ? "can be written" : "cannot be written"}${upTo}.`;
  }
  return `${sum.resources.toLocaleString("en")} resources: ${holds}, ${written}${upTo}.`;
}

/** "restricted data", "secrets". */
export function classWords(dataClass: keyof typeof DATA_CLASS_LABELS): string {
  const label = DATA_CLASS_LABELS[dataClass].toLowerCase();
  return dataClass === "secrets" ? label : `${label} data`;
}

/** Whole up to a million, then with one decimal: 40,000 · 1.2 million. */
export function amountOf(amount: number): string {
  if (amount < 1_000_000) return amount.toLocaleString("en");
  const [unit, word] = amount < 1_000_000_000 ? [1_000_000, "million"] : [1_000_000_000, "billion"];
  const rounded = Math.round((amount / unit) * 10) / 10;
  return `${rounded.toLocaleString("en")} ${word}`;
}

export function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
