import { createHmac, sign } from "node:crypto";
import { decodeJwt, SignJWT } from "jose";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { publishedKeys } from "@/lib/credentials";
import { sql } from "@/lib/db";
import { newId } from "@/lib/ids";
import { type Instance, keyed, keyPair, lastRefusal, type Pair } from "@/lib/testing/instances";
import { meansOf, origin, shown, tokenFor, tokenUrl } from "./testing/clients";
import { ASSERTION_TYPE, ask, assertionOf, machinesDoor } from "./testing/door";

machinesDoor();

let of: Instance;
let pair: Pair;
beforeAll(async () => {
  ({ of, pair } = await keyed());
});

// Each row is somebody else's attempt: how many an address may have recorded is tested once, below.
beforeEach(async () => {
  await sql().query("delete from limits.attempts");
});

const now = () => Math.floor(Date.now() / 1000);
const part = (value: unknown) =>
  Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");

/** Signed as the instance would, over exactly these texts. */
function handMade(header: string, claims: string): string {
  const input = `${part(header)}.${part(claims)}`;
  return `${input}.${sign("sha256", Buffer.from(input), { key: pair.privateKey, dsaEncoding: "ieee-p1363" }).toString("base64url")}`;
}
const own = () => ({
  iss: of.instanceId,
  sub: of.instanceId,
  aud: origin(),
  jti: newId("req"),
  iat: now(),
  exp: now() + 60,
});
const made = (claims: Record<string, unknown>, header: Record<string, unknown> = {}) =>
  assertionOf(pair, of.instanceId, origin(), { claims, header });

/** Another spelling of the same signature bytes: the last character of base64url has bits that mean nothing. */
function loosened(token: string): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const last = alphabet.indexOf(token.at(-1) ?? "");
  return token.slice(0, -1) + alphabet[last ^ 1];
}

