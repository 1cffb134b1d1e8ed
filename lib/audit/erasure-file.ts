import fs from "node:fs";
import path from "node:path";
import { rollbackGuardFile } from "@/lib/paths";

/**
 * Who was erased, kept beside the roll-back guard: an append-only file that no restored backup brings back. One line each:
 * the person, the erasure, who asked, who confirmed, when.
 */
export interface ErasureLine {
  personId: string;
  erasureId: string;
  askedById: string;
  confirmedById: string;
  at: Date;
}

export function erasureFile(): string {
  return path.join(path.dirname(rollbackGuardFile()), "erasures.log");
}

/** Appends the line and returns when it is on the disk. */
export function appendErasure(line: ErasureLine): void {
  const file = erasureFile();
  fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const handle = fs.openSync(file, "a", 0o600);
  try {
    // The break comes first as well: a line that was cut off must not swallow this one.
    const { personId, erasureId, askedById, confirmedById, at } = line;
    const text = [personId, erasureId, askedById, confirmedById, at.toISOString()].join(" ");
    // Not writeSync: on a full disk that says how much it took, and fails only the next time.
    fs.writeFileSync(handle, `${fs.fstatSync(handle).size > 0 ? "\n" : ""}${text}\n`);
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
  const folder = fs.openSync(path.dirname(file), "r");
  try {
    fs.fsyncSync(folder);
  } finally {
    fs.closeSync(folder);
  }
}

/** An instant as it is written: of a date that was cut off in the middle a clock would make another one. */
const WHOLE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Everybody on the file; a line that was cut off is not read. */
export function erasedOnFile(): ErasureLine[] {
  const file = erasureFile();
  if (!fs.existsSync(file)) return [];
  return fs
    .readFileSync(file, "utf8")
    .split("\n")
    .flatMap((line) => {
      const [personId = "", erasureId = "", askedById = "", confirmedById = "", at = ""] = line.split(" ");
      return WHOLE.test(at) ? [{ personId, erasureId, askedById, confirmedById, at: new Date(at) }] : [];
    });
}
