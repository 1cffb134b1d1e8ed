import { decodeJwt } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db, sql } from "@/lib/db";
import { newId } from "@/lib/ids";
import { giveCredential, type Instance, instanceOf, keyed, keyPair, lastRefusal } from "@/lib/testing/instances";
import { meansOf, shown, tokenUrl } from "./testing/clients";
import { ask, machinesDoor } from "./testing/door";
import { type Issuer, openIssuer } from "./testing/issuer";

machinesDoor();

const AUDIENCE = "countersign";
const GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
const EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
const SUBJECT = "system:serviceaccount:payments:matcher";

let issuer: Issuer;
let issuerId: string;
let of: Instance;

beforeAll(async () => {
  issuer = await openIssuer();
  issuerId = await trust({ issuer: issuer.url });
  of = await federated(issuerId, "system:serviceaccount:payments:*");
});
afterAll(() => issuer.close());
beforeEach(async () => {
  await sql().query("delete from limits.attempts");
});

async function trust(over: { issuer: string; jwksUri?: string; jwks?: object; audience?: string }): Promise<string> {
  const id = newId("iss");
  await db().trustedIssuer.create({
    data: { id, audience: AUDIENCE, name: "Platform", createdAt: new Date(), ...over },
  });
  return id;
}

async function federated(id: string, subject: string): Promise<Instance> {
  const instance = await instanceOf();
  await giveCredential(instance, { kind: "federated", strength: "federated", issuerId: id, subject });
  return instance;
}

const present = (assertion: string, more: Record<string, string> = {}) =>
  ask(tokenUrl(), { grant_type: GRANT, assertion, client_id: of.instanceId, ...more });

describe("I2 a workload proves itself with the token of its platform", () => {
  test("with its client id, and without", async () => {
    for (const client of [{ client_id: of.instanceId }, {}] as Record<string, string>[]) {
      const assertion = await issuer.token(SUBJECT, AUDIENCE);
      const { status, body } = await ask(tokenUrl(), { grant_type: GRANT, assertion, ...client });
      expect(status).toBe(200);
      expect(await shown(`Bearer ${body.access_token}`)).toMatchObject({ ...of, strength: "federated" });
    }
  });

  test("a token that its platform keeps for an hour may come again, a short one comes once", async () => {
    const long = await issuer.token(SUBJECT, AUDIENCE);
    expect((await present(long)).status).toBe(200);
    expect((await present(long)).status).toBe(200);
    const now = Math.floor(Date.now() / 1000);
    const short = await issuer.token(SUBJECT, AUDIENCE, { exp: now + 300 });
    const answers = await Promise.all([present(short), present(short), present(short)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400]);
    expect(await lastRefusal(of.instanceId)).toMatchObject({ reason: "foreign_replayed" });
  });

  test("bad ones are refused with invalid_grant and recorded", async () => {
    const now = Math.floor(Date.now() / 1000);
    const stranger = await openIssuer();
    const forged = await keyPair("RS256");
    const rows: [string, string][] = [
      ["foreign_subject", await issuer.token("system:serviceaccount:other:matcher", AUDIENCE)],
      ["foreign_subject", await issuer.token("system:serviceaccount:payments:a:b", AUDIENCE)],
      ["foreign_audience", await issuer.token(SUBJECT, "somebody-else")],
      ["foreign_audience", await issuer.token(SUBJECT, [AUDIENCE, "somebody-else"])],
      ["foreign_issuer", await stranger.token(SUBJECT, AUDIENCE)],
      ["foreign_signature", await issuer.token(SUBJECT, AUDIENCE, {}, { kid: forged.thumbprint })],
      ["foreign_expired", await issuer.token(SUBJECT, AUDIENCE, { iat: now - 7_200, exp: now - 3_600 })],
      ["foreign_lifetime", await issuer.token(SUBJECT, AUDIENCE, { exp: now + 40 * 86_400 })],
      ["foreign_typ", await issuer.token(SUBJECT, AUDIENCE, {}, { typ: "at+jwt" })],
      ["foreign_header", await issuer.token(SUBJECT, AUDIENCE, {}, { jku: "https://keys.example.test" })],
    ];
    for (const [reason, assertion] of rows) {
      const { status, body } = await present(assertion);
      expect([status, body.error], reason).toEqual([400, "invalid_grant"]);
      expect(await lastRefusal(of.instanceId)).toMatchObject({ reason });
    }
    stranger.close();
    const unnamed = await ask(tokenUrl(), {
      grant_type: GRANT,
      assertion: await issuer.token("system:serviceaccount:other:x", AUDIENCE),
    });
    expect([unnamed.status, unnamed.body.error]).toEqual([400, "invalid_grant"]);
  });

  test("nothing but a grant with its own proof comes without authentication", async () => {
    const { body } = await ask(tokenUrl(), { grant_type: "client_credentials", client_id: of.instanceId });
    expect(["invalid_request", "invalid_client", "unauthorized_client"]).toContain(body.error);
    const naked = await ask(tokenUrl(), { grant_type: GRANT, client_id: of.instanceId });
    expect([naked.status, naked.body.error]).toEqual([400, "invalid_grant"]);
  });

  test("a rotated key is found; unknown ids make it look again at most every thirty seconds", async () => {
    const other = await openIssuer();
    const instance = await federated(await trust({ issuer: other.url }), SUBJECT);
    const ask1 = async () =>
      ask(tokenUrl(), {
        grant_type: GRANT,
        client_id: instance.instanceId,
        assertion: await other.token(SUBJECT, AUDIENCE),
      });
    expect((await ask1()).status).toBe(200);
    expect(other.fetched()).toBe(1);
    other.keys.push(await keyPair("ES256"));
    const answers = await Promise.all(Array.from({ length: 10 }, ask1));
    // Within thirty seconds of the last look nobody can make us look again.
    expect(answers.every(({ status }) => status === 400)).toBe(true);
    expect(other.fetched()).toBe(1);
    other.close();
  });

  test("keys given by hand need no network", async () => {
    const pair = issuer.keys[0];
    if (!pair) throw new Error("no key");
    const jwks = { keys: [{ ...pair.jwk, kid: pair.thumbprint, alg: pair.alg }] };
    const instance = await federated(await trust({ issuer: "https://unreachable.example.test", jwks }), SUBJECT);
    const assertion = await issuer.token(SUBJECT, AUDIENCE, { iss: "https://unreachable.example.test" });
    expect((await ask(tokenUrl(), { grant_type: GRANT, assertion, client_id: instance.instanceId })).status).toBe(200);
  });

  test.each([
    [
      "it redirects",
      (response: import("node:http").ServerResponse) => response.writeHead(302, { location: "/keys2" }).end(),
    ],
    [
      "it answers too much",
      (response: import("node:http").ServerResponse) => response.end(`{"keys":["${"x".repeat(300_000)}"]}`),
    ],
    ["it answers something else", (response: import("node:http").ServerResponse) => response.end("<html>")],
    ["it fails", (response: import("node:http").ServerResponse) => response.writeHead(500).end()],
  ])("when %s, nobody is believed and the answer is 503", async (_name, instead) => {
    const other = await openIssuer();
    other.instead.set("/keys", instead);
    const instance = await federated(await trust({ issuer: other.url }), SUBJECT);
    const assertion = await other.token(SUBJECT, AUDIENCE);
    const { status, body } = await ask(tokenUrl(), { grant_type: GRANT, assertion, client_id: instance.instanceId });
    expect([status, body.error]).toEqual([503, "temporarily_unavailable"]);
    other.close();
  });
});

