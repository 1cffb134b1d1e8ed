import fs from "node:fs";
import path from "node:path";
import { extendTailwindMerge } from "tailwind-merge";
import { describe, expect, test } from "vitest";
import { mergeClasses } from "./merge-classes";

/** The peer: knows every utility of Tailwind, and the type scale of app/globals.css. */
const peer = extendTailwindMerge({ extend: { theme: { text: ["2xs"], shadow: ["xs"] } } });

/** Every utility that a component or a page of the console writes down. */
function classesInUse(): string[] {
  const found = new Set<string>();
  for (const folder of ["components", "app"]) {
    for (const name of fs.readdirSync(folder, { recursive: true, encoding: "utf8" })) {
      if (!name.endsWith(".tsx") && !/(?:control|cn)\.ts$/.test(name)) continue;
      const text = fs.readFileSync(path.join(folder, name), "utf8");
      for (const [, words] of text.matchAll(/"([^"\n]+)"/g))
        for (const word of words?.split(/\s+/) ?? []) found.add(word);
    }
  }
  // Said twice a class collapses into one; any other word does not.
  return [...found].filter((word) => word !== "" && peer(`${word} ${word}`) === word);
}

describe("joining class names", () => {
  test("of two classes that set the same thing the later wins, as tailwind-merge says for every pair in use", () => {
    const classes = classesInUse();
    expect(classes.length).toBeGreaterThan(400);
    const wrong: string[] = [];
    for (const first of classes) {
      for (const second of classes) {
        if (first === second) continue;
        const pair = `${first} ${second}`;
        const [ours, expected] = [mergeClasses(pair), peer(pair)];
        if (ours !== expected) wrong.push(`${pair}: kept "${ours}", not "${expected}"`);
      }
    }
    expect(wrong.slice(0, 20)).toEqual([]);
    // Every pair of a thousand classes: a busy machine takes its time.
  }, 180_000);

  test.each([
    ["h-8 px-3 size-9", "px-3 size-9"],
    ["px-2.5 size-7 px-0", "size-7 px-0"],
    ["hover:bg-card bg-muted hover:bg-accent", "bg-muted hover:bg-accent"],
    ["[&_svg:not([class*='size-'])]:size-4 size-3", "[&_svg:not([class*='size-'])]:size-4 size-3"],
    ["text-sm text-muted-foreground text-2xs", "text-muted-foreground text-2xs"],
    ["border border-border border-dashed border-0", "border-border border-dashed border-0"],
    ["unknown unknown", "unknown unknown"],
    ["", ""],
  ])("%s", (given, kept) => {
    expect(mergeClasses(given)).toBe(kept);
  });
});
