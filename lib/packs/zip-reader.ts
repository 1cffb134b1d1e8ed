import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { crc32, createInflateRaw } from "node:zlib";
import {
  CENTRAL_BYTES,
  descriptorOf,
  directoryOf,
  END_BYTES,
  localHeader,
  MOST_ENTRIES,
  spanOf,
  type ZipEntry,
} from "./zip-layout";

/** A container that is not the one its entries can have, or a file that is not what is said of it. */
export class PackFault extends Error {
  override readonly name = "PackFault";
}

/** Where the container's bytes come from: a file, or memory. */
export interface PackSource {
  size: number;
  read: (offset: number, length: number) => Promise<Buffer>;
}

/** A pack in memory, to be read. */
export const packInMemory = (bytes: Buffer): PackSource => ({
  size: bytes.length,
  read: async (offset, length) => bytes.subarray(offset, offset + length),
});

export interface PlacedEntry extends ZipEntry {
  offset: number;
}

const LONGEST_NAME = 64;
/** "events.jsonl", "proof/checkpoint": words, folders of words, never a way out of the folder that it is unpacked in. */
const NAME = /^(?:[a-z]+(?:-\d{1,6})?\/){0,2}[a-z]+(?:\.[a-z]{2,5})?$/;
const CHUNK_BYTES = 1_048_576;

/**
 * The entries of a container, in order. Everything but the files' own bytes is compared with the one form it can have.
 * @throws PackFault for anything else: cut, appended, hidden, renamed, placed elsewhere
 */
export async function readEntries(source: PackSource): Promise<PlacedEntry[]> {
  if (source.size < END_BYTES) throw new PackFault("this is not a pack: it is too short");
  const end = await source.read(source.size - END_BYTES, END_BYTES);
  if (end.readUInt32LE(0) !== 0x06054b50)
    throw new PackFault("the pack does not end as a pack does: it was cut or added to");
  const [count, size, start] = [end.readUInt16LE(10), end.readUInt32LE(12), end.readUInt32LE(16)];
  const most = MOST_ENTRIES * (CENTRAL_BYTES + LONGEST_NAME);
  if (count > MOST_ENTRIES || size > most || start + size + END_BYTES !== source.size)
    throw new PackFault("the directory of the pack is not where it says");
  const directory = await source.read(start, size);
  const entries = parseDirectory(directory, count);
  if (!directoryOf(entries).equals(Buffer.concat([directory, end])))
    throw new PackFault("the directory of the pack is not the one that its files have");
  await compareHeaders(source, entries);
  return entries;
}

function parseDirectory(directory: Buffer, count: number): PlacedEntry[] {
  const entries: PlacedEntry[] = [];
  const known = new Set<string>();
  let [at, offset] = [0, 0];
  for (let index = 0; index < count; index++) {
    if (at + CENTRAL_BYTES > directory.length) throw new PackFault("the directory of the pack is cut");
    const length = directory.readUInt16LE(at + 28);
    const name = directory.toString("latin1", at + CENTRAL_BYTES, at + CENTRAL_BYTES + length);
    if (length > LONGEST_NAME || !NAME.test(name)) throw new PackFault("the pack holds a file that no pack has");
    if (known.has(name)) throw new PackFault(`the pack holds ${name} twice`);
    known.add(name);
    const entry = {
      name,
      stored: directory.readUInt16LE(at + 10) === 0,
      crc32: directory.readUInt32LE(at + 16),
      packedBytes: directory.readUInt32LE(at + 20),
      bytes: directory.readUInt32LE(at + 24),
      offset,
    };
    entries.push(entry);
    offset += spanOf(entry);
    at += CENTRAL_BYTES + length;
  }
  return entries;
}

async function compareHeaders(source: PackSource, entries: readonly PlacedEntry[]): Promise<void> {
  for (const entry of entries) {
    const header = localHeader(entry);
    const descriptor = descriptorOf(entry);
    const before = await source.read(entry.offset, header.length);
    const behind = await source.read(entry.offset + header.length + entry.packedBytes, descriptor.length);
    if (!before.equals(header) || !behind.equals(descriptor))
      throw new PackFault(`what stands around ${entry.name} is not what its place in the directory says`);
  }
}

/** A stored file, whole. @throws PackFault when it is larger than `most`, or not what its checksum says */
export async function readStored(source: PackSource, entry: PlacedEntry, most: number): Promise<Buffer> {
  if (!entry.stored || entry.bytes !== entry.packedBytes) throw new PackFault(`${entry.name} is not stored as it is`);
  if (entry.bytes > most) throw new PackFault(`${entry.name} is larger than it can be`);
  const bytes = await source.read(entry.offset + localHeader(entry).length, entry.bytes);
  if (bytes.length !== entry.bytes || crc32(bytes) !== entry.crc32)
    throw new PackFault(`${entry.name} does not have its checksum`);
  return bytes;
}

/**
 * A deflated file, unpacked while it is read, never more than its entry says.
 * @throws PackFault at its end when the packed bytes are not those of `packedSha256`, or do not unpack to what the entry says
 */
export async function* readDeflated(
  source: PackSource,
  entry: PlacedEntry,
  packedSha256: string,
): AsyncGenerator<Buffer> {
  if (entry.stored) throw new PackFault(`${entry.name} is not packed`);
  const packed = createHash("sha256");
  async function* pieces(): AsyncGenerator<Buffer> {
    const start = entry.offset + localHeader(entry).length;
    for (let at = 0; at < entry.packedBytes; at += CHUNK_BYTES) {
      const piece = await source.read(start + at, Math.min(CHUNK_BYTES, entry.packedBytes - at));
      packed.update(piece);
      yield piece;
    }
  }
  let [bytes, sum] = [0, 0];
  for await (const chunk of unpacked(pieces(), entry.name)) {
    bytes += chunk.length;
    // Before anything larger than announced is handed on: a small file can unpack to a thousand times its size.
    if (bytes > entry.bytes) throw new PackFault(`${entry.name} unpacks to more than it says`);
    sum = crc32(chunk, sum);
    yield chunk;
  }
  if (packed.digest("hex") !== packedSha256) throw new PackFault(`${entry.name} changed`);
  if (bytes !== entry.bytes || sum !== entry.crc32) throw new PackFault(`${entry.name} does not have its checksum`);
}

async function* unpacked(pieces: AsyncGenerator<Buffer>, name: string): AsyncGenerator<Buffer> {
  const inflate = createInflateRaw({ chunkSize: 262_144 });
  const from = Readable.from(pieces, { highWaterMark: 1 });
  from.once("error", (error) => inflate.destroy(error));
  try {
    yield* from.pipe(inflate) as AsyncIterable<Buffer>;
  } catch (error) {
    if (error instanceof PackFault) throw error;
    throw new PackFault(`${name} does not unpack: it was changed or cut`);
  } finally {
    from.destroy();
    inflate.destroy();
  }
}
