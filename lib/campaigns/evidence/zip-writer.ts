import { createHash, hash } from "node:crypto";
import { Readable } from "node:stream";
import { crc32, createDeflateRaw } from "node:zlib";
import { CountersignError } from "@/lib/errors";
import { descriptorOf, directoryOf, localHeader, MOST_BYTES, spanOf, type ZipEntry } from "./zip-layout";

/** What the manifest says of one file. */
export interface WrittenFile {
  name: string;
  bytes: number;
  sha256: string;
  /** The deflated bytes in the container: their digest leaves no bit of them free. */
  packed: { bytes: number; sha256: string; crc32: number };
}

type Sink = (bytes: Buffer) => Promise<void>;

/** Writes one file deflated, as it comes, and says what was written. @throws CountersignError `too_large` beyond 4 GB */
export async function writeDeflated(name: string, content: AsyncIterable<Buffer>, sink: Sink): Promise<WrittenFile> {
  const plain = createHash("sha256");
  const packed = createHash("sha256");
  const sizes = { bytes: 0, packedBytes: 0, crc32: 0 };
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const chunk of content) {
      plain.update(chunk);
      sizes.crc32 = crc32(chunk, sizes.crc32);
      sizes.bytes += chunk.length;
      if (sizes.bytes > MOST_BYTES)
        throw new CountersignError("too_large", `${name} would be larger than 4 GB: certify smaller scopes.`);
      yield chunk;
    }
  }
  await sink(localHeader({ name, stored: false }));
  const deflate = createDeflateRaw({ level: 5, chunkSize: 262_144 });
  const source = Readable.from(counted(), { highWaterMark: 1 });
  // A failure of what is read must reach whoever reads what is deflated.
  source.once("error", (error) => deflate.destroy(error));
  for await (const chunk of source.pipe(deflate) as AsyncIterable<Buffer>) {
    packed.update(chunk);
    sizes.packedBytes += chunk.length;
    await sink(chunk);
  }
  await sink(descriptorOf({ name, stored: false, ...sizes }));
  return {
    name,
    bytes: sizes.bytes,
    sha256: plain.digest("hex"),
    packed: { bytes: sizes.packedBytes, sha256: packed.digest("hex"), crc32: sizes.crc32 },
  };
}

/** A file stored as it is, with what stands before it. */
export function storedFile(name: string, content: Buffer): { bytes: Buffer; entry: ZipEntry } {
  const entry = storedEntry(name, content);
  return { bytes: Buffer.concat([localHeader(entry), content]), entry };
}

export function storedEntry(name: string, content: Buffer): ZipEntry {
  return { name, bytes: content.length, packedBytes: content.length, crc32: crc32(content), stored: true };
}

export function deflatedEntry({ name, bytes, packed }: WrittenFile): ZipEntry {
  return { name, bytes, packedBytes: packed.bytes, crc32: packed.crc32, stored: false };
}

/** The end of a container of these entries. @throws CountersignError `too_large` beyond 4 GB */
export function containerEnd(entries: readonly ZipEntry[]): Buffer {
  const total = entries.reduce((sum, entry) => sum + spanOf(entry), 0);
  if (total > MOST_BYTES)
    throw new CountersignError("too_large", "The pack would be larger than 4 GB: certify smaller scopes.");
  return directoryOf(entries);
}

export const digestOf = (bytes: Uint8Array | string): string => hash("sha256", bytes, "hex");
