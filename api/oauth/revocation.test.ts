import { beforeAll, describe, expect, test } from "vitest";
import { verifyAccessToken } from "@/lib/credentials";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { type Instance, keyed } from "@/lib/testing/instances";
import { ctx, origin, shown, tokenFor } from "./testing/clients";
import { ASSERTION_TYPE, ask, assertionOf, machinesDoor } from "./testing/door";

machinesDoor();

beforeAll(async () => {
  await db().person.create({
    data: { id: "per_olga", email: "olga@example.test", name: "Olga Test", status: "active" },
  });
});

describe("I8 revocation works at once", () => {
  test.each([
    [
      "the agent is suspended",
      (of: Instance) => db().agent.update({ where: { id: of.agentId }, data: { status: "suspended" } }),
    ],
    [
      "the instance is stopped",
      (of: Instance) => db().agentInstance.update({ where: { id: of.instanceId }, data: { state: "stopped" } }),
    ],
    [
      "the credential is revoked",
      (of: Instance) =>
        db().credential.updateMany({ where: { instanceId: of.instanceId }, data: { state: "revoked" } }),
    ],
    ["a kill switch covers its agent", (of: Instance) => throwSwitch("agent", of.agentId)],
    [
      "a kill switch covers its provider",
      (of: Instance) => nameProvider(of, "Northwind").then(() => throwSwitch("provider", "northwind")),
    ],
    ["a kill switch covers its owner", (of: Instance) => owned(of).then(() => throwSwitch("owner", "per_olga"))],
  ])("when %s: no token is good, none is issued", async (_name, end) => {
    const { of, pair } = await keyed();
    const { body } = await tokenFor(of, pair);
    const authorization = `Bearer ${body.access_token}`;
    expect((await shown(authorization)).agentId).toBe(of.agentId);
    await end(of);
    await expect(shown(authorization)).rejects.toMatchObject({ error: "invalid_token" });
    const again = await tokenFor(of, pair);
    expect(["unauthorized_client", "invalid_client"]).toContain(again.body.error);
    const gateway = await keyed();
    await db().agentInstance.update({ where: { id: gateway.of.instanceId }, data: { enforcesForOthers: true } });
    const asked = await ask(`${origin()}/oauth/introspect`, {
      token: String(body.access_token),
      client_assertion: await assertionOf(gateway.pair, gateway.of.instanceId, origin()),
      client_assertion_type: ASSERTION_TYPE,
    });
    expect(asked.body).toEqual({ active: false });
    await db().killSwitch.updateMany({ data: { state: "lifted", thrownAt: new Date(0) } });
  });

  test("a token from before a kill stays dead when the switch is lifted; a drill stops nothing", async () => {
    const { of, pair } = await keyed();
    const { body } = await tokenFor(of, pair);
    await throwSwitch("agent", of.agentId, true);
    expect((await shown(`Bearer ${body.access_token}`)).agentId).toBe(of.agentId);
    await throwSwitch("agent", of.agentId);
    await db().killSwitch.updateMany({ where: { target: of.agentId }, data: { state: "lifted" } });
    await expect(shown(`Bearer ${body.access_token}`)).rejects.toMatchObject({ reason: "killed" });
    const fresh = await tokenFor(of, pair);
    expect((await shown(`Bearer ${fresh.body.access_token}`)).agentId).toBe(of.agentId);
  });

  test("a live snapshot is asked instead of the database, and may only take away", async () => {
    const { of, pair } = await keyed();
    const { body } = await tokenFor(of, pair);
    const input = { authorization: `Bearer ${body.access_token}`, dpop: undefined, method: "GET", url: origin() };
    await verifyAccessToken(ctx(), input);
    await expect(verifyAccessToken(ctx(), input, { isRevoked: () => true })).rejects.toMatchObject({
      reason: "revoked",
    });
    await db().issuedToken.updateMany({ where: { agentId: of.agentId }, data: { revokedAt: new Date() } });
    await expect(verifyAccessToken(ctx(), input, { isRevoked: () => false })).rejects.toMatchObject({
      reason: "revoked",
    });
  });
});

let epoch = 0n;
async function throwSwitch(targetKind: string, target: string, drill = false): Promise<void> {
  epoch += 1n;
  await db().killSwitch.create({
    data: { id: newId("kil"), epoch, targetKind, target, reason: "test", drill, thrownAt: new Date() },
  });
}
const nameProvider = (of: Instance, provider: string) =>
  db().agent.update({ where: { id: of.agentId }, data: { provider } });
const owned = (of: Instance) => db().agent.update({ where: { id: of.agentId }, data: { ownerId: "per_olga" } });
