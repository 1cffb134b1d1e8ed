import fs from "node:fs";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { CountersignError } from "@/lib/errors";

const LONGEST_LINE = 16 * 1024 * 1024;

/**
 * The lines of a file, unpacked when its name ends in .gz; without their ends, the last one even when it is empty.
 * @throws CountersignError `not_found`, `invalid` (no whole gzip file), `too_large` (a line over 16 MB), `unavailable`
 */
export async function* linesOf(file: string): AsyncGenerator<string> {
  const raw = fs.createReadStream(file);
  const text: Readable = file.endsWith(".gz") ? raw.pipe(createGunzip()) : raw;
  // pipe() does not hand on what goes wrong before it.
  if (text !== raw) raw.once("error", (error) => text.destroy(error));
  text.setEncoding("utf8");
  let rest = "";
  try {
    for await (const chunk of text) {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      if (rest.length > LONGEST_LINE) throw new CountersignError("too_large", `${file} has a line of more than 16 MB.`);
      yield* lines;
    }
  } catch (error) {
    throw error instanceof CountersignError ? error : unreadable(file, error);
  } finally {
    raw.destroy();
  }
  yield rest;
}

function unreadable(file: string, error: unknown): CountersignError {
  const code = (error as NodeJS.ErrnoException).code ?? "";
  if (code === "ENOENT") return new CountersignError("not_found", `There is no file ${file}.`);
  if (code.startsWith("Z_"))
    return new CountersignError("invalid", `${file} cannot be unpacked: it is no whole gzip file.`);
  return new CountersignError("unavailable", `${file} cannot be read (${code || String(error)}).`);
}

export function unwritable(file: string, code: string): CountersignError {
  return new CountersignError("unavailable", `${file} cannot be written (${code}).`);
}
