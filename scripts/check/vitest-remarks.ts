import fs from "node:fs";
import path from "node:path";
import type { SerializedError } from "vitest";
import type { Reporter, TestCase, TestModule } from "vitest/node";
import type { Tally } from "./tally.ts";

const LONGEST_REMARK = 600;

/** What it was written to: a file that `npm test` names, read when the run is over. */
export const COUNTS_FILE = "VITEST_COUNTS_FILE";

/**
 * Counts a run for its last lines. Tests are not all that fails: a file that does not load or close, and an error that nobody
 * caught, end the run badly with every test passed. They are named like failed tests.
 */
export default class VitestRemarks implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const file = process.env[COUNTS_FILE];
    if (file) fs.writeFileSync(file, JSON.stringify(countsOf(modules, unhandled)));
  }
}

function countsOf(modules: readonly TestModule[], unhandled: readonly SerializedError[]): Required<Tally> {
  const tests = modules.flatMap(({ children }) => [...children.allTests()]);
  const remarks = [...tests.flatMap(remarkOn), ...modules.flatMap(brokenIn), ...unhandled.map(remarkOnUnhandled)];
  const counted = (state: string) => tests.filter((test) => test.result().state === state).length;
  const broken = modules.flatMap(brokenIn).length + unhandled.length;
  return { passed: counted("passed"), failed: counted("failed") + broken, remarks };
}

function remarkOn(test: TestCase): string[] {
  const { state, errors = [] } = test.result();
  const place = `${nameOf(test.module)}: ${test.fullName}`;
  if (state === "failed") return [`  ${place}\n    ${textOf(errors[0])}`];
  return errors.length > 0 ? [`passed on the second try: ${place}\n    ${textOf(errors[0])}`] : [];
}

/** What happened outside of every test: while a file loaded, before or after its tests. */
function brokenIn(module: TestModule): string[] {
  const parts = [module, ...module.children.allSuites()];
  return parts.flatMap((part) => part.errors()).map((error) => `  ${nameOf(module)}\n    ${textOf(error)}`);
}

const remarkOnUnhandled = (error: SerializedError) => `  an error that nobody caught\n    ${textOf(error)}`;

const nameOf = ({ moduleId }: TestModule) => path.relative(process.cwd(), moduleId);

function textOf(error: SerializedError | undefined): string {
  const { message = "", stack = "" } = error ?? {};
  const place = stack.split("\n").find((line) => line.includes("/lib/") || line.includes(".test.ts")) ?? "";
  return [message.slice(0, LONGEST_REMARK), place.trim()].filter(Boolean).join("\n    ");
}