const BAD: [string, string, () => Promise<string> | string][] = [
  ["no signature (alg none)", "assertion_malformed", () => `${part({ alg: "none" })}.${part(own())}.`],
  ["alg none with a signature", "assertion_algorithm", () => `${part({ alg: "none" })}.${part(own())}.AAAA`],
  [
    "an HMAC keyed with the public key",
    "assertion_algorithm",
    () => {
      const input = `${part({ alg: "HS256" })}.${part(own())}`;
      return `${input}.${createHmac("sha256", JSON.stringify(pair.jwk)).update(input).digest("base64url")}`;
    },
  ],
  [
    "an algorithm that its key cannot do",
    "assertion_signature",
    async () => handMade('{"alg":"EdDSA"}', JSON.stringify(own())),
  ],
  ["another key", "assertion_signature", async () => assertionOf(await keyPair(), of.instanceId, origin())],
  [
    "a changed claim",
    "assertion_signature",
    async () => (await made({})).replace(/\.[^.]+\./, `.${part({ ...own(), scope: "all" })}.`),
  ],
  ["another audience", "assertion_audience", () => made({ aud: "https://elsewhere.example.test" })],
  ["one audience too many", "assertion_audience", () => made({ aud: [origin(), "https://elsewhere.example.test"] })],
  ["an audience with a slash more", "assertion_audience", () => made({ aud: `${origin()}/` })],
  ["no audience", "assertion_audience", () => made({ aud: undefined })],
  ["the type of an access token", "assertion_typ", () => made({}, { typ: "at+jwt" })],
  ["the type of a DPoP proof", "assertion_typ", () => made({}, { typ: "dpop+jwt" })],
  ["an end in the past", "assertion_expired", () => made({ iat: now() - 200, exp: now() - 60 })],
  ["no end", "assertion_lifetime", () => made({ exp: undefined })],
  ["a long life", "assertion_lifetime", () => made({ exp: now() + 3_600 })],
  ["a beginning in the future", "assertion_not_yet", () => made({ nbf: now() + 120 })],
  ["an issue in the future", "assertion_not_yet", () => made({ iat: now() + 120, exp: now() + 180 })],
  ["no id", "assertion_claims", () => made({ jti: undefined })],
  ["an id that is a number", "assertion_claims", () => made({ jti: 7 })],
  [
    "an end that is a text",
    "assertion_claims",
    () => handMade('{"alg":"ES256"}', JSON.stringify({ ...own(), exp: "tomorrow" })),
  ],
  ["another issuer", "assertion_issuer", () => made({ iss: "somebody" })],
  ["a key in its header", "assertion_header", () => made({}, { jwk: pair.jwk })],
  ["an address of keys in its header", "assertion_header", () => made({}, { jku: "https://keys.example.test/" })],
  ["a certificate in its header", "assertion_header", () => made({}, { x5c: ["MIIB"] })],
  [
    "critical extensions",
    "assertion_header",
    () => handMade('{"alg":"ES256","crit":["exp"],"exp":1}', JSON.stringify(own())),
  ],
  ["an unencoded payload", "assertion_header", () => handMade('{"alg":"ES256","b64":false}', JSON.stringify(own()))],
  [
    "a claim twice",
    "assertion_duplicate",
    () => handMade('{"alg":"ES256"}', `{"sub":"somebody",${JSON.stringify(own()).slice(1)}`),
  ],
  [
    "a claim twice, once escaped",
    "assertion_duplicate",
    () => handMade('{"alg":"ES256"}', `{"s\\u0075b":"somebody",${JSON.stringify(own()).slice(1)}`),
  ],
  ["an algorithm twice", "assertion_duplicate", () => handMade('{"alg":"none","alg":"ES256"}', JSON.stringify(own()))],
  ["loose bits in its base64url", "assertion_encoding", async () => loosened(await made({}))],
  ["padding", "assertion_encoding", async () => `${await made({})}==`],
  ["a line break", "assertion_encoding", async () => (await made({})).replace(".", ".\n")],
  ["a space at its end", "assertion_encoding", async () => `${await made({})} `],
  ["four parts", "assertion_malformed", async () => `${await made({})}.AAAA`],
  ["two parts", "assertion_malformed", () => `${part({ alg: "ES256" })}.${part(own())}`],
  ["a list for claims", "assertion_malformed", () => handMade('{"alg":"ES256"}', "[]")],
  [
    "bytes that are no UTF-8",
    "assertion_malformed",
    () => `${part({ alg: "ES256" })}.${Buffer.from([0x7b, 0xff, 0x7d]).toString("base64url")}.AAAA`,
  ],
  ["more than 8 kB", "assertion_too_large", () => made({ padding: "x".repeat(7_000) })],
];

