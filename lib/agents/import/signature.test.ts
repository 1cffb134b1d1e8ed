import { exportJWK, FlattenedSign, generateKeyPair, type JWK } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { canonicalize } from "@/lib/audit";
import { FIXTURES } from "./fixtures";
import { verifyCard } from "./signature";

const card = FIXTURES["a2a-card"];
let trusted: JWK;
let privateKey: CryptoKey;

beforeAll(async () => {
  const pair = await generateKeyPair("ES256", { extractable: true });
  privateKey = pair.privateKey;
  trusted = { ...(await exportJWK(pair.publicKey)), kid: "example-2026", alg: "ES256" };
});

async function sign(document: object, header: object = { alg: "ES256", kid: "example-2026" }, key = privateKey) {
  const payload = new TextEncoder().encode(canonicalize(document));
  const jws = await new FlattenedSign(payload).setProtectedHeader(header as { alg: string }).sign(key);
  return { ...document, signatures: [{ protected: jws.protected, signature: jws.signature }] };
}

describe("V3 signatures of A2A cards", () => {
  it("verifies a card signed by a trusted key", async () => {
    const signed = await sign(card);
    expect(await verifyCard(signed, [trusted])).toEqual({
      state: "verified",
      signedBy: expect.stringMatching(/^example-2026 \(/),
    });
  });
  it("verifies whatever the order of members and without those that hold their default", async () => {
    const { capabilities: _, ...rest } = card;
    const bare = await sign({
      ...rest,
      capabilities: {},
      skills: [{ id: "ask", name: "Ask", description: "Answers" }],
    });
    const published = { signatures: bare.signatures, ...Object.fromEntries(Object.entries(card).reverse()) };
    expect(await verifyCard(published, [trusted])).toMatchObject({ state: "verified" });
  });
  it.each<[string, (signed: Record<string, unknown>) => unknown]>([
    ["another address", (signed) => ({ ...signed, url: "https://evil.example.test" })],
    ["a member more", (signed) => ({ ...signed, documentationUrl: "https://evil.example.test" })],
    ["a member less", ({ provider: _, ...signed }) => signed],
    [
      "a changed skill",
      (signed) => ({ ...signed, skills: [{ id: "pay", name: "Pay", description: "Pays", tags: [] }] }),
    ],
  ])("rejects a card with %s", async (_, alter) => {
    const altered = alter(await sign(card)) as Record<string, unknown>;
    expect(await verifyCard(altered, [trusted])).toEqual({ rejected: expect.stringMatching(/forged or altered/) });
  });
  it("rejects a signature by another key under the trusted key's name", async () => {
    const forger = await generateKeyPair("ES256");
    const forged = await sign(card, { alg: "ES256", kid: "example-2026" }, forger.privateKey);
    expect(await verifyCard(forged, [trusted])).toEqual({ rejected: expect.stringMatching(/forged or altered/) });
  });
  it("rejects what proves nothing", async () => {
    const encode = (header: object) => Buffer.from(JSON.stringify(header)).toString("base64url");
    for (const alg of ["none", "HS256", ""]) {
      const signatures = [{ protected: encode({ alg, kid: "example-2026" }), signature: "AA" }];
      expect(await verifyCard({ ...card, signatures }, [trusted])).toHaveProperty("rejected");
    }
    for (const signatures of ["x", [1], [{ protected: "!!", signature: "AA" }], Array(11).fill({})]) {
      expect(await verifyCard({ ...card, signatures }, [trusted])).toHaveProperty("rejected");
    }
  });
  it("shows as unverified what no trusted key signed, and never follows a key's address", async () => {
    const header = { alg: "ES256", kid: "example-2026", jku: "https://keys.example.test/jwks.json" };
    const signed = await sign(card, header);
    expect(await verifyCard(signed, [])).toMatchObject({ state: "unverified" });
    expect(await verifyCard(signed, [{ ...trusted, kid: "another" }])).toMatchObject({ state: "unverified" });
    expect(await verifyCard(card, [trusted])).toEqual({ state: "none", signedBy: "" });
  });
  it("is verified by one trusted signature among unknown ones, and undone by one that is forged", async () => {
    const good = await sign(card);
    const unknown = await sign(card, { alg: "ES256", kid: "stranger" });
    const both = { ...card, signatures: [...unknown.signatures, ...good.signatures] };
    expect(await verifyCard(both, [trusted])).toMatchObject({ state: "verified" });
    const bad = await sign({ ...card, name: "Other" });
    const mixed = { ...card, signatures: [...good.signatures, ...bad.signatures] };
    expect(await verifyCard(mixed, [trusted])).toHaveProperty("rejected");
  });
});
