import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createAgent } from "@/lib/agents";
import { systemContext } from "@/lib/context";
import { db, sql } from "@/lib/db";
import { newId } from "@/lib/ids";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { completeAgent, eventsOf, seedOrganisation } from "@/lib/testing/inventory";
import { agentReviews, noteAnomaly } from "../index";
import type { CampaignPlan, Drift } from "../terms";
import { kindsFor, planFor } from "./rules";
import { settleDrift } from "./settle-drifts";

testDatabase();

const cora = contextAs("compliance", { id: "per_cora" });
const worker = systemContext("worker");

beforeAll(async () => {
  await seedOrganisation();
  await db().roleGrant.create({ data: { id: "grt_cora", personId: "per_cora", role: "compliance" } });
});

beforeEach(async () => {
  await sql().query("update campaign_drifts set settled_at = now()");
});

async function agent(tier: "low" | "moderate" | "high", status: "active" | "registered" = "active"): Promise<string> {
  const { id } = await createAgent(contextAs("owner", { id: "per_olga" }), completeAgent());
  await db().agent.update({ where: { id }, data: { ownerId: "per_olga", status: "registered", tier } });
  await sql().query("update campaign_drifts set settled_at = now()");
  if (status === "active") await db().agent.update({ where: { id }, data: { status } });
  return id;
}

const whyOf = async (agentId: string) => {
  const rows = await db().campaignDrift.findMany({ where: { agentId, settledAt: null }, orderBy: { id: "asc" } });
  return rows.map(({ why }) => why);
};
const settled = () => sql().query("update campaign_drifts set settled_at = now()");
/** As if everything had happened a quarter of an hour ago. */
const wait = () => sql().query("update campaign_drifts set at = at - interval '15 minutes'");
const microsOf = async (agentId: string) => {
  const all = await db().campaign.findMany({ where: { kind: "micro" }, orderBy: { id: "asc" } });
  return all.filter(({ plan }) => (plan as unknown as CampaignPlan).scope.agentIds[0] === agentId);
};

async function grant(agentId: string, over: { state?: string; replacesId?: string } = {}): Promise<string> {
  const id = newId("ent");
  const { state = "active", replacesId = null } = over;
  await db().entitlement.create({
    data: {
      ...{ id, agentId, server: "Books", tool: "read", actions: ["read"], state, replacesId },
      ...{ justification: "for the test", requestedAt: new Date(), requestedById: "per_olga" },
    },
  });
  return id;
}

async function serverWithTool(agentId: string, state: "accepted" | "quarantined"): Promise<string> {
  const serverId = newId("srv");
  await db().agentServer.create({ data: { id: serverId, agentId, name: `Books ${serverId}` } });
  const id = newId("tol");
  await sql().query(
    `insert into agent_tools (id, agent_id, server_id, name, state, definition, hash, effect, tier, first_seen_at, last_seen_at)
     values ($1, $2, $3, 'read', $4, '{}', '', 'read', 'low', now(), now())`,
    [id, agentId, serverId, state],
  );
  return id;
}

describe("C7 what drifts is noted in the transaction that changed it", () => {
  it("a tier that rises, an owner who changes, and nothing that falls", async () => {
    const id = await agent("moderate");
    await db().agent.update({ where: { id }, data: { tier: "high" } });
    await db().agent.update({ where: { id }, data: { tier: "low" } });
    await db().agent.update({ where: { id }, data: { ownerId: "per_otto" } });
    await db().agent.update({ where: { id }, data: { name: "Renamed" } });
    expect(await whyOf(id)).toEqual(["tier_rise", "owner_change"]);
  });

  it("a tool that is accepted, at once or after its quarantine", async () => {
    const id = await agent("low");
    await serverWithTool(id, "accepted");
    const tool = await serverWithTool(id, "quarantined");
    expect(await whyOf(id)).toEqual(["new_tool"]);
    await sql().query("update agent_tools set state = 'accepted' where id = $1", [tool]);
    expect(await whyOf(id)).toEqual(["new_tool", "new_tool"]);
  });

  it("new agent or grant after launch: tier high and above gets a micro-certification, others only stand outside", async () => {
    const high = await agent("high");
    expect(await whyOf(high)).toEqual(["new_agent"]);
    const asked = await grant(high, { state: "requested" });
    await db().entitlement.update({ where: { id: asked }, data: { state: "active" } });
    expect(await whyOf(high)).toEqual(["new_agent", "new_grant"]);
    const low = await agent("low");
    await grant(low);
    expect(await whyOf(low)).toEqual([]);
  });

  it("nothing of an agent that is not in use, of a narrower grant, or of one given back", async () => {
    const idle = await agent("moderate", "registered");
    await db().agent.update({ where: { id: idle }, data: { tier: "high" } });
    await grant(idle);
    expect(await whyOf(idle)).toEqual([]);
    const id = await agent("high");
    await settled();
    const wide = await grant(id);
    await settled();
    await grant(id, { replacesId: wide });
    await db().entitlement.update({ where: { id: wide }, data: { state: "revoked" } });
    await db().entitlement.update({ where: { id: wide }, data: { state: "active" } });
    expect(await whyOf(id)).toEqual([]);
  });
});

