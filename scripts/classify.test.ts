import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CountersignError } from "@/lib/errors";
import { runClassify } from "./classify";
import { UsageError } from "./cli-errors";

describe("K1 classify from the command line", () => {
  let folder: string;
  const at = (name: string) => path.join(folder, name);
  const answers = (name: string) =>
    fs
      .readFileSync(at(name), "utf8")
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line));

  beforeAll(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "classify-"));
    const tools = [
      { id: "1", server: "library", tool: "list_shelves", description: "Lists shelves.\u2028With a line separator." },
      { id: "2", server: "library", tool: "delete_shelf", title: null, description: null, params: ["id"] },
    ];
    fs.writeFileSync(at("tools.jsonl"), `${tools.map((tool) => JSON.stringify(tool)).join("\n")}\n`);
    fs.writeFileSync(at("tools.jsonl.gz"), gzipSync(fs.readFileSync(at("tools.jsonl"))));
    fs.writeFileSync(
      at("broken.jsonl"),
      '{"id":"1","tool":"get_shelf"}\nno json\n[]\n{"id":"4"}\n\n{"id":"5","tool":"add_note"}',
    );
    fs.writeFileSync(at("torn.jsonl.gz"), gzipSync("x".repeat(5000)).subarray(0, 30));
    fs.writeFileSync(
      at("rights.jsonl"),
      '{"role":"Password Administrator","description":"Can reset passwords."}\n{"description":"of nothing"}\n',
    );
  });
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  it("answers row by row, packed or not, the same each time", async () => {
    expect(await runClassify(["--tools", at("tools.jsonl"), "--out", at("a")])).toBe(0);
    expect(await runClassify(["--tools", at("tools.jsonl.gz"), "--out", at("b")])).toBe(0);
    expect(answers("a")).toEqual([
      { id: "1", effect: "read", capabilities: ["read"], tier: "low", because: expect.any(Array) },
      { id: "2", effect: "destructive", capabilities: ["delete"], tier: "moderate", because: expect.any(Array) },
    ]);
    expect(fs.readFileSync(at("b"))).toEqual(fs.readFileSync(at("a")));
  });

  it("rates what it can read and says by exit code that some rows were not", async () => {
    expect(await runClassify(["--tools", at("broken.jsonl"), "--out", at("c")])).toBe(1);
    expect(answers("c").map(({ id }) => id)).toEqual(["1", "5"]);
  });

  it("says whether a right can take over an environment", async () => {
    expect(await runClassify(["--permissions", at("rights.jsonl"), "--out", at("d")])).toBe(1);
    expect(answers("d")).toMatchObject([{ role: "Password Administrator", controlPlane: true }]);
  });

  it.each([
    ["a missing file", "nowhere.jsonl", "not_found"],
    ["a torn archive", "torn.jsonl.gz", "invalid"],
  ])("refuses %s", async (_, name, code) => {
    const failure = await runClassify(["--tools", at(name), "--out", at("e")]).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(CountersignError);
    expect(failure).toMatchObject({ code });
  });

  it("refuses a call without exactly one file", async () => {
    await expect(runClassify([])).rejects.toBeInstanceOf(UsageError);
    await expect(runClassify(["--tools", "a", "--permissions", "b"])).rejects.toBeInstanceOf(UsageError);
    await expect(runClassify(["--tool", "a"])).rejects.toBeInstanceOf(UsageError);
  });
});
