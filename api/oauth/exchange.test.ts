import { decodeJwt } from "jose";
import * as client from "openid-client";
import { describe, expect, test } from "vitest";
import { db } from "@/lib/db";
import { type Instance, keyed, type Pair } from "@/lib/testing/instances";
import { asCryptoKey, origin, shown, tokenFor } from "./testing/clients";
import { ASSERTION_TYPE, ask, assertionOf, machinesDoor } from "./testing/door";

machinesDoor();

describe("I5 handing work on (token exchange)", () => {
  const exchange = { grant_type: "urn:ietf:params:oauth:grant-type:token-exchange" };
  const ACCESS = "urn:ietf:params:oauth:token-type:access_token";
  const handOn = (of: Instance, pair: Pair, subject: unknown, more: Record<string, string> = {}) =>
    tokenFor(of, pair, { ...exchange, subject_token: String(subject), subject_token_type: ACCESS, ...more });

  test("openid-client exchanges; act nests, scope narrows, and it ends with what it came from", async () => {
    const first = await keyed();
    const second = await keyed();
    const third = await keyed();
    const began = await tokenFor(first.of, first.pair, { scope: "decide delegate" });
    const key = { key: await asCryptoKey(second.pair), kid: second.pair.thumbprint };
    const config = await client.discovery(
      new URL(origin()),
      second.of.instanceId,
      undefined,
      client.PrivateKeyJwt(key),
      {
        algorithm: "oauth2",
        execute: [client.allowInsecureRequests],
      },
    );
    const handed = await client.genericGrantRequest(config, exchange.grant_type, {
      subject_token: String(began.body.access_token),
      subject_token_type: ACCESS,
      scope: "decide delegate",
    });
    expect(handed.issued_token_type).toBe(ACCESS);
    const last = await handOn(third.of, third.pair, handed.access_token);
    expect(last.status).toBe(200);
    const claims = decodeJwt(String(last.body.access_token));
    expect(claims).toMatchObject({
      sub: first.of.agentId,
      act: { sub: third.of.agentId, act: { sub: second.of.agentId } },
      client_id: third.of.instanceId,
      scope: "decide",
    });
    expect(claims.exp).toBeLessThanOrEqual(decodeJwt(String(began.body.access_token)).exp ?? 0);
    expect(await shown(`Bearer ${last.body.access_token}`)).toMatchObject({
      agentId: third.of.agentId,
      chain: [second.of.agentId, first.of.agentId],
    });

    // What the last one holds may not be handed on: scope only narrows.
    expect((await handOn(second.of, second.pair, last.body.access_token)).body.error).toBe("invalid_request");
    await ask(`${origin()}/oauth/revoke`, {
      token: String(began.body.access_token),
      client_assertion: await assertionOf(first.pair, first.of.instanceId, origin()),
      client_assertion_type: ASSERTION_TYPE,
    });
    await expect(shown(`Bearer ${last.body.access_token}`)).rejects.toMatchObject({ reason: "revoked" });
  });

  test("a wider scope, a circle and a suspended giver are refused", async () => {
    const [a, b] = [await keyed(), await keyed()];
    const held = (await tokenFor(a.of, a.pair, { scope: "delegate" })).body.access_token;
    expect((await handOn(b.of, b.pair, held, { scope: "decide" })).body.error).toBe("invalid_scope");
    const both = (await tokenFor(a.of, a.pair, { scope: "decide delegate" })).body.access_token;
    const handed = (await handOn(b.of, b.pair, both, { scope: "decide delegate" })).body.access_token;
    expect((await handOn(a.of, a.pair, handed)).body.error).toBe("invalid_request");
    expect((await handOn(a.of, a.pair, both)).body.error).toBe("invalid_request");
    await db().agent.update({ where: { id: a.of.agentId }, data: { status: "suspended" } });
    await expect(shown(`Bearer ${handed}`)).rejects.toMatchObject({ reason: "chain_broken" });
    expect((await handOn(b.of, b.pair, both)).body.error).toBe("invalid_request");
  });

  test("five hands at most", async () => {
    let token = "";
    for (let hands = 1; hands <= 6; hands++) {
      const { of, pair } = await keyed();
      const scope = { scope: "decide delegate" };
      const answer = token ? await handOn(of, pair, token, scope) : await tokenFor(of, pair, scope);
      expect(answer.status, `hand ${hands}`).toBe(hands <= 5 ? 200 : 400);
      token = String(answer.body.access_token);
    }
  });
});
