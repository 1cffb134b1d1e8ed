import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync(new URL("../../app/globals.css", import.meta.url), "utf8");

/** The tokens of one theme: those of `:root`, overridden by `.dark` where the theme is dark. */
function tokensOf(theme: "light" | "dark"): Map<string, string> {
  const blocks = theme === "light" ? [":root {"] : [":root {", ".dark {"];
  const tokens = new Map<string, string>();
  for (const opening of blocks) {
    const start = css.indexOf(opening);
    for (const [, name, value] of css.slice(start, css.indexOf("\n}", start)).matchAll(/--([\w-]+): ([^;]+);/g)) {
      if (name && value) tokens.set(name, value);
    }
  }
  return tokens;
}

/** Relative luminance (WCAG 2.2) of a token given in oklch, by way of linear sRGB. */
function luminance(tokens: Map<string, string>, name: string): number {
  const value = tokens.get(name) ?? "";
  const alias = /^var\(--([\w-]+)\)$/.exec(value)?.[1];
  if (alias) return luminance(tokens, alias);
  const [lightness, chroma, hue] = (/^oklch\(([\d. ]+)\)$/.exec(value)?.[1] ?? "").split(" ").map(Number);
  if (lightness === undefined || chroma === undefined || hue === undefined) throw new Error(`--${name}: ${value}`);
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clamp = (part: number) => Math.min(1, Math.max(0, part));
  const red = clamp(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  const green = clamp(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  const blue = clamp(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(tokens: Map<string, string>, one: string, other: string): number {
  const [dark, bright] = [luminance(tokens, one), luminance(tokens, other)].sort((x, y) => x - y) as [number, number];
  return (bright + 0.05) / (dark + 0.05);
}

const SURFACES = ["background", "card", "popover", "muted", "accent", "selected"];
const TONES = ["info", "success", "warning", "danger"];
const TIERS = ["tier-low", "tier-moderate", "tier-high", "tier-critical"];

const TEXT: [ink: string, surface: string][] = [
  ...SURFACES.flatMap((surface): [string, string][] => [
    ["foreground", surface],
    ["muted-foreground", surface],
    ["link", surface],
  ]),
  ...TONES.flatMap((tone): [string, string][] => [
    [tone, `${tone}-soft`],
    ["foreground", `${tone}-soft`],
    ["muted-foreground", `${tone}-soft`],
    ...SURFACES.map((surface): [string, string] => [tone, surface]),
  ]),
  ...TIERS.map((tier): [string, string] => [tier, `${tier}-soft`]),
  ["primary-foreground", "primary"],
  ["primary-foreground", "primary-hover"],
  ["primary-foreground", "danger-solid"],
  ["primary-foreground", "danger-solid-hover"],
];

const EDGES: [edge: string, surface: string][] = ["input", "ring", "primary"].flatMap((edge) =>
  ["background", "card", "popover"].map((surface): [string, string] => [edge, surface]),
);

describe.each(["light", "dark"] as const)("WCAG 2.2 AA: the %s palette", (theme) => {
  const tokens = tokensOf(theme);

  it.each(TEXT)("text in %s on %s reaches 4.5 to 1", (ink, surface) => {
    expect(contrast(tokens, ink, surface)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(EDGES)("the edge of a control in %s on %s reaches 3 to 1", (edge, surface) => {
    expect(contrast(tokens, edge, surface)).toBeGreaterThanOrEqual(3);
  });
});
