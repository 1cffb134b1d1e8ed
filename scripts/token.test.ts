import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { machinesDoor } from "@/api/oauth/testing/door";
import { contextFor } from "@/lib/context";
import { verifyAccessToken } from "@/lib/credentials";
import { giveCredential, instanceOf } from "@/lib/testing/instances";
import { UsageError } from "./cli-errors";
import { runKey } from "./key";
import { runToken } from "./token";

machinesDoor();

let folder = "";
let printed: string[] = [];
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "countersign-token-"));
  printed = [];
  vi.spyOn(console, "log").mockImplementation((line: string) => void printed.push(line));
  vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
  fs.rmSync(folder, { recursive: true });
});

async function madeInstance(tier: "low" | "high") {
  const file = path.join(folder, "agent.json");
  expect(await runKey(["new", "--out", file])).toBe(0);
  const { kid, alg, use, ...jwk } = JSON.parse(printed.pop() ?? "{}");
  expect([alg, use, jwk.d]).toEqual(["EdDSA", "sig", undefined]);
  const of = await instanceOf({ tier });
  await giveCredential(of, { kind: "key", strength: "own_key", publicJwk: jwk, thumbprint: kid });
  return { file, of };
}

const ctx = contextFor({ kind: "system", id: "test" });

describe("I2 a token from the command line", () => {
  test("with a new key: the file is its owner's alone, and is never written over", async () => {
    const { file, of } = await madeInstance("low");
    expect(fs.statSync(file).mode & 0o777).toBe(0o600);
    await expect(runKey(["new", "--out", file])).rejects.toMatchObject({ code: "invalid" });

    expect(await runToken(["--key", file, "--instance", of.instanceId])).toBe(0);
    const shown = { authorization: `Bearer ${printed[0]}`, dpop: undefined, method: "GET", url: "" };
    expect(await verifyAccessToken(ctx, shown)).toMatchObject(of);
  });

  test("bound to its key, with the headers of one request", async () => {
    const { file, of } = await madeInstance("high");
    expect(await runToken(["--key", file, "--instance", of.instanceId])).toBe(1);
    const url = `${process.env.COUNTERSIGN_API_URL}/access/v1/evaluation`;
    expect(await runToken(["--key", file, "--instance", of.instanceId, "--for", `post ${url}`])).toBe(0);
    const headers = Object.fromEntries(printed.map((line) => line.split(": ")));
    const shown = { authorization: headers.authorization, dpop: headers.dpop, method: "POST", url };
    expect(await verifyAccessToken(contextFor(ctx.actor), shown)).toMatchObject(of);
  });

  test.each([[[]], [["--key", "x"]], [["--key", "x", "--instance", "y", "--for", "nonsense"]]])(
    "%j is no call",
    async (args) => {
      await expect(runToken(args)).rejects.toBeInstanceOf(UsageError);
      await expect(runKey(args)).rejects.toBeInstanceOf(UsageError);
    },
  );

  test("a file that holds no key is said so", async () => {
    await expect(runToken(["--key", path.join(folder, "none"), "--instance", "y"])).rejects.toMatchObject({
      code: "not_found",
    });
    fs.writeFileSync(path.join(folder, "bad"), "{}");
    await expect(runToken(["--key", path.join(folder, "bad"), "--instance", "y"])).rejects.toMatchObject({
      code: "invalid",
    });
  });
});
