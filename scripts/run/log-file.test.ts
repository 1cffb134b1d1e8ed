import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test, vi } from "vitest";
import { LogFile } from "./log-file";

test("P1 a log that cannot be written ends no program: its lines are kept at hand, and the operator is told once", () => {
  const said = vi.spyOn(console, "error").mockImplementation(() => {});
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "countersign-log-file-"));
  const log = new LogFile(folder, "api");
  log.write("first\n");
  fs.rmSync(folder, { recursive: true });
  log.write("second\n");
  log.write("third\n");
  expect(log.lastLines()).toBe("first\nsecond\nthird");
  expect(said.mock.calls).toEqual([[expect.stringMatching(/api\.log cannot be written \(ENOENT\)/)]]);
  fs.mkdirSync(path.join(folder, "logs"), { recursive: true });
  log.write("fourth\n");
  expect(fs.readFileSync(path.join(folder, "logs", "api.log"), "utf8")).toBe("fourth\n");
  said.mockRestore();
  fs.rmSync(folder, { recursive: true });
});
