/** A piece of a text beside its former self. */
export interface WordPart {
  kind: "same" | "added" | "removed";
  text: string;
}

/** Words, runs of blanks, and any other character by itself: one invisible character inside a word is seen as what it is. */
const TOKENS = /[\p{L}\p{N}\p{M}_]+|[ \t]+|\n+|./gsu;
/** Beyond this many comparisons the middle is told as replaced: a text of hundreds of pages must not hold up a page. */
const MOST_CELLS = 2_000_000;

/** What was put in and what was taken out, word by word: the parts but the added ones give `before`, but the removed ones `after`. */
export function wordsBetween(before: string, after: string): WordPart[] {
  const old = before.match(TOKENS) ?? [];
  const now = after.match(TOKENS) ?? [];
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < old.length - head && tail < now.length - head && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
  const middle = [old.slice(head, old.length - tail), now.slice(head, now.length - tail)] as const;
  return joined([
    { kind: "same", text: now.slice(0, head).join("") },
    ...between(...middle),
    { kind: "same", text: now.slice(now.length - tail).join("") },
  ]);
}

function between(old: readonly string[], now: readonly string[]): WordPart[] {
  if (old.length * now.length > MOST_CELLS) {
    return [
      { kind: "removed", text: old.join("") },
      { kind: "added", text: now.join("") },
    ];
  }
  const common = commonTable(old, now);
  const parts: WordPart[] = [];
  let at = 0;
  let to = 0;
  while (at < old.length || to < now.length) {
    const gain = (row: number, column: number) => common[row * (now.length + 1) + column] ?? 0;
    if (at < old.length && to < now.length && old[at] === now[to]) {
      parts.push({ kind: "same", text: now[to] ?? "" });
      at++;
      to++;
    } else if (to >= now.length || (at < old.length && gain(at + 1, to) >= gain(at, to + 1))) {
      parts.push({ kind: "removed", text: old[at++] ?? "" });
    } else {
      parts.push({ kind: "added", text: now[to++] ?? "" });
    }
  }
  return parts;
}

/** Lengths of the longest common subsequence of every pair of tails, row by row. */
function commonTable(old: readonly string[], now: readonly string[]): Uint32Array {
  const width = now.length + 1;
  const table = new Uint32Array((old.length + 1) * width);
  for (let row = old.length - 1; row >= 0; row--) {
    for (let column = now.length - 1; column >= 0; column--) {
      table[row * width + column] =
        old[row] === now[column]
          ? (table[(row + 1) * width + column + 1] ?? 0) + 1
          : Math.max(table[(row + 1) * width + column] ?? 0, table[row * width + column + 1] ?? 0);
    }
  }
  return table;
}

function joined(parts: readonly WordPart[]): WordPart[] {
  const out: WordPart[] = [];
  for (const part of parts) {
    const last = out.at(-1);
    if (last?.kind === part.kind) last.text += part.text;
    else if (part.text !== "") out.push({ ...part });
  }
  return out;
}
