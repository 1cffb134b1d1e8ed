import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { FILE_LIMITS, readFile } from "./file";

const utf8 = (text: string) => new TextEncoder().encode(text);

describe("V3 files that cannot be read say why", () => {
  it.each<[string, string, Uint8Array, RegExp]>([
    ["nothing", "a.json", utf8(" \n"), /empty/],
    ["no records", "a.json", utf8("[]"), /no records/],
    ["broken JSON", "a.json", utf8('{\n  "a": 1,\n}'), /line 3, column 1/],
    ["JSON cut off", "a.json", utf8('{"a": '), /ends too early/],
    ["Latin-1", "a.csv", Uint8Array.from(Buffer.from("name\nK\xfcche\n", "latin1")), /not UTF-8/],
    ["damaged gzip", "a.gz", Uint8Array.of(0x1f, 0x8b, 8, 0, 1, 2, 3), /cannot be unpacked/],
    ["CSV without names", "a.csv", utf8("colour,size\nred,1\n"), /column "name"/],
    ["an open quote", "a.csv", utf8('name\n"open\n'), /not valid CSV/],
    ["broken YAML", "a.yaml", utf8("a: [1\nb: 2"), /not valid YAML: line/],
    ["a YAML that multiplies", "a.yaml", utf8(billion()), /refers to itself/],
    ["front matter without an end", "a.md", utf8("---\non: push\n"), /no closing line/],
  ])("%s", (_, name, bytes, reason) => {
    expect(() => readFile(name, bytes)).toThrow(
      expect.objectContaining({ code: "invalid", message: expect.stringMatching(reason) }),
    );
  });
  it("names the line of a broken JSON Line and keeps the others", () => {
    const entries = readFile("a.jsonl", utf8('{"a":1}\n{"a":\n{"a":2}\n'));
    expect(entries.map(({ position, fault }) => [position, fault ?? ""])).toEqual([
      [1, ""],
      [2, "Line 2 is not valid JSON: it ends too early."],
      [3, ""],
    ]);
  });
  it("stops a zip bomb while it unfolds, and a file beyond 50 MB", () => {
    const bomb = gzipSync(Buffer.alloc(FILE_LIMITS.bytes + 1, 32));
    expect(bomb.byteLength).toBeLessThan(100_000);
    for (const bytes of [bomb, new Uint8Array(FILE_LIMITS.bytes + 1)]) {
      expect(() => readFile("a.json", bytes)).toThrow(expect.objectContaining({ code: "too_large" }));
    }
  });
});

describe("V3 encodings and gzip", () => {
  const text = 'name\n"Küche"\n';
  it.each<[string, Uint8Array]>([
    ["UTF-8", utf8(text)],
    ["UTF-8 with a mark", utf8(`\ufeff${text}`)],
    ["UTF-16 little-endian with a mark", Uint8Array.from(Buffer.from(`\ufeff${text}`, "utf16le"))],
    ["UTF-16 big-endian with a mark", Uint8Array.from(Buffer.from(`\ufeff${text}`, "utf16le").swap16())],
    ["gzip", gzipSync(text)],
  ])("%s", (_, bytes) => {
    expect(readFile("a.csv.gz", bytes).map(({ value }) => value)).toEqual([{ name: "Küche" }]);
  });
});

function billion(): string {
  const levels = Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(", ")}]`);
  return ["a0: &a0 [x]", ...levels].join("\n");
}
