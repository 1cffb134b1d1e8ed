import fs from "node:fs";
import path from "node:path";
import { CountersignError } from "@/lib/errors";
import { rollbackGuardFile } from "@/lib/paths";

/**
 * The roll-back guard: every checkpoint is written to this append-only file, and on the disk, before it is published.
 * Whoever restores an old database does not restore this file, and so cannot fork the log unnoticed.
 */
export interface Mark {
  epoch: number;
  size: number;
  /** Base64 of the root. */
  root: string;
  at: string;
}

const LINE = /^(\d+) (\d+) ([A-Za-z0-9+/]{43}=) (\S+)$/;

/** A line that a crash cut off is not a mark: its checkpoint was never published. */
function parseLine(line: string): Mark | null {
  const match = LINE.exec(line);
  if (!match) return null;
  return { epoch: Number(match[1]), size: Number(match[2]), root: match[3] as string, at: match[4] as string };
}

/** Every mark of a guard file's text, oldest first. */
export function parseMarks(text: string): Mark[] {
  return text.split("\n").flatMap((line) => parseLine(line) ?? []);
}

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
    fs.writeSync(handle, `${cutOff ? "\n" : ""}${mark.epoch} ${mark.size} ${mark.root} ${mark.at}\n`);
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
