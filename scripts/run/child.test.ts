import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { Child } from "./child";
import { LogFile } from "./log-file";

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

function temporaryFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "countersign-child-"));
  cleanUps.push(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function run(code: string): { child: Child; said: string[]; pids: (number | undefined)[] } {
  const said: string[] = [];
  const pids: (number | undefined)[] = [];
  const program = {
    name: "sample",
    args: ["-e", code],
    environment: { ...process.env },
    log: new LogFile(temporaryFolder(), "sample"),
  };
  const child = new Child(
    program,
    (line) => said.push(line),
    () => pids.push(child.pid),
  );
  cleanUps.push(() => child.stop());
  return { child, said, pids };
}

const RUNS_ON = 'console.log("hello"); process.send("ready"); setInterval(() => {}, 1000);';

describe("P1 programs under the supervisor", () => {
  test("one that dies is started again, and the operator is told", async () => {
    const { child, said, pids } = run(RUNS_ON);
    await child.ready;
    const first = child.pid;
    process.kill(Number(first), "SIGKILL");
    await expect.poll(() => pids.length, { timeout: 10_000 }).toBe(1);
    expect(pids[0]).not.toBe(first);
    expect(said).toEqual(["The sample ended (SIGKILL); starting it again in 0.5 s."]);
  });

  test("one that is stopped stays stopped, by force if it ignores the request", async () => {
    const { child, said } = run(RUNS_ON);
    await child.ready;
    await child.stop();
    expect(() => process.kill(Number(child.pid), 0)).toThrow("ESRCH");
    expect(said).toEqual([]);
  });

  test("stopping while it waits to start again starts nothing", async () => {
    const { child, said, pids } = run('process.send("ready"); process.exit(3)');
    await expect.poll(() => said.length, { timeout: 10_000 }).toBe(1);
    await child.stop();
    expect(said[0]).toContain("exit code 3");
    expect(pids).toEqual([]);
  });

  test("the console's server ends when the supervisor is killed with -9", async () => {
    const grandchild = 'console.log(process.pid); require("node:http").createServer().listen(0)';
    const parent = spawn(process.execPath, [
      "-e",
      `require("node:child_process").spawn(process.execPath,
        ["--import", ${JSON.stringify(path.resolve("scripts/run/end-with-parent.mjs"))}, "-e", ${JSON.stringify(grandchild)}],
        { stdio: ["ignore", "inherit", "inherit", "ipc"] })`,
    ]);
    cleanUps.push(() => parent.kill("SIGKILL"));
    const [line] = await once(parent.stdout.setEncoding("utf8"), "data");
    const pid = Number(line);
    expect(process.kill(pid, 0)).toBe(true);
    parent.kill("SIGKILL");
    await expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false);
  });
});

/** A process that ended and that nobody has collected yet does not count. */
function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(fs.readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}
