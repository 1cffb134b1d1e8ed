import { generateKeyPairSync, type JsonWebKey } from "node:crypto";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { testDatabase } from "@/lib/testing/database";
import { keysOfIssuer } from "./issuer-keys";

// For the settings alone: nothing here asks the database.
testDatabase();

interface Key {
  kid: string;
  jwk: JsonWebKey;
}

function makeKey(kid: string): Key {
  return { kid, jwk: generateKeyPairSync("ed25519").publicKey.export({ format: "jwk" }) };
}

let published: Key[] = [];
let looks = 0;
let answers = true;
const server = http.createServer((_, response) => {
  looks += 1;
  response.writeHead(answers ? 200 : 500);
  response.end(JSON.stringify({ keys: published.map(({ kid, jwk }) => ({ ...jwk, kid })) }));
});
let url = "";
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`;
  process.env.COUNTERSIGN_INTERNAL_HOSTS = "127.0.0.1";
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
let issuers = 0;
beforeEach(() => {
  published = [makeKey("first")];
  looks = 0;
  answers = true;
  issuers += 1;
});

const issuer = () => ({ id: `iss_${issuers}`, issuer: "https://issuer.example.test", jwksUri: url, jwks: null });
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const knows = async (key: Key, now: number) => {
  const keys = await keysOfIssuer(issuer(), key.kid, now);
  const header = { alg: "EdDSA", kid: key.kid };
  return keys(header, { payload: "", signature: "" }).then(
    () => true,
    () => false,
  );
};

describe("I2 the keys of a workload issuer", () => {
  test("are kept for ten minutes, then looked at again", async () => {
    const [key] = published as [Key];
    for (const now of [0, 1, 9 * MINUTE]) expect(await knows(key, now)).toBe(true);
    expect(looks).toBe(1);
    expect(await knows(key, 10 * MINUTE)).toBe(true);
    expect(looks).toBe(2);
  });

  test("a new one is found, by looking at most every thirty seconds", async () => {
    const [first] = published as [Key];
    expect(await knows(first, 0)).toBe(true);
    const second = makeKey("second");
    published.push(second);
    expect(await knows(second, 29 * SECOND)).toBe(false);
    expect(looks).toBe(1);
    expect(await knows(second, 30 * SECOND)).toBe(true);
    for (let asked = 0; asked < 20; asked++) await knows(makeKey(`invented ${asked}`), 31 * SECOND + asked);
    expect(looks).toBe(2);
  });

  test("many that ask at once look once", async () => {
    const [key] = published as [Key];
    const found = await Promise.all(Array.from({ length: 20 }, () => knows(key, 0)));
    expect(found.every(Boolean)).toBe(true);
    expect(looks).toBe(1);
  });

  test("while the issuer is away its last keys are believed for an hour, and no longer", async () => {
    const [key] = published as [Key];
    expect(await knows(key, 0)).toBe(true);
    answers = false;
    expect(await knows(key, 59 * MINUTE)).toBe(true);
    await expect(keysOfIssuer(issuer(), key.kid, 71 * MINUTE)).rejects.toMatchObject({ code: "unavailable" });
  });

  test("a shared key in the set signs nothing", async () => {
    const shared = { kty: "oct", k: "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0", kid: "shared" };
    published = [{ kid: "shared", jwk: shared }];
    expect(await knows(published[0] as Key, 0)).toBe(false);
  });
});
