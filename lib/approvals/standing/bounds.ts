import type { Condition } from "@/lib/entitlements/terms";
import type { FieldIssue } from "@/lib/errors";
import type { Json } from "@/lib/policy";
import { kindOf, wordsOf } from "../case/kinds";
import { type Leaf, leavesOf } from "../case/leaves";

/**
 * What a standing approval leaves open, and what it must not (domain rule "bounded in argument range"). Every argument is bound:
 * it equals a value, is one of a list, or a number between two. Only a short remark may be anything. An argument of a later call
 * that nobody bound makes that call wait for people, as does one that is missing.
 */

type Arguments = { readonly [key: string]: Json };

/** One argument as it can be bound. `argument` is the path with every place in a list as "*"; untrusted like the values. */
export interface Boundable {
  argument: string;
  kind: "number" | "text" | "flag" | "nothing";
  /** Its values in the request that this grows out of, each once. */
  values: readonly (string | number | boolean)[];
  /** It stands in a list: each entry is held to the bound. */
  listed: boolean;
  /** A remark: may be left open. */
  free: boolean;
  /** Why it cannot be bound at all, so that there can be no standing approval; null when it can. */
  never: string | null;
}

/** Words of names under which stands what a person reads and no machine acts on. Nothing else is ever left open. */
const REMARKS = new Set("memo note notes comment comments remark remarks reason justification summary".split(" "));
const REMARK_LENGTH = 500;

const OPERATORS: Readonly<Record<Boundable["kind"], readonly Condition["operator"][]>> = {
  number: ["eq", "gte", "lte"],
  text: ["eq", "in"],
  flag: ["eq"],
  nothing: ["has_not"],
};

/** The arguments of a request, each once, in the order in which they stand. */
export function boundablesIn(args: Arguments): Boundable[] {
  return [...byArgument(args)].map(([argument, leaves]) => boundableOf(argument, leaves));
}

function byArgument(args: Arguments): Map<string, Leaf[]> {
  const found = new Map<string, Leaf[]>();
  for (const leaf of leavesOf(args)) found.set(leaf.general, [...(found.get(leaf.general) ?? []), leaf]);
  return found;
}

function boundableOf(argument: string, leaves: readonly Leaf[]): Boundable {
  const kinds = new Set(leaves.map(kindOfLeaf));
  const [kind = "nothing"] = kinds;
  const listed = leaves.some(({ places }) => places.length > 0);
  const values = [...new Set(leaves.flatMap(({ value }) => (value === null ? [] : [value])))];
  const mixed = kinds.size > 1 ? "its values are of several kinds" : null;
  // Each entry within its bound says nothing about their sum.
  const summed = listed && kind === "number" ? "it is a number in a list, whose sum nothing would limit" : null;
  return { argument, kind, values, listed, free: leaves.every(isRemark), never: mixed ?? summed };
}

function kindOfLeaf({ value, empty }: Leaf): Boundable["kind"] {
  if (empty !== null || value === null) return "nothing";
  return typeof value === "string" ? "text" : typeof value === "number" ? "number" : "flag";
}

function isRemark(leaf: Leaf): boolean {
  const { value, places } = leaf;
  if (typeof value !== "string" || value.length > REMARK_LENGTH || places.length > 0) return false;
  return kindOf(leaf, null) === "text" && wordsOf(leaf).some((word) => REMARKS.has(word));
}

/** What keeps these conditions from bounding a request like this one, each with the path of what is wrong; empty when nothing does. */
export function flawsIn(args: Arguments, conditions: readonly Condition[]): FieldIssue[] {
  const known = boundablesIn(args);
  const issues = known.flatMap((boundable) => {
    const flaw = flawOf(
      boundable,
      conditions.filter(({ argument }) => argument === boundable.argument),
    );
    return flaw ? [{ path: `conditions.${boundable.argument}`, message: flaw }] : [];
  });
  const names = new Set(known.map(({ argument }) => argument));
  const unknown = conditions.filter(({ argument }) => !names.has(argument));
  const strange = unknown.map(({ argument }) => ({
    path: `conditions.${argument}`,
    message: "The request that this grows out of has no such argument.",
  }));
  return issues.length + strange.length > 0 || fits(args, conditions)
    ? [...issues, ...strange]
    : [{ path: "conditions", message: "The request that this grows out of lies outside these bounds." }];
}

function flawOf({ kind, free, never }: Boundable, bounds: readonly Condition[]): string | null {
  if (never) return `This cannot be approved in advance: ${never}.`;
  if (bounds.length === 0) return free ? null : "Say what it may be: nothing but a remark is left open.";
  const used = bounds.map(({ operator }) => operator);
  if (used.some((operator) => !OPERATORS[kind].includes(operator)) || new Set(used).size < used.length) {
    return "Bind it to a value, to some of a list, or as a number between two.";
  }
  if (kind !== "number") return used.length === 1 ? null : "Bind it once.";
  if (used.includes("eq")) return used.length === 1 ? null : "Bind it once.";
  const [least, most] = (["gte", "lte"] as const).map(
    (which) => bounds.find(({ operator }) => operator === which)?.value,
  );
  if (typeof least !== "number" || typeof most !== "number") return "Say both the least and the most.";
  return least <= most ? null : "The least is more than the most.";
}

/** Whether a call with these arguments lies within the bounds: every value bound and in its bound, and nothing bound missing. */
export function fits(args: Arguments, conditions: readonly Condition[]): boolean {
  const leaves = byArgument(args);
  const complete = conditions.every(({ argument, operator }) => operator === "has_not" || leaves.has(argument));
  return (
    complete &&
    [...leaves].every(([argument, values]) => {
      const bounds = conditions.filter((condition) => condition.argument === argument);
      if (bounds.length === 0) return values.every(isRemark);
      return areDistinct(values) && bounds.every((bound) => values.every((leaf) => holds(bound, leaf)));
    })
  );
}

// A list of texts that are each allowed is no longer than the list of what is allowed.
function areDistinct(leaves: readonly Leaf[]): boolean {
  return new Set(leaves.map(({ value }) => value)).size === leaves.length;
}

function holds({ operator, value: bound }: Condition, { value, empty }: Leaf): boolean {
  if (operator === "has_not") return empty !== null || value === null;
  if (empty !== null || value === null) return false;
  if (operator === "in") return Array.isArray(bound) && typeof value === "string" && bound.includes(value);
  if (operator === "eq") return value === bound;
  if (typeof bound !== "number" || typeof value !== "number") return false;
  return operator === "gte" ? value >= bound : operator === "lte" && value <= bound;
}
