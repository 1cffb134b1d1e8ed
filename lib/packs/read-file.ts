import { createHash } from "node:crypto";
import type { Faults } from "./faults";
import { PackFault, type PackSource, type PlacedEntry, readDeflated } from "./zip-reader";
import type { WrittenFile } from "./zip-writer";

const LINE_FEED = 10;
/** Nothing that a pack is made of needs a longer line. */
const MOST_LINE_BYTES = 4_194_304;

/** What a manifest says of one file: `rows` counts the lines of a file of lines, null for any other. */
export interface ManifestFile extends WrittenFile {
  rows: number | null;
}

/**
 * Reads one file of a pack while it is unpacked, handing on line after line of a JSON Lines file, and compares it with what the
 * manifest says: bytes, digest, rows. Holds no more than a line of it.
 */
export async function readFile(
  source: PackSource,
  { entry, file }: { entry: PlacedEntry; file: ManifestFile },
  { faults, onLine }: { faults: Faults; onLine: ((line: string) => void) | null },
): Promise<void> {
  const sum = createHash("sha256");
  let [rows, bytes] = [0, 0];
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of readDeflated(source, entry, file.packed.sha256)) {
    sum.update(chunk);
    bytes += chunk.length;
    if (!onLine) continue;
    const held = rest.length ? Buffer.concat([rest, chunk]) : chunk;
    let from = 0;
    for (let end = held.indexOf(LINE_FEED); end >= 0; end = held.indexOf(LINE_FEED, from)) {
      rows++;
      onLine(held.toString("utf8", from, end));
      from = end + 1;
    }
    rest = held.subarray(from);
    if (rest.length > MOST_LINE_BYTES) throw new PackFault(`${file.name} holds a line that is longer than any can be`);
  }
  faults.must(
    sum.digest("hex") === file.sha256 && bytes === file.bytes,
    `${file.name} is not the file that the manifest names`,
  );
  if (!onLine) return;
  faults.must(rest.length === 0, `${file.name} ends within a line`);
  faults.must(rows === file.rows, `${file.name} has ${rows} lines, the manifest says ${file.rows ?? "none"}`);
}
