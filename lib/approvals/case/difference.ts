import type { Json } from "@/lib/policy";
import { textOf } from "./hidden";
import { type Leaf, leavesOf } from "./leaves";

type Arguments = { readonly [key: string]: Json };

const LONGEST = 60;
const MOST = 3;

/**
 * How an earlier call differed from the one that is asked about, in words: "amount 4200 instead of 96000". Values as they are
 * written, cut where they are long; untrusted.
 */
export function differenceIn(earlier: Arguments, now: Arguments): string {
  const before = byPath(earlier);
  const after = byPath(now);
  const parts = [...new Set([...after.keys(), ...before.keys()])].flatMap((path) => {
    const [was, is] = [before.get(path), after.get(path)];
    if (was !== undefined && is !== undefined)
      return was === is ? [] : [`${cut(path)} ${cut(was)} instead of ${cut(is)}`];
    return was === undefined ? [`without ${cut(path)}`] : [`with ${cut(path)} ${cut(was)}`];
  });
  if (parts.length === 0) return "the same arguments";
  const more = parts.length - MOST;
  return [
    ...parts.slice(0, MOST),
    ...(more > 0 ? [`${more} more ${more === 1 ? "difference" : "differences"}`] : []),
  ].join(", ");
}

const byPath = (args: Arguments) => new Map(leavesOf(args).map((leaf: Leaf) => [leaf.path, textOf(leaf)]));

function cut(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length <= LONGEST ? line : `${[...line.slice(0, LONGEST)].slice(0, -1).join("")}…`;
}
