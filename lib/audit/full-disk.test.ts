import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";

/** Appends a line to each file of the guard, in a process whose files may hold one kilobyte, and prints what became of it. */
const APPENDING = `
  const { appendMark, lastMark } = await import("./lib/audit/guard.ts");
  const { appendErasure, erasedOnFile } = await import("./lib/audit/erasure-file.ts");
  const tried = (work) => { try { work(); return "written"; } catch (error) { return error.code; } };
  const at = new Date("2026-11-21T09:30:00.000Z");
  const line = { personId: "per_b", erasureId: "ers_b", askedById: "per_c", confirmedById: "per_d", at };
  const mark = { epoch: 1, size: 900, root: Buffer.alloc(32).toString("base64"), at: at.toISOString() };
  const said = [tried(() => appendMark(mark)), lastMark().size, tried(() => appendErasure(line)), erasedOnFile().map((one) => one.personId)];
  console.log(JSON.stringify(said));
`;

describe("L2 L3 a disk that is full in the middle of a line", () => {
  it.each([1, 40])("refuses what did not fit, with %i bytes left, and does not read what did", (left) => {
    const dir = fs.mkdtempSync(path.join(os.tmpdir(), "countersign-full-"));
    const marks = `1 800 ${Buffer.alloc(32).toString("base64")} 2026-11-21T09:00:00.000Z\n`;
    const erasures = "per_a ers_a per_c per_d 2026-11-21T09:00:00.000Z\n";
    const filled = (text: string) => `${"#".repeat(1_023 - left - text.length)}\n${text}`;
    fs.writeFileSync(path.join(dir, "guard.log"), filled(marks));
    fs.writeFileSync(path.join(dir, "erasures.log"), filled(erasures));
    const said = execFileSync(
      "bash",
      [
        "-c",
        `trap '' XFSZ; ulimit -f 1; exec "$0" --import tsx --input-type=module -e "$1"`,
        process.execPath,
        APPENDING,
      ],
      { env: { ...process.env, COUNTERSIGN_GUARD_FILE: path.join(dir, "guard.log"), TSX_DISABLE_CACHE: "1" } },
    );
    expect(JSON.parse(said.toString())).toEqual(["EFBIG", 800, "EFBIG", ["per_a"]]);
    fs.rmSync(dir, { recursive: true });
  });
});
