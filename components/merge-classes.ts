/**
 * Which property a utility sets, by its name without variants; what is not listed never makes way. A small part of what
 * tailwind-merge knows, and all that the console's classes need: merge-classes.test.ts compares the two on every pair.
 */
const GROUPS: readonly [RegExp, string][] = [
  [/^-?(m[trblxy]?|p[trblxy]?|gap(?:-[xy])?|top|right|bottom|left|inset(?:-[xy])?|z|order)-/, "$"],
  [/^(size|w|h|min-w|min-h|max-w|max-h)-/, "$"],
  [/^(?:block|inline|inline-block|flex|inline-flex|grid|inline-grid|contents|hidden|table)$/, "display"],
  [/^(?:static|fixed|absolute|relative|sticky)$/, "position"],
  [/^(?:sr-only|not-sr-only)$/, "sr"],
  [/^text-(?:2xs|xs|sm|base|lg|\d?xl|\[[\d.]+(?:rem|px|em)\])$/, "size-of-text"],
  [/^text-(?:left|center|right)$/, "text-align"],
  [/^text-(?:balance|pretty|wrap|nowrap)$/, "text-wrap"],
  [/^break-(?:normal|words|all|keep)$/, "word-break"],
  [/^text-/, "text-color"],
  [/^font-(?:thin|light|normal|medium|semibold|bold)$/, "weight"],
  [/^font-(?:sans|mono)$/, "family"],
  [/^border(?:-\d+)?$/, "border-w"],
  [/^border-([trblxy])(?:-\d+)?$/, "border-w-$"],
  [/^border-(?:solid|dashed|dotted|none)$/, "border-style"],
  [/^border-(?:separate|collapse)$/, "border-model"],
  [/^border-spacing/, "border-spacing"],
  [/^border-/, "border-color"],
  [/^bg-/, "bg"],
  [/^(rounded-b)-/, "$"],
  [/^rounded(?:-(?:none|xs|sm|md|lg|xl|full))?$/, "rounded"],
  [
    /^(overflow-[xy]|justify-items|justify-self|grid-cols|col-span|col-start|scroll-m[trbl]|scroll-p[by]|line-clamp|underline-offset)-/,
    "$",
  ],
  [
    /^(justify|items|self|content|leading|tracking|whitespace|cursor|opacity|duration|overflow|scale|fill|align|transition|select)-/,
    "$",
  ],
  [/^-?(outline-offset|translate-[xy])-/, "$"],
  [/^(shadow)(?:-|$)/, "$"],
  [/^(?:visible|invisible)$/, "visibility"],
  [/^flex-(?:row|col)/, "flex-direction"],
  [/^flex-(?:wrap|nowrap)/, "flex-wrap"],
  [/^flex-/, "flex"],
  [/^(basis|grow|shrink)(?:-|$)/, "$"],
  [/^list-(?:disc|decimal|none)$/, "list-style"],
  [/^stroke-(?:\d|\[)/, "stroke-w"],
  [/^stroke-/, "stroke-color"],
  [/^decoration-(?:\d|from-font|auto)/, "decoration-w"],
  [/^decoration-(?:solid|double|dotted|dashed|wavy)$/, "decoration-style"],
  [/^decoration-/, "decoration-color"],
  [/^(animate)-/, "$"],
  // Any property that is spelled out.
  [/^\[([a-z-]+):/, "[$]"],
];

/** What else makes way for a group that is set later. */
const COVERS: Readonly<Record<string, readonly string[]>> = {
  p: ["px", "py", "pt", "pr", "pb", "pl"],
  px: ["pr", "pl"],
  py: ["pt", "pb"],
  "scroll-py": ["scroll-pb"],
  m: ["mx", "my", "mt", "mr", "mb", "ml"],
  mx: ["mr", "ml"],
  my: ["mt", "mb"],
  inset: ["inset-x", "inset-y", "top", "right", "bottom", "left"],
  "inset-x": ["right", "left"],
  "inset-y": ["top", "bottom"],
  flex: ["basis", "grow", "shrink"],
  gap: ["gap-x", "gap-y"],
  size: ["w", "h"],
  overflow: ["overflow-x", "overflow-y"],
  "border-w": ["border-w-t", "border-w-r", "border-w-b", "border-w-l", "border-w-x", "border-w-y"],
  "size-of-text": ["leading"],
  rounded: ["rounded-b"],
  "line-clamp": ["display", "overflow"],
};

/** Takes out what a later class of the same property and the same variants (`hover:`, `max-sm:`) overrules. */
export function mergeClasses(text: string): string {
  const taken = new Set<string>();
  const kept: string[] = [];
  for (const token of text.split(/\s+/).reverse()) {
    const { variants, group } = read(token);
    if (group && taken.has(variants + group)) continue;
    if (group) for (const covered of [group, ...(COVERS[group] ?? [])]) taken.add(variants + covered);
    kept.push(token);
  }
  return kept.reverse().join(" ");
}

const known = new Map<string, { variants: string; group: string | null }>();

function read(token: string): { variants: string; group: string | null } {
  const seen = known.get(token);
  if (seen) return seen;
  // The last colon outside brackets ends the variants: `[&_svg:not(.a)]:size-4`, `w-[calc(1px)]`.
  let depth = 0;
  let start = 0;
  for (let at = 0; at < token.length; at++) {
    const letter = token[at];
    if (letter === "[" || letter === "(") depth++;
    else if (letter === "]" || letter === ")") depth--;
    else if (letter === ":" && depth === 0) start = at + 1;
  }
  const important = token[start] === "!" ? "!" : "";
  const name = token.slice(start + important.length);
  const variants =
    token
      .slice(0, start)
      .split(/:(?![^[]*\])/)
      .sort()
      .join(":") + important;
  const result = { variants: `${variants} `, group: groupOf(name) };
  known.set(token, result);
  return result;
}

function groupOf(name: string): string | null {
  for (const [pattern, group] of GROUPS) {
    const found = pattern.exec(name);
    if (found) return group.replace("$", found[1] ?? "");
  }
  return null;
}