describe("C7 micro-certifications", () => {
  it("are not made before the first campaign ever began", async () => {
    const id = await agent("high");
    await wait();
    expect(await settleDrift(worker)).toBe(0);
    expect(await whyOf(id)).toEqual([]);
    expect(await microsOf(id)).toEqual([]);
    const [event] = await eventsOf("campaigns");
    expect(event).toMatchObject({ type: "campaign.drift_settled", details: { why: "before_first_campaign" } });
    // From here on one has begun.
    await sql().query(
      "insert into campaigns (id, name, kind, state, plan, launched_at, created_at) values ('cmp_first', 'First', 'adhoc', 'closed', '{}', now(), now())",
    );
  });

  it("gather ten minutes of one agent's changes, once however many workers look", async () => {
    const id = await agent("high");
    await grant(id);
    expect(await settleDrift(worker)).toBe(0);
    await wait();
    const begun = await Promise.all([1, 2, 3, 4].map(() => settleDrift(worker)));
    expect(begun.reduce((sum, count) => sum + count, 0)).toBe(1);
    const [micro, ...others] = await microsOf(id);
    expect(others).toEqual([]);
    expect(micro).toMatchObject({ kind: "micro", state: "scheduled", fallbackId: "per_cora", teamId: "tem_a" });
    const plan = micro?.plan as unknown as CampaignPlan;
    expect(plan.stages.map(({ reviewer, days }) => [reviewer, days])).toEqual([
      ["owner", 5],
      ["group", 5],
    ]);
    const drifts = await db().campaignDrift.findMany({ where: { campaignId: micro?.id ?? "" } });
    expect(drifts.map(({ why }) => why).sort()).toEqual(["new_agent", "new_grant"]);
    const events = (await eventsOf(micro?.id ?? "")).map(({ type }) => type);
    expect(events.sort()).toEqual(["campaign.drafted", "campaign.drift_gathered"]);
  });

  it("are one at a time for each agent: what drifts meanwhile waits for its end", async () => {
    const id = await agent("moderate");
    await db().agent.update({ where: { id }, data: { tier: "high" } });
    await wait();
    await settleDrift(worker);
    await db().agent.update({ where: { id }, data: { tier: "critical" } });
    await wait();
    expect(await settleDrift(worker)).toBe(0);
    expect(await whyOf(id)).toEqual(["tier_rise"]);
    await sql().query("update campaigns set state = 'closed' where kind = 'micro'");
    expect(await settleDrift(worker)).toBe(1);
    expect(await microsOf(id)).toHaveLength(2);
  });

  it("let go what concerns an agent that is in use no more", async () => {
    const id = await agent("high");
    await db().agent.update({ where: { id }, data: { status: "decommissioned" } });
    await wait();
    expect(await settleDrift(worker)).toBe(0);
    expect(await whyOf(id)).toEqual([]);
    expect((await eventsOf(id)).at(-1)?.details).toMatchObject({ why: "not_in_use", drifts: 1 });
  });

  it("ask about an anomaly that somebody noted, and refuse it from who may not", async () => {
    const id = await agent("low");
    const note = "It called the ledger at three in the night.";
    expect((await agentReviews(cora, id)).mayNote).toEqual({ allowed: true });
    await noteAnomaly(cora, { agentId: id, note });
    expect(await whyOf(id)).toEqual(["anomaly"]);
    const olga = contextAs("owner", { id: "per_olga" });
    expect((await agentReviews(olga, id)).mayNote).toBeNull();
    await expect(noteAnomaly(olga, { agentId: id, note })).rejects.toMatchObject({ code: "forbidden" });
    const idle = await agent("low", "registered");
    expect((await agentReviews(cora, idle)).mayNote).toMatchObject({ allowed: false });
    await expect(noteAnomaly(cora, { agentId: idle, note })).rejects.toMatchObject({ code: "unmet" });
  });
});

describe("C7 what is asked fits what drifted", () => {
  it.each<[Drift[], string[]]>([
    [["new_tool"], ["entitlement", "dependency"]],
    [["owner_change"], ["entitlement", "owner"]],
    [["new_grant"], ["entitlement"]],
    [
      ["anomaly", "owner_change"],
      ["entitlement", "owner", "credential", "purpose"],
    ],
    [["tier_rise"], ["entitlement", "owner", "credential", "purpose", "dependency"]],
  ])("%j asks about %j", (why, kinds) => expect(kindsFor(why)).toEqual(kinds));

  it.each([
    ["low", 1],
    ["moderate", 1],
    ["high", 2],
    ["critical", 2],
    [null, 2],
  ] as const)("an agent of tier %s has %d stages", (tier, stages) =>
    expect(planFor({ id: "agt_1", tier }, ["new_tool"]).stages).toHaveLength(stages),
  );
});
