import { decodeJwt } from "jose";
import * as oauth from "oauth4webapi";
import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db";
import { keyed, keyPair, lastRefusal } from "@/lib/testing/instances";
import { asCryptoKey, digest, metadataByClient, origin, shown, tokenFor, tokenUrl } from "./testing/clients";
import { ASSERTION_TYPE, ask, assertionOf, machinesDoor, proofOf } from "./testing/door";

machinesDoor();
const insecure = { [oauth.allowInsecureRequests]: true } as const;

beforeAll(async () => {
  await db().person.create({
    data: { id: "per_olga", email: "olga@example.test", name: "Olga Test", status: "active" },
  });
});

describe("I3 tokens bound to a key (DPoP)", () => {
  test("oauth4webapi gets one for an agent of tier high; it is refused without its proof", async () => {
    const { of, pair } = await keyed({ tier: "high" });
    const as = await metadataByClient();
    const me = { client_id: of.instanceId };
    const pop = await oauth.generateKeyPair("ES256");
    const key = { key: await asCryptoKey(pair), kid: pair.thumbprint };
    const DPoP = oauth.DPoP({}, pop);
    const response = await oauth.clientCredentialsGrantRequest(
      as,
      me,
      oauth.PrivateKeyJwt(key),
      new URLSearchParams(),
      {
        DPoP,
        ...insecure,
      },
    );
    const { access_token, token_type } = await oauth.processClientCredentialsResponse(as, me, response);
    expect(token_type).toBe("dpop");
    expect(decodeJwt(access_token)).toMatchObject({ cnf: { jkt: expect.any(String) } });
    await expect(shown(`Bearer ${access_token}`)).rejects.toMatchObject({ reason: "proof_missing" });
    await expect(shown(`DPoP ${access_token}`)).rejects.toMatchObject({ reason: "proof_missing" });
  });

  test("no token of tier high or critical comes without a proof", async () => {
    for (const tier of ["high", "critical"] as const) {
      const { of, pair } = await keyed({ tier });
      const { status, body } = await tokenFor(of, pair);
      expect([status, body.error]).toEqual([400, "invalid_dpop_proof"]);
      await expect.poll(() => lastRefusal(of.instanceId)).toMatchObject({ reason: "proof_missing" });
    }
  });

  test("at use every proof counts: for this request, this token, this key, once", async () => {
    const { of, pair } = await keyed();
    const { body } = await tokenFor(of, pair, {}, await proofOf(pair, { url: tokenUrl() }));
    const token = String(body.access_token);
    const url = `${origin()}/x`;
    const ath = digest(token);
    const good = await proofOf(pair, { url, ath });
    expect(await shown(`DPoP ${token}`, good)).toMatchObject({ boundTo: pair.thumbprint });
    const now = Math.floor(Date.now() / 1000);
    const bad: [string, string | undefined][] = [
      ["proof_replayed", good],
      ["proof_missing", undefined],
      ["proof_htm", await proofOf(pair, { url, ath, method: "GET" })],
      ["proof_htu", await proofOf(pair, { url: `${origin()}/y`, ath })],
      ["proof_htu", await proofOf(pair, { url: "https://elsewhere.test/x", ath })],
      ["proof_ath", await proofOf(pair, { url })],
      ["proof_ath", await proofOf(pair, { url, ath: digest("another token") })],
      ["proof_iat", await proofOf(pair, { url, ath }, { claims: { iat: now - 120 } })],
      ["proof_iat", await proofOf(pair, { url, ath }, { claims: { iat: now + 120 } })],
      ["proof_typ", await proofOf(pair, { url, ath }, { header: { typ: "JWT" } })],
      ["proof_key", await proofOf(pair, { url, ath }, { header: { jwk: pair.privateKey.export({ format: "jwk" }) } })],
      ["proof_signature", await proofOf({ ...(await keyPair()), jwk: pair.jwk }, { url, ath })],
      ["proof_other_key", await proofOf(await keyPair(), { url, ath })],
    ];
    for (const [reason, proof] of bad) {
      await expect(shown(`DPoP ${token}`, proof), reason).rejects.toMatchObject({ reason });
    }
    await expect(shown(`Bearer ${token}`, await proofOf(pair, { url, ath }))).rejects.toMatchObject({
      reason: "proof_missing",
    });
  });

  test("a key that another instance proves itself with is refused, recorded and told (I1)", async () => {
    const { of: victim, pair: copied } = await keyed({ ownerId: "per_olga" });
    const { of, pair } = await keyed();
    const { status, body } = await tokenFor(of, pair, {}, await proofOf(copied, { url: tokenUrl() }));
    expect([status, body.error]).toEqual([400, "invalid_dpop_proof"]);
    expect(await db().auditEvent.count({ where: { type: "agent.key_shared", agentId: of.agentId } })).toBe(1);
    const notices = await db().notice.findMany({ where: { personId: "per_olga", kind: "key_shared" } });
    expect(notices.map(({ agentId }) => agentId)).toContain(victim.agentId);

    // The same as its client assertion, and as the key of tokens that live.
    const assertion = await assertionOf(copied, of.instanceId, origin());
    const means = { client_assertion: assertion, client_assertion_type: ASSERTION_TYPE };
    expect((await ask(tokenUrl(), { grant_type: "client_credentials", ...means })).body.error).toBe("invalid_client");
    await expect.poll(() => lastRefusal(of.instanceId)).toMatchObject({ reason: "key_shared" });
    const pop = await keyPair();
    expect((await tokenFor(victim, copied, {}, await proofOf(pop, { url: tokenUrl() }))).status).toBe(200);
    expect((await tokenFor(of, pair, {}, await proofOf(pop, { url: tokenUrl() }))).body.error).toBe(
      "invalid_dpop_proof",
    );
  });
});
