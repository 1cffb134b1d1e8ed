// Run beside the tests, on the database of the console under test: a campaign over agents of its own, launched as compliance would.
// First argument: what it says about itself ("walk" or a number of items), or "end" with the id of a campaign to take back.
import { cancelCampaign, draftCampaign, launchCampaign, performLaunch } from "@/lib/campaigns";
import { EMPTY_SCOPE, USUAL_RULES } from "@/lib/campaigns/terms";
import { type Context, contextFor, type Role, systemContext } from "@/lib/context";
import { closeDatabase, sql } from "@/lib/db";
import { newId } from "@/lib/ids";
import { seedReviewedAgent, seedReviewedGrant } from "@/lib/testing/campaigns";
import { DEMO_PEOPLE } from "@/prisma/seed/people";

const [what = "walk", campaignId = ""] = process.argv.slice(2);

async function idOf(role: Role): Promise<string> {
  const email = DEMO_PEOPLE.find((person) => person.role === role)?.email;
  const { rows } = await sql().query<{ id: string }>("select id from people where email = $1", [email]);
  if (!rows[0]) throw new Error(`nobody of the demo holds ${role}`);
  return rows[0].id;
}

async function asCompliance(): Promise<Context> {
  const id = await idOf("compliance");
  return contextFor({ kind: "user", id, sessionId: "ses_seed", grants: [{ role: "compliance", teamId: null }] });
}

/** Six rights that ask for every kind of answer, of an ordinary agent and of a dangerous one. */
async function walk(ownerId: string): Promise<string[]> {
  const agents: string[] = [];
  for (const tier of ["moderate", "high"] as const) {
    const agentId = await seedReviewedAgent({ tier, ownerId, sponsorId: null, creatorId: null, teamId: null });
    agents.push(agentId);
    await sql().query("update agents set name = $2 where id = $1", [
      agentId,
      `Bookkeeper of the ${tier} kind ${agentId.slice(-5)}`,
    ]);
    const whole = await seedReviewedGrant(agentId, { ...NOBODY, tool: null, actions: ["read", "pay"], usedDaysAgo: 1 });
    await seedReviewedGrant(agentId, { ...NOBODY, tool: "pay_invoice", actions: ["pay"] });
    await seedReviewedGrant(agentId, { ...NOBODY, tool: "read_invoice", actions: ["read"] });
    await recordReads(agentId, whole);
  }
  await sql().query("update entitlements set expires_at = now() + interval '60 days' where agent_id = any($1)", [
    agents,
  ]);
  return agents;
}

const NOBODY = { requestedById: null, approvedById: null } as const;

/** Calls of the last weeks that a narrower grant would have permitted as well. */
async function recordReads(agentId: string, grantId: string): Promise<void> {
  for (let week = 0; week < 8; week++) {
    const at = new Date(Date.now() - (week * 7 + 3) * 86_400_000);
    const id = newId("dec", at);
    await sql().query(
      `insert into decisions (id, at, agent_id, caller_kind, caller_id, server, tool, action, outcome, reason, request, answer,
         context_digest, entitlement_ids, policies, duration_micros, snapshot, correlation_id, event_id)
       values ($1, $2, $3, 'agent', $3, 'Books', 'read_invoice', 'read', 'allow', 'granted', '{"call":{"arguments":{}}}', '{}', '', $4, '{}',
         1, 1, $1, $1)`,
      [id, at, agentId, [grantId]],
    );
  }
}

async function many(ownerId: string, items: number): Promise<string[]> {
  const agents: string[] = [];
  for (let agent = 0; agent * 20 < items; agent++) {
    const agentId = await seedReviewedAgent({ ownerId, sponsorId: null, creatorId: null, teamId: null });
    agents.push(agentId);
    await Promise.all(Array.from({ length: 20 }, () => seedReviewedGrant(agentId, NOBODY)));
  }
  return agents;
}

async function launch(agentIds: string[], name: string): Promise<string> {
  // A tier that nobody computed is computed by the worker, and what it raises is asked about again.
  await sql().query("update agents set computed_tier = tier, classified_at = now() where id = any($1)", [agentIds]);
  const ctx = await asCompliance();
  const stage = {
    reviewer: "owner" as const,
    personId: null,
    strategy: "one_accepts" as const,
    days: 14,
    samplePercent: 100,
  };
  const group = { ...stage, reviewer: "group" as const, days: 7, samplePercent: 0 };
  const plan = {
    kinds: ["entitlement" as const],
    scope: { ...EMPTY_SCOPE, agentIds },
    stages: [stage, group],
    rules: USUAL_RULES,
  };
  const fallbackId = await idOf("compliance");
  const { id } = await draftCampaign(ctx, {
    name,
    plan: structuredClone(plan) as never,
    timeZone: "Europe/Berlin",
    fallbackId,
  });
  await launchCampaign(ctx, { id, version: 1 });
  // The worker does it as well: whoever comes second finds it done.
  await performLaunch(systemContext("worker"), id);
  return id;
}

/** Takes back what a test left: the campaign is cancelled, its agents are gone. */
async function end(id: string): Promise<void> {
  const { rows } = await sql().query<{ version: number }>("select version from campaigns where id = $1", [id]);
  if (rows[0])
    await cancelCampaign(await asCompliance(), {
      id,
      version: rows[0].version,
      reason: "The walk through it is over.",
    });
  await sql().query(
    "update agents set status = 'decommissioned' where id in (select agent_id from campaign_items where campaign_id = $1)",
    [id],
  );
}

async function run(): Promise<string> {
  if (what === "end") return end(campaignId).then(() => campaignId);
  const ownerId = await idOf("owner");
  const items = Number(what);
  const agents = items ? await many(ownerId, items) : await walk(ownerId);
  return launch(agents, items ? `${items} rights at a stretch` : "A walk through every answer");
}

process.stdout.write(`${await run()}\n`);
await closeDatabase();
