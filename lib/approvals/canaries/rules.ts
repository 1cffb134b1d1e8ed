import type { Json } from "@/lib/policy";

/** When a canary is due and what is wrong with it (A9). Pure: the clock and the dice are arguments. */

type Arguments = { readonly [key: string]: Json };

/** Nobody is tested at night or on a weekend. */
const WORKING = { from: 8, until: 18, days: [1, 2, 3, 4, 5] } as const;
const MINUTES_A_WEEK = (WORKING.until - WORKING.from) * 60 * WORKING.days.length;

export interface Testable {
  personId: string;
  timeZone: string;
}

/** Whether it is working time for somebody in this zone. An unknown zone counts as UTC. */
export function isWorkingTime(now: Date, timeZone: string): boolean {
  const { weekday, hour } = localTime(now, timeZone);
  return (WORKING.days as readonly number[]).includes(weekday) && hour >= WORKING.from && hour < WORKING.until;
}

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

function localTime(now: Date, timeZone: string): { weekday: number; hour: number } {
  const parts = formatOf(timeZone).formatToParts(now);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  return { weekday: WEEKDAYS.indexOf(part("weekday")), hour: Number(part("hour")) % 24 };
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const options = { weekday: "short", hour: "numeric", hour12: false } as const;
  try {
    return new Intl.DateTimeFormat("en-US", { ...options, timeZone });
  } catch {
    return new Intl.DateTimeFormat("en-US", { ...options, timeZone: "UTC" });
  }
}

/**
 * The reviewers for whom a canary is due in this minute: on average `perWeek` for each in a week of working hours, at moments that
 * nobody can foresee.
 * @param dice for each person a number in [0, 1), the same for everybody who asks about this minute
 */
export function dueFor<T extends Testable>(
  reviewers: readonly T[],
  { perWeek, now, dice }: { perWeek: number; now: Date; dice: (personId: string) => number },
): T[] {
  const chance = perWeek / MINUTES_A_WEEK;
  return reviewers.filter(({ personId, timeZone }) => dice(personId) < chance && isWorkingTime(now, timeZone));
}

/** What is wrong with a canary: what a reviewer should notice. */
type Wrong = "amount" | "recipient";

export interface Spoilt {
  arguments: Arguments;
  wrong: Wrong;
  argument: string;
}

const AMOUNT = /(^|_)(amount|sum|total|price|value)($|_)/i;
const RECIPIENT = /(^|_)(to|recipient|recipients|email|iban|account|beneficiary|payee)($|_)/i;
const STRANGER = "settlements@carrier-clearing.example";
const STRANGE_IBAN = "LT601010012345678901";
const TIMES = 20;

/**
 * The agent's usual arguments with one thing wrong that should be denied: a recipient it never had, or twenty times the amount.
 * Null: there is nothing in them that a person could be expected to notice.
 */
export function spoil(args: Arguments): Spoilt | null {
  const entries = Object.entries(args);
  const amount = entries.find(([name, value]) => AMOUNT.test(name) && typeof value === "number" && value > 0);
  if (amount) return changed(args, { argument: amount[0], value: Number(amount[1]) * TIMES, wrong: "amount" });
  for (const [argument, value] of entries) {
    if (!RECIPIENT.test(argument)) continue;
    if (typeof value === "string") return changed(args, { argument, value: strangerLike(value), wrong: "recipient" });
    if (Array.isArray(value) && value.every((one) => typeof one === "string")) {
      return changed(args, { argument, value: [STRANGER], wrong: "recipient" });
    }
  }
  return null;
}

function changed(args: Arguments, { argument, value, wrong }: { argument: string; value: Json; wrong: Wrong }): Spoilt {
  return { arguments: { ...args, [argument]: value }, wrong, argument };
}

const strangerLike = (value: string) => (value.includes("@") ? STRANGER : STRANGE_IBAN);
