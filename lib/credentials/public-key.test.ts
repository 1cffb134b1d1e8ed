import { generateKeyPairSync, type JsonWebKey } from "node:crypto";
import { calculateJwkThumbprint } from "jose";
import { describe, expect, it } from "vitest";
import { readKeySet, readPublicKey } from "./public-key";

const ec = generateKeyPairSync("ec", { namedCurve: "P-256" });
const ed = generateKeyPairSync("ed25519");
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const jwkOf = (key: { export(options: { format: "jwk" }): JsonWebKey }) => key.export({ format: "jwk" });
const text = (value: unknown) => JSON.stringify(value);
const EC = jwkOf(ec.publicKey);

describe("I2 a public key", () => {
  it.each([
    ["EC P-256", EC],
    ["Ed25519", jwkOf(ed.publicKey)],
    ["RSA 2048", jwkOf(rsa.publicKey)],
  ])("of %s is taken, with the thumbprint of RFC 7638", async (_name, jwk) => {
    const read = readPublicKey(text({ ...jwk, kid: "mine", use: "sig", alg: "whatever" }));
    expect(read.jwk).toEqual(jwk);
    expect(read.thumbprint).toBe(await calculateJwkThumbprint(jwk as never));
  });

  it("may come in a key set of one", () => {
    expect(readPublicKey(text({ keys: [EC] })).jwk).toEqual(EC);
  });

  const strange = generateKeyPairSync("ec", { namedCurve: "P-384" });
  const weak = generateKeyPairSync("rsa", { modulusLength: 1024 });
  const loose = `${EC.x?.slice(0, -1)}${EC.x?.at(-1) === "B" ? "C" : "B"}`;
  it.each([
    ["nothing", "", "not JSON"],
    ["a text", "my key", "not JSON"],
    ["a list", "[]", "one public JWK"],
    ["PEM", ec.publicKey.export({ type: "spki", format: "pem" }) as string, "not as PEM"],
    ["a private key as PEM", ec.privateKey.export({ type: "pkcs8", format: "pem" }) as string, "private key"],
    ["a private key", text(jwkOf(ec.privateKey)), "private half"],
    ["a private RSA key", text(jwkOf(rsa.privateKey)), "private half"],
    ["a shared secret", text({ kty: "oct", k: "AAAA" }), "private half"],
    ["a key without its secret", text({ kty: "oct" }), "elliptic-curve"],
    ["another curve", text(jwkOf(strange.publicKey)), "only P-256"],
    ["X25519", text(jwkOf(generateKeyPairSync("x25519").publicKey)), "only P-256"],
    ["a short RSA key", text(jwkOf(weak.publicKey)), "2048"],
    ["an even exponent", text({ ...jwkOf(rsa.publicKey), e: "AQAA" }), "exponent"],
    ["a tiny exponent", text({ ...jwkOf(rsa.publicKey), e: "Aw" }), "exponent"],
    ["a key for encryption", text({ ...EC, use: "enc" }), "signatures"],
    ["two keys", text({ keys: [EC, EC] }), "exactly one"],
    ["a point that is not on the curve", text({ ...EC, y: EC.x }), "do not belong"],
    ["a short coordinate", text({ ...EC, x: "AAAA" }), "wrong length"],
    ["padding", text({ ...EC, x: `${EC.x}=` }), "base64url"],
    ["bits beyond the number", text({ ...EC, x: loose }), "base64url"],
    ["a coordinate that is a number", text({ ...EC, x: 7 }), "base64url"],
    ["something endless", `{"kty":"${"A".repeat(9_000)}"}`, "too long"],
  ])("%s is refused with a sentence", (_name, given, sentence) => {
    expect(() => readPublicKey(given)).toThrow(
      expect.objectContaining({ code: "invalid", message: expect.stringContaining(sentence) }),
    );
  });
});

describe("I2 a key set given by hand", () => {
  it("is taken with public keys only", () => {
    expect(readKeySet(text({ keys: [EC, jwkOf(rsa.publicKey)] })).keys).toHaveLength(2);
    for (const bad of ["x", "{}", text({ keys: [] }), text({ keys: [jwkOf(ec.privateKey)] }), text({ keys: [{}] })]) {
      expect(() => readKeySet(bad)).toThrow(expect.objectContaining({ code: "invalid" }));
    }
  });
});
