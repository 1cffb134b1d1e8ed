import { describe, expect, test } from "vitest";
import { CountersignError, ERROR_CODES } from "@/lib/errors";
import { cliFailure, EXIT_CODES, EXIT_UNEXPECTED, EXIT_USAGE, UsageError } from "./cli-errors";
import { Refusal } from "./setup/refusal.mjs";

describe("P3 failures on the command line", () => {
  test("every code of the closed list ends with its own sentence and never with success", () => {
    for (const code of ERROR_CODES) {
      const { exitCode, lines } = cliFailure(new CountersignError(code, "Do this instead."));
      expect(exitCode).toBe(EXIT_CODES[code]);
      expect(exitCode).toBeGreaterThanOrEqual(EXIT_USAGE);
      expect(lines).toEqual(["Do this instead."]);
    }
  });

  test("issues are listed under the sentence with their path", () => {
    const error = new CountersignError("invalid", "The file has faults.", [
      { path: "rows.3.name", message: "is empty" },
      { path: "", message: "is not JSON" },
    ]);
    expect(cliFailure(error)).toEqual({
      exitCode: 65,
      lines: ["The file has faults.", "  rows.3.name: is empty", "  is not JSON"],
    });
  });

  test("wrong usage points to the help; a refusal is one sentence; a fault of ours shows its stack", () => {
    expect(cliFailure(new UsageError("There is no command x."))).toMatchObject({ exitCode: EXIT_USAGE });
    expect(cliFailure(new Refusal("Start it first."))).toEqual({ exitCode: 69, lines: ["Start it first."] });
    const ours = cliFailure(new Error("broken"));
    expect(ours.exitCode).toBe(EXIT_UNEXPECTED);
    expect(ours.lines.join()).toContain("cli-errors.test.ts");
  });
});
