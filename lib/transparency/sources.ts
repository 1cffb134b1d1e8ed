import fs from "node:fs/promises";
import path from "node:path";
import type { ProofBundle } from "./proof";
import { decodeEntries, TILE_WIDTH, tilePath } from "./tiles";
import type { LogSource } from "./verifier";

/** Where a published log can be read from: a path below its prefix to its bytes, or null where there is nothing. */
export type ReadPath = (path: string) => Promise<Buffer | null>;

const LIMIT_BYTES = 20_000_000;
const TIMEOUT_MILLISECONDS = 30_000;

/** A log behind HTTP. @throws Error for anything but an answer or a clear "not here": an outage is not a fault of the log */
export function readHttp(prefix: string): ReadPath {
  const base = prefix.replace(/\/+$/, "");
  return async (file) => {
    const response = await fetch(`${base}/${file}`, {
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
    });
    if (response.status === 404) return null;
    if (!response.ok) throw new Error(`${base}/${file} answered ${response.status}`);
    const bytes = Buffer.from(await response.arrayBuffer());
    if (bytes.length > LIMIT_BYTES) throw new Error(`${base}/${file} is larger than any part of a log`);
    return bytes;
  };
}

/** A log saved in a folder, its files under the paths they are published at. */
export function readFolder(folder: string): ReadPath {
  return (file) =>
    fs.readFile(path.join(folder, file)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT" || error.code === "ENOTDIR") return null;
      throw error;
    });
}

/** As `read`, and every part read is saved under `folder`, to be verified again without the network. */
export function savingTo(folder: string, read: ReadPath): ReadPath {
  return async (file) => {
    const bytes = await read(file);
    if (bytes) {
      const target = path.join(folder, file);
      await fs.mkdir(path.dirname(target), { recursive: true });
      await fs.writeFile(target, bytes);
    }
    return bytes;
  };
}

/** The published log behind `read` as the verifier wants it. A full tile may stand in for a partial one (C2SP tlog-tiles). */
export function publishedLog(read: ReadPath): LogSource {
  const partial = async (level: number | "entries", index: number, width: number) =>
    (await read(tilePath({ level, index, width }))) ??
    (width < TILE_WIDTH ? await read(tilePath({ level, index, width: TILE_WIDTH })) : null);
  return {
    checkpoint: async () => {
      const note = await read("checkpoint");
      if (!note) throw new Error("there is no checkpoint: this is not a published log, or nothing was published yet");
      return note.toString("utf8");
    },
    tile: async (level, index, width) => (await partial(level, index, width))?.subarray(0, width * 32) ?? null,
    entries: async (index, width) => {
      const bundle = await partial("entries", index, width);
      return bundle && leavesOf(bundle).slice(0, width);
    },
    letGo: async () => proofIn(await read("let-go")),
  };
}

function proofIn(bytes: Buffer | null): ProofBundle | null {
  try {
    return bytes && (JSON.parse(bytes.toString("utf8")) as ProofBundle);
  } catch {
    return null;
  }
}

// A bundle that ends inside a leaf has lost it and those after it.
function leavesOf(bundle: Buffer): Buffer[] {
  try {
    return decodeEntries(bundle);
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}
