import type { Json } from "@/lib/policy";

/**
 * What a reviewer may make smaller before approving (domain rule "narrowing by the reviewer"): a structural subset of what was
 * asked, and nothing else. Which names mean an extent is decided with care, for with some names less is more: a lower minimum, a
 * smaller offset, a shorter list of exceptions and a younger "older than" all widen. In doubt a value is not narrowable.
 */

const EXTENTS = new Set("amount amounts sum total quantity qty count rows limit max maximum duration".split(" "));
/** Beside an extent these say that it is no extent, or one of which less is more. */
const NO_EXTENTS = new Set(
  (
    "min minimum least older age since after before from start begin offset skip page index id ids number no version year " +
    "keep retain retention backup grace delay interval cooldown wait priority threshold discount rebate refund price rate " +
    "level score balance reserve previous old current hash port"
  ).split(" "),
);
const LISTS = new Set(
  (
    "recipients recipient to cc bcc attendees participants invitees guests members people persons users customers emails " +
    "accounts ids items rows records entries files paths documents attachments invoices payments transfers orders messages " +
    "hosts tables columns resources permissions scopes roles"
  ).split(" "),
);
/** In a list or below a name with one of these, fewer entries or smaller numbers would let more happen. */
const EXCLUSIONS = new Set(
  (
    "exclude excluded excluding exclusion exclusions except exceptions without not no ignore ignored omit skip keep retain preserve " +
    "protect protected allow allowed allowlist whitelist deny denied denylist block blocked blocklist blacklist filter filters where " +
    "condition conditions query match criteria unless only approvers reviewers watchers"
  ).split(" "),
);

/** The words of a name, in lower case: "maxRowCount", "max_row_count" and "max-row-count" are the same three. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter(Boolean);
}

function isExtent(name: string): boolean {
  const words = wordsOf(name);
  return words.some((word) => EXTENTS.has(word)) && !words.some((word) => NO_EXTENTS.has(word));
}

function isList(name: string): boolean {
  return LISTS.has(wordsOf(name).at(-1) ?? "");
}

function isExclusion(name: string): boolean {
  return wordsOf(name).some((word) => EXCLUSIONS.has(word));
}

type Arguments = { readonly [key: string]: Json };

/**
 * Where a reviewer may put less: numbers by lowering, lists by leaving entries out. Paths are dotted as decisions have them
 * ("items.0.amount"; a dot or backslash within a name has a backslash before it). A list is named by its own path.
 */
export function narrowablePaths(args: Arguments): Map<string, "number" | "list"> {
  const found = new Map<string, "number" | "list">();
  const visit = (value: Json, path: string, name: string) => {
    if (isLowerable(value, name)) found.set(path, "number");
    if (Array.isArray(value)) {
      if (isList(name) && value.length > 1) found.set(path, "list");
      value.forEach((one, at) => void visit(one, `${path}.${at}`, ""));
    } else if (isRecord(value)) {
      for (const key of Object.keys(value)) below(value[key] as Json, `${path}.${written(key)}`, key);
    }
  };
  const below = (value: Json, path: string, key: string) => {
    if (!isExclusion(key)) visit(value, path, key);
  };
  for (const key of Object.keys(args)) below(args[key] as Json, written(key), key);
  return found;
}

const written = (key: string) => key.replace(/[.\\]/g, "\\$&");

// Zero is left out on both sides: for many a tool a limit of 0 is no limit.
function isLowerable(value: Json, name: string): value is number {
  return typeof value === "number" && value > 0 && isExtent(name);
}

/**
 * Whether `narrowed` is what was asked with less of it: the same names and the same texts, at least one extent lower or one list
 * shorter, nothing else changed. A strict partial order: never of itself, and narrowing once more is narrowing.
 */
export function isNarrowing(original: Arguments, narrowed: unknown): narrowed is Arguments {
  return isWithinRecord(original, narrowed) && !isSame(original, narrowed as Json);
}

function isWithinRecord(original: Arguments, narrowed: unknown): boolean {
  if (!isRecord(narrowed)) return false;
  const names = Object.keys(original);
  if (Object.keys(narrowed).length !== names.length) return false;
  return names.every((name) => {
    if (!Object.hasOwn(narrowed, name)) return false;
    const [asked, given] = [original[name] as Json, narrowed[name] as Json];
    return isExclusion(name) ? isSame(asked, given) : isWithin(asked, given, name);
  });
}

function isWithin(original: Json, narrowed: Json, name: string): boolean {
  if (typeof original === "number") return original === narrowed || isLower(original, narrowed, name);
  if (Array.isArray(original)) return Array.isArray(narrowed) && isWithinList(original, narrowed, name);
  return isRecord(original) ? isWithinRecord(original, narrowed) : original === narrowed;
}

// A whole number stays one: of minor units, rows or people there are no halves.
function isLower(original: number, narrowed: Json, name: string): boolean {
  if (!isLowerable(original, name) || typeof narrowed !== "number") return false;
  return narrowed > 0 && narrowed < original && (!Number.isInteger(original) || Number.isInteger(narrowed));
}

/** Entries in their order, each as it was or narrower; fewer of them only where the list's name allows it, and never none. */
function isWithinList(original: readonly Json[], narrowed: readonly Json[], name: string): boolean {
  const shorter = narrowed.length < original.length;
  if (narrowed.length > original.length || (shorter && (!isList(name) || narrowed.length === 0))) return false;
  if (!shorter) return original.every((one, at) => isWithin(one, narrowed[at] as Json, ""));
  // Taking the first entry that fits never spoils a later one: whatever fitted after another entry still does.
  let at = 0;
  for (const one of narrowed) {
    while (at < original.length && !isWithin(original[at] as Json, one, "")) at += 1;
    if (at === original.length) return false;
    at += 1;
  }
  return true;
}

function isSame(a: Json, b: Json): boolean {
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((one, at) => isSame(one, b[at] as Json));
  }
  if (!isRecord(a)) return a === b;
  const names = Object.keys(a);
  if (!isRecord(b) || Object.keys(b).length !== names.length) return false;
  return names.every((name) => Object.hasOwn(b, name) && isSame(a[name] as Json, b[name] as Json));
}

function isRecord(value: unknown): value is { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
