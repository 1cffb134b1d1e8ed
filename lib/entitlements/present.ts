import { ACTION_LABELS, type Condition, OPERATOR_LABELS, type TimeWindow } from "./terms";
import type { ShapeView } from "./views";

/** A grant as a sentence, in parts: `outside` are words of others, to be shown literally. Pure and safe for the browser. */
export type Part = { text: string } | { outside: string };

/**
 * `ending`: when it ends, where that is no instant yet.
 * "may pay with payments/refund when amount ≤ 500 and currency is EUR, Mon–Fri 08:00–18:00 Europe/Berlin, until 1 March 2027".
 */
export function sentenceOf(shape: ShapeView, ending?: string): Part[] {
  const parts: Part[] = [
    { text: `may ${listed(shape.actions.map((action) => ACTION_LABELS[action].toLowerCase()))} ` },
  ];
  if (shape.tool === null) parts.push({ text: "with every tool of " }, { outside: shape.server || "…" });
  else parts.push({ text: "with " }, { outside: `${shape.server}/${shape.tool}` });
  if (shape.resource) parts.push({ text: " on " }, { outside: shape.resource.name });
  parts.push(...limitsOf(shape));
  if (shape.startsAt) parts.push({ text: `, from ${instantWords(shape.startsAt)}` });
  const end = ending ?? (shape.expiresAt ? instantWords(shape.expiresAt) : null);
  parts.push({ text: end ? `, until ${end}` : ", without an end" });
  return parts;
}

/** What limits it: " when amount ≤ 500 and currency is EUR, Mon–Fri 08:00–18:00 Europe/Berlin"; empty where nothing does. */
export function limitsOf(shape: Pick<ShapeView, "conditions" | "windows">): Part[] {
  const parts: Part[] = [];
  shape.conditions.forEach((condition, index) => {
    parts.push({ text: index === 0 ? " when " : " and " }, ...conditionWords(condition));
  });
  for (const [index, window] of shape.windows.entries()) {
    const before = index > 0 ? " or " : shape.conditions.length > 0 ? ", " : " ";
    parts.push({ text: `${before}${windowWords(window)}` });
  }
  return parts;
}

/** The same as plain text, for the ear, for titles and for the log. */
export function sentenceText(shape: ShapeView): string {
  return sentenceOf(shape)
    .map((part) => ("text" in part ? part.text : part.outside))
    .join("");
}

/** What it is about: "payments/refund", or "payments: every tool". */
export function targetText({ server, tool }: Pick<ShapeView, "server" | "tool">): string {
  return tool === null ? `${server}: every tool` : `${server}/${tool}`;
}

export function conditionWords({ argument, operator, value }: Condition): Part[] {
  const words: Part[] = [{ outside: argument || "…" }, { text: ` ${OPERATOR_LABELS[operator]}` }];
  if (operator === "has" || operator === "has_not") return words;
  const values = Array.isArray(value) ? value : [value ?? "…"];
  return [...words, { text: " " }, { outside: values.map(String).join(", ") }];
}

const DAY_NAMES = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** "Mon–Fri 08:00–18:00 Europe/Berlin". Three days in a row or more are told as a span. */
export function windowWords({ days, fromMinute, untilMinute, zone }: TimeWindow): string {
  const hours = fromMinute === 0 && untilMinute === 1_440 ? "all day" : `${clock(fromMinute)}–${clock(untilMinute)}`;
  return `${days.length === 7 ? "daily" : daysText(days)} ${hours} ${zone}`;
}

function daysText(days: readonly number[]): string {
  const spans: [number, number][] = [];
  for (const day of [...days].sort()) {
    const last = spans.at(-1);
    if (last && last[1] === day - 1) last[1] = day;
    else spans.push([day, day]);
  }
  const nameOf = (day: number) => DAY_NAMES[day - 1] ?? "";
  return spans
    .map(([from, until]) => {
      if (from === until) return nameOf(from);
      return `${nameOf(from)}${until === from + 1 ? ", " : "–"}${nameOf(until)}`;
    })
    .join(", ");
}

export function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

const DATE = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const TIME = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
  timeZone: "UTC",
});

/** "1 March 2027"; with the time of day where it is not midnight. */
function instantWords(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return "…";
  const day = DATE.format(at);
  return at.getTime() % 86_400_000 === 0 ? day : `${day}, ${TIME.format(at)} UTC`;
}

function listed(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? "…";
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