describe("I5 from a person to an agent", () => {
  const exchange = { grant_type: EXCHANGE, subject_token_type: "urn:ietf:params:oauth:token-type:id_token" };

  test("an ID token of somebody who signs in here begins the chain; of a stranger or of one who left it does not", async () => {
    await db().person.create({
      data: { id: "per_ana", email: "ana@example.test", name: "Ana Test", status: "active" },
    });
    await db().externalIdentity.create({ data: { issuer: issuer.url, subject: "ana-1", personId: "per_ana" } });
    const { of: agent, pair } = await keyed();
    const hand = async (subject: string) =>
      ask(tokenUrl(), {
        ...exchange,
        ...(await meansOf(agent, pair)),
        subject_token: await issuer.token(subject, AUDIENCE),
      });
    const { status, body } = await hand("ana-1");
    expect(status).toBe(200);
    expect(decodeJwt(String(body.access_token))).toMatchObject({ sub: "per_ana", act: { sub: agent.agentId } });
    expect(await shown(`Bearer ${body.access_token}`)).toMatchObject({ personId: "per_ana", chain: [], ...agent });

    expect((await hand("nobody")).body.error).toBe("invalid_request");
    await db().person.update({ where: { id: "per_ana" }, data: { status: "deactivated" } });
    await expect(shown(`Bearer ${body.access_token}`)).rejects.toMatchObject({ reason: "chain_broken" });
    expect((await hand("ana-1")).body.error).toBe("invalid_request");
  });

  test("a workload may be the one who takes over: its platform's token is the actor", async () => {
    const { of: giver, pair } = await keyed();
    const began = await ask(tokenUrl(), {
      grant_type: "client_credentials",
      scope: "decide delegate",
      ...(await meansOf(giver, pair)),
    });
    const { status, body } = await ask(tokenUrl(), {
      grant_type: EXCHANGE,
      client_id: of.instanceId,
      subject_token: String(began.body.access_token),
      subject_token_type: "urn:ietf:params:oauth:token-type:access_token",
      actor_token: await issuer.token(SUBJECT, AUDIENCE),
      actor_token_type: "urn:ietf:params:oauth:token-type:jwt",
    });
    expect(status).toBe(200);
    expect(await shown(`Bearer ${body.access_token}`)).toMatchObject({ ...of, chain: [giver.agentId] });
  });
});
