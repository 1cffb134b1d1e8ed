import { createHash, hash } from "node:crypto";
import { finished } from "node:stream/promises";
import { crc32, createDeflateRaw, type DeflateRaw } from "node:zlib";
import { CountersignError } from "@/lib/errors";
import { descriptorOf, directoryOf, localHeader, MOST_BYTES, MOST_ENTRIES, spanOf, type ZipEntry } from "./zip-layout";

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
  const file = new DeflatedFile(name, sink);
  try {
    for await (const chunk of content) await file.write(chunk);
    return await file.end();
  } finally {
    file.close();
  }
}

/** One file that is deflated while it comes, piece by piece: for whoever writes several beside each other. */
export class DeflatedFile {
  readonly #plain = createHash("sha256");
  readonly #packed = createHash("sha256");
  readonly #deflate: DeflateRaw;
  readonly #sizes = { bytes: 0, packedBytes: 0, crc32: 0 };
  #ready: Buffer[] = [];
  #failure: Error | null = null;
  #begun = false;

  /** @param level of zlib: 1 is the fastest, and leaves what is written again and again still small */
  constructor(
    readonly name: string,
    readonly sink: Sink,
    level = 5,
  ) {
    this.#deflate = createDeflateRaw({ level, chunkSize: 262_144 });
    this.#deflate.on("data", (bytes: Buffer) => this.#ready.push(bytes));
    this.#deflate.on("error", (error) => {
      this.#failure = error;
    });
  }

  async write(chunk: Buffer): Promise<void> {
    this.#plain.update(chunk);
    this.#sizes.crc32 = crc32(chunk, this.#sizes.crc32);
    this.#sizes.bytes += chunk.length;
    if (this.#sizes.bytes > MOST_BYTES)
      throw new CountersignError("too_large", `${this.name} would be larger than 4 GB: put less into one pack.`);
    await new Promise<void>((resolve, reject) => {
      this.#deflate.write(chunk, (error) => (error ? reject(error) : resolve()));
    });
    await this.#drain();
  }

  async end(): Promise<WrittenFile> {
    const ended = finished(this.#deflate);
    this.#deflate.end();
    await ended;
    await this.#drain();
    const { bytes, packedBytes, crc32: sum } = this.#sizes;
    await this.sink(descriptorOf({ name: this.name, stored: false, ...this.#sizes }));
    return {
      name: this.name,
      bytes,
      sha256: this.#plain.digest("hex"),
      packed: { bytes: packedBytes, sha256: this.#packed.digest("hex"), crc32: sum },
    };
  }

  /** Frees what deflating holds: also when the file is not ended. */
  close(): void {
    this.#deflate.destroy();
  }

  async #drain(): Promise<void> {
    if (this.#failure) throw this.#failure;
    const ready = this.#ready;
    this.#ready = [];
    if (!this.#begun) await this.sink(localHeader({ name: this.name, stored: false }));
    this.#begun = true;
    for (const bytes of ready) {
      this.#packed.update(bytes);
      this.#sizes.packedBytes += bytes.length;
      await this.sink(bytes);
    }
  }
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

/** @throws CountersignError `too_large` for more files than a reader takes */
export function assertFits(files: number): void {
  if (files > MOST_ENTRIES) {
    const [most, many] = [MOST_ENTRIES, files].map((number) => number.toLocaleString("en"));
    throw new CountersignError(
      "too_large",
      `The pack would hold ${many} files, and ${most} is the most: put less into it.`,
    );
  }
}

/** The end of a container of these entries. @throws CountersignError `too_large` beyond 4 GB or 2,000 files */
export function containerEnd(entries: readonly ZipEntry[]): Buffer {
  assertFits(entries.length);
  const total = entries.reduce((sum, entry) => sum + spanOf(entry), 0);
  if (total > MOST_BYTES)
    throw new CountersignError("too_large", "The pack would be larger than 4 GB: put less into it.");
  return directoryOf(entries);
}

export const digestOf = (bytes: Uint8Array | string): string => hash("sha256", bytes, "hex");
