import type { BoundAction } from "../binding";
import { REST, SHOWN } from "../terms";
import { type Leaf, leavesOf } from "./leaves";

export interface Hidden {
  characters: number;
  lines: number;
}

/** How much of a leaf is not on the screen; null when it all is. Its name counts too: a long name hides as well as a long value. */
export function hiddenOf(leaf: Leaf): Hidden | null {
  const text = textOf(leaf);
  const lines = linesIn(text);
  const long = text.length > SHOWN.characters || lines > SHOWN.lines;
  if (!long && leaf.path.length <= SHOWN.path) return null;
  return { characters: long ? text.length : leaf.path.length, lines };
}

/** The value as canonical JSON says it, texts without their quotes. */
export function textOf({ value, empty }: Leaf): string {
  return empty ?? (typeof value === "string" ? value : JSON.stringify(value));
}

function linesIn(text: string): number {
  return text.split(/\r\n|[\n\r\u2028\u2029\u0085]/).length;
}

/**
 * What must have been opened before anybody may approve this action: the paths of all hidden parts, and `REST` when there are more
 * rows than are shown at once. Of the stored bytes alone, so that the server asks for the same as the page.
 */
export function mustOpenOf(action: Pick<BoundAction, "arguments">): string[] {
  const leaves = leavesOf(action.arguments);
  const hidden = leaves.filter((leaf) => hiddenOf(leaf) !== null).map(({ path }) => path);
  return leaves.length > SHOWN.rows ? [...hidden, REST] : hidden;
}
