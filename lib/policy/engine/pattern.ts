/** A pattern of Cedar's JSON form: literal texts and wildcards. */
export type Pattern = readonly ("Wildcard" | { Literal: string })[];

/** Whether a text is like a pattern, in time linear in the text for any pattern that people write: no backtracking. */
export function matcher(pattern: Pattern): (text: string) => boolean {
  const parts = [""];
  for (const element of pattern) {
    if (element === "Wildcard") parts.push("");
    else parts[parts.length - 1] += element.Literal;
  }
  const [first = "", ...rest] = parts;
  const last = rest.pop();
  if (last === undefined) return (text) => text === first;
  const middles = rest.filter((part) => part !== "");
  if (middles.length === 0) {
    const least = first.length + last.length;
    return (text) => text.length >= least && text.startsWith(first) && text.endsWith(last);
  }
  return (text) => {
    const end = text.length - last.length;
    if (end < first.length || !text.startsWith(first) || !text.endsWith(last)) return false;
    let at = first.length;
    for (const part of middles) {
      const found = text.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
      if (at > end) return false;
    }
    return true;
  };
}
