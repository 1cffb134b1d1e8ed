import fs from "node:fs";
import path from "node:path";
import { CountersignError } from "@/lib/errors";
import { rollbackGuardFile } from "@/lib/paths";
import { type Mark, parseMarks } from "@/lib/transparency";

/**
 * The roll-back guard: every checkpoint is written to this append-only file, and on the disk, before it is published.
 * Whoever restores an old database does not restore this file, and so cannot fork the log unnoticed.
 */
const TAIL_BYTES = 4096;

/**
 * The newest mark, or null when there is no file. Reads only the end of it.
 * @throws CountersignError `unavailable` when the file is there and ends in nothing readable
 */
export function lastMark(): Mark | null {
  const file = rollbackGuardFile();
  if (!fs.existsSync(file)) return null;
  const handle = fs.openSync(file, "r");
  try {
    const { size } = fs.fstatSync(handle);
    const tail = Buffer.alloc(Math.min(size, TAIL_BYTES));
    fs.readSync(handle, tail, 0, tail.length, size - tail.length);
    const text = tail.toString("utf8");
    // What stands after the last line break was cut off, even where it looks whole.
    const mark = parseMarks(text.slice(0, text.lastIndexOf("\n") + 1)).at(-1);
    if (!mark && size > 0) throw new CountersignError("unavailable", `The roll-back guard ${file} cannot be read.`);
    return mark ?? null;
  } finally {
    fs.closeSync(handle);
  }
}

/** Appends the mark and returns when it is on the disk. */
export function appendMark(mark: Mark): void {
  const file = rollbackGuardFile();
  const isNew = !fs.existsSync(file);
  if (isNew) fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const handle = fs.openSync(file, "a+", 0o600);
  try {
    const { size } = fs.fstatSync(handle);
    const last = Buffer.alloc(1);
    const cutOff = size > 0 && fs.readSync(handle, last, 0, 1, size - 1) === 1 && last[0] !== 10;
    // To the last byte or not at all: on a full disk a single write says how much it took, and fails only the next time.
    fs.writeFileSync(handle, `${cutOff ? "\n" : ""}${mark.epoch} ${mark.size} ${mark.root} ${mark.at}\n`);
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
  if (isNew) syncFolder(path.dirname(file));
}

// The name of a new file is on the disk only when its folder is.
function syncFolder(folder: string): void {
  const handle = fs.openSync(folder, "r");
  try {
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}
