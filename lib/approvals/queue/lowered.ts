import type { Json } from "@/lib/policy";

/** What a reader lowers of one argument: a smaller number as it was typed, or which entries of a list stay (by place, from 0). */
export type Lowered = { kind: "number"; text: string } | { kind: "list"; keep: readonly number[] };

type Arguments = { readonly [key: string]: Json };

/**
 * The arguments with these values lowered. Paths as the payload has them: dotted, a dot or backslash within a name with a
 * backslash before it. Says nothing about whether that is a narrowing: the rule that compares the two does.
 * @returns null for a path that is not there, a number that is none, or a place that the list has not
 */
export function loweredArguments(args: Arguments, changes: ReadonlyMap<string, Lowered>): Arguments | null {
  const next = structuredClone(args) as { [key: string]: Json };
  // Numbers first: leaving an entry out moves the places of those after it. Of lists the inner ones first, for the same reason.
  const depth = (path: string) => namesIn(path).length;
  const ordered = [...changes].sort(
    ([a, one], [b, other]) => Number(one.kind === "list") - Number(other.kind === "list") || depth(b) - depth(a),
  );
  return ordered.every(([path, change]) => apply(next, namesIn(path), change)) ? next : null;
}

function apply(root: { [key: string]: Json }, names: string[], change: Lowered): boolean {
  const last = names.at(-1);
  const holder = names.slice(0, -1).reduce<Json | undefined>(memberOf, root);
  if (last === undefined || typeof holder !== "object" || holder === null || !Object.hasOwn(holder, last)) return false;
  const value = loweredValue(memberOf(holder, last), change);
  if (value === null) return false;
  Object.defineProperty(holder, last, { value, enumerable: true, configurable: true, writable: true });
  return true;
}

function memberOf(holder: Json | undefined, name: string): Json | undefined {
  if (typeof holder !== "object" || holder === null || !Object.hasOwn(holder, name)) return undefined;
  return (holder as { [key: string]: Json })[name];
}

function loweredValue(value: Json | undefined, change: Lowered): Json | null {
  if (change.kind === "number") {
    const wanted = /^\d+(\.\d+)?$/.test(change.text.trim()) ? Number(change.text) : Number.NaN;
    return typeof value === "number" && Number.isFinite(wanted) ? wanted : null;
  }
  if (!Array.isArray(value) || change.keep.some((at) => at >= value.length)) return null;
  return value.filter((_, at) => change.keep.includes(at));
}

/** "a\.b.c" → ["a.b", "c"]. */
function namesIn(path: string): string[] {
  const names: string[] = [];
  let name = "";
  for (let at = 0; at < path.length; at++) {
    const letter = path.charAt(at);
    if (letter === ".") {
      names.push(name);
      name = "";
    } else name += letter === "\\" ? path.charAt(++at) : letter;
  }
  return [...names, name];
}
