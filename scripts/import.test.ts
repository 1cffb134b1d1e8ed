import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { db } from "@/lib/db";
import { testDatabase } from "@/lib/testing/database";
import { runImport } from "./import";

testDatabase();

const good = { name: "test.example/ledger", description: "Reads", version_detail: { version: "1" }, packages: [] };
let folder: string;
const at = (name: string) => path.join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "countersign-import-"));
  await writeFile(at("good.json"), JSON.stringify(good));
  await writeFile(at("mixed.jsonl"), `${JSON.stringify({ ...good, name: "test.example/two" })}\n{"odd":1}\n`);
  await writeFile(at("broken.json"), '{"a":');
});

/** Runs the command and hands back its exit code with what it printed. */
async function run(...args: string[]) {
  const out = vi.spyOn(console, "log").mockImplementation(() => {});
  const errors = vi.spyOn(console, "error").mockImplementation(() => {});
  try {
    const code = await runImport(args);
    const printed = out.mock.calls.concat(errors.mock.calls).map(([line]) => String(line));
    return { code, printed: printed.join("\n") };
  } finally {
    out.mockRestore();
    errors.mockRestore();
  }
}

describe("V3 import from the command line", () => {
  it("prints a row per record and writes nothing in a dry run", async () => {
    const { code, printed } = await run(at("good.json"), "--dry-run");
    expect(code).toBe(0);
    expect(printed).toMatch(/1 {2}new +mcp-registry +test\.example\/ledger/);
    expect(printed).toMatch(/Dry run, nothing written: 1 new/);
    expect(await db().agent.count()).toBe(0);
  });
  it("imports every file that can be read, and is idempotent", async () => {
    const first = await run(at("broken.json"), at("mixed.jsonl"), at("good.json"), "--environment", "staging");
    expect(first.code).toBe(65);
    expect(first.printed).toMatch(/Imported: 2 new, 0 changed, 0 duplicate, 1 rejected; 1 files could not be read/);
    expect(await db().agent.count({ where: { environment: "staging" } })).toBe(2);
    const second = await run(at("mixed.jsonl"), at("good.json"), "--environment", "staging");
    expect(second.code).toBe(1);
    expect(second.printed).toMatch(/0 new, 0 changed, 2 duplicate, 1 rejected/);
  });
  it("gives the plan as JSON", async () => {
    const { printed } = await run(at("good.json"), "--dry-run", "--json");
    expect(JSON.parse(printed.split("\n")[0] ?? "")).toMatchObject({ counts: { new: 1 }, rows: [{ result: "new" }] });
  });
  it.each([
    [[]],
    [["x.json", "--environment", "moon"]],
    [["x.json", "--wrong"]],
    [["x.json", "--jwks", "missing.json"]],
  ])("refuses to be called as %j", async (args) => {
    await expect(runImport(args)).rejects.toMatchObject({ message: expect.stringMatching(/\w/) });
  });
});
