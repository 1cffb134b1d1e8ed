import type { PolicySource } from "../engine/types";

/** One rule of a policy's text: the engine's source, and the line of the whole text on which it begins (from 1). */
export interface PlacedSource extends PolicySource {
  line: number;
}

/**
 * The rules in a policy's text, each as the engine takes it: a lone rule under the policy's own id, several as `pol_…#1`,
 * `pol_…#2` in their order. What follows the last semicolon is a rule too, so that validation can say that it is cut off.
 */
export function sourcesOf(policyId: string, text: string): PlacedSource[] {
  const pieces = piecesOf(text);
  const alone = pieces.length === 1;
  return pieces.map((piece, at) => ({ ...piece, id: alone ? policyId : `${policyId}#${at + 1}` }));
}

/** The policy that a rule's id belongs to. */
export function policyIdOf(sourceId: string): string {
  return sourceId.split("#", 1)[0] ?? sourceId;
}

/** Cuts at the semicolons that end rules: those in texts and comments end nothing. Nothing but comments is no rule. */
function piecesOf(text: string): { text: string; line: number }[] {
  const pieces: { text: string; line: number }[] = [];
  const token = /\/\/[^\n]*|"(?:\\[\s\S]|[^"\\])*"?|;|\n|[^\s"/;]+|[\s\S]/g;
  let begun: number | null = null;
  let beginsOn = 1;
  let line = 1;
  for (const match of text.matchAll(token)) {
    const [found] = match;
    const silent = found.startsWith("//") || /^\s+$/.test(found);
    if (begun === null && !silent) [begun, beginsOn] = [match.index, line];
    line += found.split("\n").length - 1;
    if (found === ";" && begun !== null) {
      pieces.push({ text: text.slice(begun, match.index + 1), line: beginsOn });
      begun = null;
    }
  }
  if (begun !== null) pieces.push({ text: text.slice(begun), line: beginsOn });
  return pieces;
}