describe("I3 a bad assertion is refused with the RFC's error, and recorded", () => {
  test.each(BAD)("%s", async (_name, reason, bad) => {
    const means = { client_assertion: await bad(), client_assertion_type: ASSERTION_TYPE, client_id: of.instanceId };
    const { status, body } = await ask(tokenUrl(), { grant_type: "client_credentials", ...means });
    expect([status, body.error]).toEqual([401, "invalid_client"]);
    expect(typeof body.error_description).toBe("string");
    expect(await lastRefusal(of.instanceId)).toMatchObject({ reason, error: "invalid_client" });
  });

  test("one that was used before; of twenty that come at once, one wins", async () => {
    const means = await meansOf(of, pair);
    const params = { grant_type: "client_credentials", ...means };
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(tokenUrl(), params)));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array.from({ length: 19 }, () => 401)]);
    expect(await lastRefusal(of.instanceId)).toMatchObject({ reason: "assertion_replayed" });
  });

  test("a flood of them does not fill the log", async () => {
    const recorded = async () =>
      Number((await sql().query("select count(*) from audit_events where type = 'token.refused'")).rows[0].count);
    const before = await recorded();
    const params = { grant_type: "client_credentials", client_assertion: "x", client_assertion_type: ASSERTION_TYPE };
    const answers = await Promise.all(Array.from({ length: 60 }, () => ask(tokenUrl(), params)));
    expect(answers.every(({ status }) => status === 401)).toBe(true);
    expect((await recorded()) - before).toBe(31);
  });

  test("an instance that asks too often waits, and locks nobody else out", async () => {
    const params = { grant_type: "client_credentials", client_id: of.instanceId, client_secret: "x" };
    const statuses: number[] = [];
    for (let round = 0; round < 5; round++) {
      const answers = await Promise.all(Array.from({ length: 50 }, () => ask(tokenUrl(), params)));
      statuses.push(...answers.map(({ status }) => status));
    }
    expect(statuses.filter((status) => status === 429)).toHaveLength(10);
    const other = await keyed();
    expect((await tokenFor(other.of, other.pair)).status).toBe(200);
  });

  test.each([
    ["a parameter twice", "grant_type=client_credentials&grant_type=client_credentials", {}],
    ["two ways of proof", "grant_type=client_credentials&client_secret=x", { authorization: "Basic aW5zOng=" }],
    ["another content type", "grant_type=client_credentials", { "content-type": "application/json" }],
    ["a broken escape", "grant_type=%zz", {}],
    ["a bearer token as authorization", "grant_type=client_credentials", { authorization: "Bearer x" }],
  ])("%s is no request", async (_name, body, headers) => {
    const answer = await ask(tokenUrl(), body, headers as Record<string, string>);
    expect([answer.status, answer.body.error]).toEqual([400, "invalid_request"]);
  });

  test("no proof at all, an unknown grant, a scope that does not exist", async () => {
    expect((await ask(tokenUrl(), { grant_type: "client_credentials", client_id: of.instanceId })).body.error).toMatch(
      /invalid_request|unauthorized_client/,
    );
    const means = async () => meansOf(of, pair);
    expect((await ask(tokenUrl(), { grant_type: "password", ...(await means()) })).body.error).toBe(
      "unsupported_grant_type",
    );
    const wide = await tokenFor(of, pair, { scope: "decide everything" });
    expect([wide.status, wide.body.error]).toEqual([400, "invalid_scope"]);
  });
});

describe("I3 a bad access token is refused at the machines' door", () => {
  const bearer = async (token: string | Promise<string>) => shown(`Bearer ${await token}`);

  test("of every kind", async () => {
    const good = String((await tokenFor(of, pair)).body.access_token);
    expect((await bearer(good)).agentId).toBe(of.agentId);
    const [ours] = publishedKeys(new Date());
    if (!ours) throw new Error("no key");
    const claims = decodeJwt(good);
    const ourOwn = (over: Record<string, unknown>, header: Record<string, unknown> = {}) =>
      new SignJWT({ ...claims, ...over })
        .setProtectedHeader({ alg: "EdDSA", typ: "at+jwt", kid: ours.kid, ...header } as never)
        .sign(ours.privateKey);
    const foreign = await keyPair("EdDSA");
    const rows: [string, string | Promise<string>][] = [
      ["typ", ourOwn({}, { typ: "JWT" })],
      ["typ", ourOwn({}, { typ: undefined })],
      ["issuer", ourOwn({ iss: "https://elsewhere.example.test" })],
      ["audience", ourOwn({ aud: "https://elsewhere.example.test" })],
      ["audience", ourOwn({ aud: [origin(), "https://elsewhere.example.test"] })],
      ["expired", ourOwn({ iat: now() - 900, exp: now() - 300 })],
      ["lifetime", ourOwn({ exp: now() + 7_200 })],
      ["unknown", ourOwn({ jti: newId("tok") })],
      ["header", ourOwn({}, { jwk: foreign.jwk })],
      ["key", ourOwn({}, { kid: foreign.thumbprint })],
      ["key", ourOwn({}, { kid: undefined })],
      [
        "signature",
        new SignJWT(claims).setProtectedHeader({ alg: "EdDSA", typ: "at+jwt", kid: ours.kid }).sign(foreign.privateKey),
      ],
      ["algorithm", good.replace(/^[^.]+/, part({ alg: "none", typ: "at+jwt", kid: ours.kid }))],
      ["encoding", `${good.slice(0, -1)}${loosened(good).at(-1)}`],
      ["encoding", `${good}=`],
      ["malformed", "not-a-token"],
      ["missing", ""],
    ];
    for (const [reason, token] of rows) {
      await expect(bearer(token), reason).rejects.toMatchObject({
        code: "unauthenticated",
        error: "invalid_token",
        reason,
      });
    }
  });
});
