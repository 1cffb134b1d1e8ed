import { conditionHolds, isLike, tenThousandths, valuesOf } from "./holds";
import type { Condition, Grant, Operator, TimeWindow } from "./terms";

/** A grant as far as it permits; whose it is goes without saying. */
export type Extent = Omit<Grant, "id" | "agentId">;

/**
 * Whether everything that `a` permits `b` permits as well: proved, not guessed, so that a no may also mean "cannot tell". Both
 * are of one agent. @returns the sentence that says where `a` goes beyond `b`; null when it does not
 */
export function beyond(a: Extent, b: Extent): string | null {
  if (a.server !== b.server) return "It is about another server.";
  if (b.tool !== null && a.tool !== b.tool) return "It is about another tool, or about more of them.";
  if (b.resourceId !== null && a.resourceId !== b.resourceId) return "It is not limited to the same resource.";
  const added = a.actions.filter((action) => !b.actions.includes(action));
  if (added.length) return `It adds the action ${added.join(", ")}.`;
  if (b.startsAt !== null && (a.startsAt === null || a.startsAt < b.startsAt)) return "It begins earlier.";
  if (b.expiresAt !== null && (a.expiresAt === null || a.expiresAt > b.expiresAt)) return "It ends later.";
  if (!windowsWithin(a.windows, b.windows)) return "It is open at other hours.";
  const lost = b.conditions.find((condition) => !implied(a.conditions, condition));
  return lost ? `It no longer keeps the condition on ${lost.argument}, or cannot be proved to.` : null;
}

/** @see beyond */
export function isNarrower(a: Extent, b: Extent): boolean {
  return beyond(a, b) === null;
}

const WEEK_MINUTES = 7 * 1_440;

/** Hours are compared within one time zone: two zones shift against each other in spring and autumn. */
function windowsWithin(inner: readonly TimeWindow[], outer: readonly TimeWindow[]): boolean {
  if (!outer.length) return true;
  if (!inner.length) return false;
  const zones = new Set(inner.map(({ zone }) => zone));
  return [...zones].every((zone) => {
    const open = minutesOf(outer.filter((window) => window.zone === zone));
    return minutesOf(inner.filter((window) => window.zone === zone)).every((is, minute) => !is || open[minute]);
  });
}

/** The minutes of a week at which one of these windows is open. */
function minutesOf(windows: readonly TimeWindow[]): boolean[] {
  const open = new Array<boolean>(WEEK_MINUTES).fill(false);
  for (const { days, fromMinute, untilMinute } of windows) {
    const length = fromMinute < untilMinute ? untilMinute - fromMinute : untilMinute + 1_440 - fromMinute;
    for (const day of days) {
      const from = (day - 1) * 1_440 + fromMinute;
      for (let minute = from; minute < from + length; minute++) open[minute % WEEK_MINUTES] = true;
    }
  }
  return open;
}

const COMPARISONS: ReadonlySet<Operator> = new Set(["lt", "lte", "gt", "gte"]);

/** Whether `wanted` holds wherever all of `held` hold. */
function implied(held: readonly Condition[], wanted: Condition): boolean {
  const here = held.filter(({ argument }) => argument === wanted.argument);
  if (here.some((condition) => same(condition, wanted))) return true;
  if (wanted.operator === "has_not") return false;
  if (wanted.operator === "has") return here.some(({ operator }) => operator !== "has_not");
  if (impliedByTexts(here, wanted)) return true;
  if (typeof wanted.value === "number") return impliedByRange(here, wanted);
  if (wanted.operator === "ne" || wanted.operator === "not_in") return impliedByExclusions(here, wanted);
  return here.some((condition) => impliedByOne(condition, wanted));
}

function same(a: Condition, b: Condition): boolean {
  if (a.operator !== b.operator) return false;
  if (!Array.isArray(a.value) || !Array.isArray(b.value)) return a.value === b.value;
  const [left, right] = [new Set(a.value), new Set(b.value)];
  return left.size === right.size && [...left].every((value) => right.has(value));
}

/** The texts that an argument can have are known: each of them must satisfy what is wanted. */
function impliedByTexts(here: readonly Condition[], wanted: Condition): boolean {
  return here.some(({ operator, value }) => {
    const texts =
      operator === "in" && Array.isArray(value)
        ? value
        : operator === "eq" && typeof value === "string"
          ? [value]
          : null;
    return texts?.every((text) => conditionHolds(wanted, textAlone(wanted.argument, text))) ?? false;
  });
}

/** The argument as nothing but this text: a condition on its number must not be taken to hold because the text reads as one. */
function textAlone(argument: string, text: string) {
  return { ...valuesOf({}), texts: new Map([[argument, text]]) };
}

/** The numbers that the conditions leave lie all where `wanted` holds. In ten-thousandths, so that < 5 is ≤ 4.9999. */
function impliedByRange(here: readonly Condition[], { operator, value }: Condition): boolean {
  if (typeof value !== "number") return false;
  const bound = tenThousandths(value);
  let [least, most]: [bigint | null, bigint | null] = [null, null];
  for (const condition of here) {
    if (typeof condition.value !== "number") continue;
    const at = tenThousandths(condition.value);
    const { operator: is } = condition;
    const low = is === "eq" || is === "gte" ? at : is === "gt" ? at + 1n : null;
    const high = is === "eq" || is === "lte" ? at : is === "lt" ? at - 1n : null;
    if (low !== null && (least === null || low > least)) least = low;
    if (high !== null && (most === null || high < most)) most = high;
  }
  if (operator === "lte") return most !== null && most <= bound;
  if (operator === "lt") return most !== null && most < bound;
  if (operator === "gte") return least !== null && least >= bound;
  if (operator === "gt") return least !== null && least > bound;
  if (operator === "eq") return least === bound && most === bound;
  return operator === "ne" && ((most !== null && most < bound) || (least !== null && least > bound));
}

/** Each text that is excluded is excluded by one of the conditions. */
function impliedByExclusions(here: readonly Condition[], { operator, value }: Condition): boolean {
  if (typeof value === "boolean") {
    return here.some((condition) => operator === "ne" && condition.operator === "eq" && condition.value === !value);
  }
  const excluded = here.flatMap(({ operator: is, value: texts }) => {
    if (is === "not_in" && Array.isArray(texts)) return texts;
    return is === "ne" && typeof texts === "string" ? [texts] : [];
  });
  const wanted = Array.isArray(value) ? value : typeof value === "string" ? [value] : [];
  return wanted.length > 0 && wanted.every((text) => excluded.includes(text));
}

function impliedByOne(held: Condition, wanted: Condition): boolean {
  if (COMPARISONS.has(held.operator) || wanted.operator !== "like" || held.operator !== "like") return false;
  if (typeof held.value !== "string" || typeof wanted.value !== "string") return false;
  if (wanted.value.includes("\uffff")) return false;
  // Whatever a star of the held pattern stands for is taken by a star of the wanted one, which matches it as it would a letter.
  return isLike(held.value.replaceAll("*", "\uffff"), wanted.value);
}
