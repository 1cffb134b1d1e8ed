import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contextFor, systemContext } from "@/lib/context";
import { db, sql } from "@/lib/db";
import { testDatabase } from "@/lib/testing/database";
import { seedDecidingAgent, seedGrant } from "@/lib/testing/deciding";
import { seedOrganisation } from "@/lib/testing/inventory";
import { closeDecisionPoint, countUse, decide, pruneChanges } from "../index";

testDatabase();

let agentId = "";
let grantId = "";
const at = new Date(Math.floor(Date.now() / 1_000) * 1_000);
const later = (seconds: number) => new Date(at.getTime() + seconds * 1_000);

beforeAll(async () => {
  await seedOrganisation();
  agentId = await seedDecidingAgent();
  grantId = await seedGrant(agentId, { tool: "read_invoice", actions: ["read"] });
});
afterAll(closeDecisionPoint);

const ask = (now: Date, kind: "agent" | "person" = "agent", tool = "read_invoice") => {
  const call = {
    ...{ agentId, instanceId: "ins_x", credentialId: null, tokenId: null, strength: "own_key", chain: [] },
    ...{ server: "Books", tool, action: null, arguments: {}, resourceIds: [], purpose: "", network: "" },
    ...{ workflow: { request: null, personId: null, earlier: [] }, canDo: [] },
  };
  return decide(contextFor({ kind: "agent", id: agentId, instanceId: "ins_x" }, { now }), call, { kind, id: agentId });
};
const used = async () => {
  const grant = await db().entitlement.findUniqueOrThrow({ where: { id: grantId } });
  const agent = await db().agent.findUniqueOrThrow({ where: { id: agentId } });
  return [Number(grant.useCount), grant.lastUsedAt, agent.lastUsedAt];
};

describe("Z8 what is still used", () => {
  it("is counted once, by how many turns and workers ever, and without what people tried or what was denied", async () => {
    await countUse(systemContext("test"));
    expect(await used()).toEqual([0, null, null]);
    await Promise.all([
      ask(at),
      ask(later(1)),
      ask(later(400)),
      ask(later(401), "person"),
      ask(later(402), "agent", "pay_invoice"),
    ]);
    const turn = () => countUse(systemContext("test", { now: later(1_000) }));
    await Promise.all([turn(), turn(), turn()]);
    expect(await used()).toEqual([3, later(400), later(400)]);
    await turn();
    expect(await used()).toEqual([3, later(400), later(400)]);
  });

  it("leaves the last minute for the next turn", async () => {
    await ask(later(2_000));
    await countUse(systemContext("test", { now: later(2_030) }));
    expect((await used())[0]).toBe(3);
    await countUse(systemContext("test", { now: later(2_061) }));
    expect((await used())[0]).toBe(4);
  });
});

describe("Z4 changes that were followed", () => {
  it("are forgotten after an hour, and not before", async () => {
    await sql().query("update decision_changes set at = now() - interval '61 minutes' where kind = 'agent'");
    expect(await pruneChanges()).toBeGreaterThan(0);
    const { rows } = await sql().query("select count(*)::int from decision_changes where kind = 'entitlement'");
    expect(rows[0].count).toBeGreaterThan(0);
  });
});
