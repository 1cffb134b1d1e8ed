import { inflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { DeflatedFile } from "@/lib/packs";
import { LineFile } from "../gathering/line-file";
import { ocsfLineOf } from "../ocsf/to-ocsf";
import { generateLeaves } from "../testing/generate";
import { CSV_HEAD, csvLineOf, jsonLineOf, rowOf } from "./row";

const rows = [...generateLeaves(1_000)].map(rowOf);
const source = { productVersion: "1.0.0", schemaVersion: "1.8.0", origin: () => "example.org/log" };

/** The cells of one line of RFC 4180. */
function cellsOf(line: string): string[] {
  const cells = line.slice(0, -2).matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g);
  return [...cells].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "");
}

describe("L5 the lines of an export", () => {
  it("are JSON in its one form, with the leaf word for word, for every kind of event and whatever somebody wrote", () => {
    for (const row of rows) {
      const line = jsonLineOf(row);
      const { leaf, beside, record, ...plain } = JSON.parse(line);
      expect(`${JSON.stringify({ ...plain, record, leaf, beside })}\n`).toBe(line);
      expect({ leaf, beside, record }).toEqual({ leaf: row.leafText, beside: row.beside, record: row.record });
      expect(Object.keys(plain)).toEqual(CSV_HEAD.trim().split(",").slice(0, -1));
    }
  });

  it("are OCSF in the one form of JSON, with the whole record under unmapped", () => {
    for (const row of rows) {
      const line = ocsfLineOf(row, source);
      expect(`${JSON.stringify(JSON.parse(line))}\n`).toBe(line);
      expect(JSON.parse(line).unmapped.record).toEqual(row.record);
    }
  });

  it("are CSV with as many cells as the head, and nothing that a spreadsheet runs", () => {
    const head = cellsOf(CSV_HEAD);
    for (const row of rows) {
      const cells = cellsOf(csvLineOf(row));
      expect(cells).toHaveLength(head.length);
      expect(cells.at(-1)).toBe(row.recordText);
      expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
    }
  });
});

describe("L5 lines on their way into a container", () => {
  it("arrive in their order and whole, short ones and ones that are larger than a piece of memory", async () => {
    const lines = Array.from({ length: 60 }, (_, n) => `${n} ${"né😀".repeat(n % 7 === 0 ? 200_000 : n * 500)}\n`);
    const written: Buffer[] = [];
    const file = new DeflatedFile("events.jsonl", async (bytes) => void written.push(Buffer.from(bytes)), 1);
    const into = new LineFile(file);
    for (const line of lines) await into.add(line);
    await into.settle();
    const { bytes, packed } = await file.end();
    file.close();
    const head = 30 + "events.jsonl".length;
    const unpacked = inflateRawSync(Buffer.concat(written).subarray(head, head + packed.bytes));
    expect(unpacked.length).toBe(bytes);
    expect(unpacked.equals(Buffer.from(lines.join("")))).toBe(true);
  });
});
