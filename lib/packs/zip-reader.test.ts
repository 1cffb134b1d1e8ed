import { describe, expect, it } from "vitest";
import { directoryOf, MOST_ENTRIES, type ZipEntry } from "./zip-layout";
import { packInMemory, readEntries } from "./zip-reader";
import { assertFits, containerEnd, storedEntry, storedFile } from "./zip-writer";

const nameOf = (at: number) => `proof/epoch-${at}/vkey`;

/** A container of so many tiny files; `tamper` sees its entries before the directory is written. */
function container(count: number, tamper: (entries: ZipEntry[]) => void = () => {}): Buffer {
  const files = Array.from({ length: count }, (_, at) => storedFile(nameOf(at), Buffer.from(`${at}`)));
  const entries = files.map(({ entry }) => entry);
  tamper(entries);
  return Buffer.concat([...files.map(({ bytes }) => bytes), containerEnd(entries)]);
}

const faultOf = (bytes: Buffer) =>
  readEntries(packInMemory(bytes)).then(
    () => "none",
    (error: Error) => `${error.name}: ${error.message}`,
  );

describe("L5 how many files a pack may hold", () => {
  it.each([0, 1, 65, 1_000, MOST_ENTRIES])("%i of them", async (count) => {
    const entries = await readEntries(packInMemory(container(count)));
    expect(entries.map(({ name }) => name)).toEqual(Array.from({ length: count }, (_, at) => nameOf(at)));
  });

  it("and no more: neither written nor read", async () => {
    const entries = Array.from({ length: MOST_ENTRIES + 1 }, (_, at) => storedEntry(nameOf(at), Buffer.alloc(0)));
    expect(() => containerEnd(entries)).toThrow(expect.objectContaining({ code: "too_large" }));
    expect(() => assertFits(MOST_ENTRIES)).not.toThrow();
    expect(await faultOf(directoryOf(entries))).toMatch(/^PackFault: the directory/);
  });
});

describe("L5 a directory that lies is refused before anything is read for it", () => {
  const reads: number[] = [];
  const lying = async (change: (bytes: Buffer) => void, count = 100) => {
    const bytes = container(count);
    change(bytes);
    reads.length = 0;
    const source = packInMemory(bytes);
    const counted = {
      ...source,
      read: (offset: number, length: number) => {
        reads.push(length);
        return source.read(offset, length);
      },
    };
    return readEntries(counted).then(
      () => "none",
      (error: Error) => `${error.name}: ${error.message}`,
    );
  };
  const end = (bytes: Buffer) => bytes.length - 22;

  it.each([
    ["more files than there are", (bytes: Buffer) => bytes.writeUInt16LE(60_000, end(bytes) + 10)],
    ["the mark of the larger form", (bytes: Buffer) => bytes.writeUInt16LE(0xffff, end(bytes) + 10)],
    ["fewer files than there are", (bytes: Buffer) => bytes.writeUInt16LE(99, end(bytes) + 10)],
    ["a directory as large as can be counted", (bytes: Buffer) => bytes.writeUInt32LE(0xffff_ffff, end(bytes) + 12)],
    ["a directory that begins elsewhere", (bytes: Buffer) => bytes.writeUInt32LE(0, end(bytes) + 16)],
  ])("%s", async (_, change) => {
    expect(await lying(change)).toMatch(/^PackFault: /);
    // The end, and at most the directory that there is: never what it only says.
    expect(reads.reduce((sum, length) => sum + length, 0)).toBeLessThan(100 * 110 + 22);
  });

  it("the same file twice, be it the first and the last of many", async () => {
    const twice = container(MOST_ENTRIES, (entries) => {
      const [first, last] = [entries[0] as ZipEntry, entries.at(-1) as ZipEntry];
      entries[entries.length - 1] = { ...last, name: first.name };
    });
    expect(await faultOf(twice)).toMatch(/^PackFault: /);
  });
});
