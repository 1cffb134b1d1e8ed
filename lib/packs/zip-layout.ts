/**
 * The one byte sequence that a pack's ZIP container may have for given entries: no dates, no comments, no extra fields, no gaps. The
 * writer writes it and the reader compares with it, so that nothing can hide between the files and no bit of a header can turn.
 */
export interface ZipEntry {
  name: string;
  /** Of the file. */
  bytes: number;
  crc32: number;
  /** Stored files are those whose every byte is checked elsewhere; the others are deflated and followed by their sizes. */
  stored: boolean;
  /** As it stands in the container. */
  packedBytes: number;
}

export const LOCAL_BYTES = 30;
export const CENTRAL_BYTES = 46;
export const END_BYTES = 22;
const DESCRIPTOR_BYTES = 16;
/** Containers and files end below what 32 bits can count. */
export const MOST_BYTES = 0xffff_ffff;

/** Files of a container: an export has four for each epoch of its log, and a log has one more each time it is opened again. */
export const MOST_ENTRIES = 2_000;

const VERSION = 20;
const UTF8_NAMES = 0x0800;
const SIZES_FOLLOW = 0x0008;
const DEFLATED = 8;
/** 1980-01-01, the first day that the format knows: a file's time is said in the manifest. */
const NO_DATE = 0x0021;

const flagsOf = (stored: boolean) => (stored ? UTF8_NAMES : UTF8_NAMES | SIZES_FOLLOW);
const methodOf = (stored: boolean) => (stored ? 0 : DEFLATED);

/** What stands before a file. A deflated one is written before its sizes are known. */
export function localHeader(entry: Pick<ZipEntry, "name" | "stored"> & Partial<ZipEntry>): Buffer {
  const name = Buffer.from(entry.name, "utf8");
  const header = Buffer.alloc(LOCAL_BYTES);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(VERSION, 4);
  header.writeUInt16LE(flagsOf(entry.stored), 6);
  header.writeUInt16LE(methodOf(entry.stored), 8);
  header.writeUInt16LE(NO_DATE, 12);
  if (entry.stored) writeSizes(header, 14, entry);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name]);
}

/** What stands behind a file: its sizes, unless they stood before it. */
export function descriptorOf(entry: ZipEntry): Buffer {
  if (entry.stored) return Buffer.alloc(0);
  const descriptor = Buffer.alloc(DESCRIPTOR_BYTES);
  descriptor.writeUInt32LE(0x08074b50, 0);
  writeSizes(descriptor, 4, entry);
  return descriptor;
}

/** How many bytes of the container an entry takes. */
export function spanOf(entry: ZipEntry): number {
  const around = LOCAL_BYTES + Buffer.byteLength(entry.name) + (entry.stored ? 0 : DESCRIPTOR_BYTES);
  return around + entry.packedBytes;
}

/** The directory at the container's end. */
export function directoryOf(entries: readonly ZipEntry[]): Buffer {
  let offset = 0;
  const lines = entries.map((entry) => {
    const line = centralHeader(entry, offset);
    offset += spanOf(entry);
    return line;
  });
  const directory = Buffer.concat(lines);
  const end = Buffer.alloc(END_BYTES);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([directory, end]);
}

function centralHeader(entry: ZipEntry, offset: number): Buffer {
  const name = Buffer.from(entry.name, "utf8");
  const header = Buffer.alloc(CENTRAL_BYTES);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(VERSION, 4);
  header.writeUInt16LE(VERSION, 6);
  header.writeUInt16LE(flagsOf(entry.stored), 8);
  header.writeUInt16LE(methodOf(entry.stored), 10);
  header.writeUInt16LE(NO_DATE, 14);
  writeSizes(header, 16, entry);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt32LE(offset, 42);
  return Buffer.concat([header, name]);
}

function writeSizes(into: Buffer, at: number, entry: Partial<ZipEntry>): void {
  into.writeUInt32LE(entry.crc32 ?? 0, at);
  into.writeUInt32LE(entry.packedBytes ?? 0, at + 4);
  into.writeUInt32LE(entry.bytes ?? 0, at + 8);
}
