import { execFile } from "node:child_process";
import fs from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { KEY_LIFE_MS, KEY_NOTICE_MS, KEY_OVERLAP_MS, phaseOf } from "./rules";
import { findKey, publishedKeys, signingKey } from "./signing-keys";

let folder = "";
beforeEach(() => {
  folder = path.join(fs.mkdtempSync(path.join(tmpdir(), "countersign-keys-")), "keys");
  process.env.COUNTERSIGN_TOKEN_KEYS_DIR = folder;
});
afterEach(() => {
  delete process.env.COUNTERSIGN_TOKEN_KEYS_DIR;
  fs.rmSync(path.dirname(folder), { recursive: true });
});

const START = new Date("2026-11-01T00:00:00Z");
const since = (ms: number) => new Date(START.getTime() + ms);

describe("I3 rotation of the keys that sign tokens", () => {
  const keys = [{ createdAt: START }, { createdAt: since(KEY_LIFE_MS) }];
  const signs = KEY_LIFE_MS + KEY_NOTICE_MS;
  it.each([
    [0, ["signing", "announced"]],
    [KEY_LIFE_MS, ["signing", "announced"]],
    [signs - 1, ["signing", "announced"]],
    [signs, ["overlap", "signing"]],
    [signs + KEY_OVERLAP_MS - 1, ["overlap", "signing"]],
    [signs + KEY_OVERLAP_MS, ["retired", "signing"]],
  ])("%i ms after the first key was made: %j", (ms, phases) => {
    expect(keys.map((_, at) => phaseOf(keys, at, since(ms)))).toEqual(phases);
  });

  test("the next key is announced, then signs; the old one is published until its last token ended, then gone", () => {
    const first = signingKey(START);
    expect(signingKey(since(KEY_LIFE_MS - 1)).kid).toBe(first.kid);

    const due = since(KEY_LIFE_MS);
    expect(signingKey(due).kid).toBe(first.kid);
    const [, second] = publishedKeys(due);
    expect(publishedKeys(due)).toHaveLength(2);

    const turned = since(KEY_LIFE_MS + KEY_NOTICE_MS);
    expect(signingKey(turned).kid).toBe(second?.kid);
    expect(findKey(first.kid, turned)?.kid).toBe(first.kid);

    const over = since(KEY_LIFE_MS + KEY_NOTICE_MS + KEY_OVERLAP_MS);
    expect(publishedKeys(over).map(({ kid }) => kid)).toEqual([second?.kid]);
    expect(findKey(first.kid, over)).toBeUndefined();

    signingKey(since(2 * KEY_LIFE_MS));
    expect(fs.readdirSync(folder).sort()).toEqual(["000002.json", "000003.json"]);
  });

  test("its files are for their owner alone, and one that is open to others stops everything", () => {
    signingKey(START);
    const file = path.join(folder, "000001.json");
    expect(fs.statSync(file).mode & 0o777).toBe(0o600);
    fs.chmodSync(file, 0o644);
    expect(() => signingKey(since(60_000))).toThrow(expect.objectContaining({ code: "unavailable" }));
    fs.chmodSync(file, 0o600);
    fs.writeFileSync(file, "{}");
    expect(() => signingKey(since(120_000))).toThrow(expect.objectContaining({ code: "unavailable" }));
  });

  test("processes that start together on one folder sign with one key", async () => {
    const script = `import { signingKey } from ${JSON.stringify(path.resolve("lib/credentials/keys/signing-keys.ts"))};
      console.log(signingKey(new Date()).kid);`;
    const file = path.join(path.dirname(folder), "sign.mts");
    fs.writeFileSync(file, script);
    const run = () =>
      promisify(execFile)(process.execPath, ["--import", "tsx", file], {
        env: { ...process.env, TSX_TSCONFIG_PATH: path.resolve("tsconfig.json") },
      });
    const kids = (await Promise.all([run(), run(), run()])).map(({ stdout }) => stdout.trim());
    expect(new Set(kids).size).toBe(1);
    expect(kids[0]).toMatch(/^[\w-]{43}$/);
    expect(fs.readdirSync(folder)).toEqual(["000001.json"]);
  });
});
