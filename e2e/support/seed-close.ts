// Run beside the tests, on the database of the console under test: a small campaign over an agent of its own, launched as compliance
// would, answered and signed off by its owner, so that its reviews are over.
import {
  advanceCampaign,
  decideItem,
  draftCampaign,
  launchCampaign,
  performLaunch,
  readItem,
  signOff,
} from "@/lib/campaigns";
import { EMPTY_SCOPE, USUAL_RULES } from "@/lib/campaigns/terms";
import { type Context, contextFor, type Role, systemContext } from "@/lib/context";
import { closeDatabase, sql } from "@/lib/db";
import { closeDecisionPoint } from "@/lib/policy";
import { seedReviewedAgent, seedReviewedGrant } from "@/lib/testing/campaigns";
import { DEMO_PEOPLE } from "@/prisma/seed/people";

async function as(role: Role): Promise<Context & { actor: { id: string } }> {
  const email = DEMO_PEOPLE.find((person) => person.role === role)?.email;
  const { rows } = await sql().query<{ id: string }>("select id from people where email = $1", [email]);
  if (!rows[0]) throw new Error(`nobody of the demo holds ${role}`);
  const { id } = rows[0];
  return contextFor({ kind: "user", id, sessionId: "ses_seed", grants: [{ role, teamId: null }] });
}

async function launch(agentId: string): Promise<string> {
  const ctx = await as("compliance");
  const stage = {
    reviewer: "owner" as const,
    personId: null,
    strategy: "one_accepts" as const,
    days: 7,
    samplePercent: 100,
  };
  // Each wave is due at once, and nobody closes alone.
  const rules = { ...USUAL_RULES, waveHours: 0, secondPersonAbove: { count: 0, percent: 0 } };
  const plan = {
    kinds: ["entitlement" as const],
    scope: { ...EMPTY_SCOPE, agentIds: [agentId] },
    stages: [stage],
    rules,
  };
  const { id } = await draftCampaign(ctx, {
    name: `Close in two steps ${agentId.slice(-5)}`,
    plan: structuredClone(plan) as never,
    timeZone: "Europe/Berlin",
    fallbackId: ctx.actor.id,
  });
  await launchCampaign(ctx, { id, version: 1 });
  // The worker does it as well: whoever comes second finds it done.
  await performLaunch(systemContext("worker"), id);
  return id;
}

async function answer(campaignId: string): Promise<void> {
  const owner = await as("owner");
  for (const number of [1, 2]) {
    const { version, digest } = await readItem(owner, { campaignId, number });
    const said = { decision: "revoke", reason: "unused" } as const;
    await decideItem(owner, {
      ...{ campaignId, number, version, digest, text: "", dwellMillis: 6_000, recommended: "look" },
      ...said,
    });
  }
  await signOff(owner, { campaignId });
}

/** Ends the stage, as the worker of the console does too. */
async function endReviews(id: string): Promise<void> {
  for (let step = 0; step < 20; step++) {
    if ((await advanceCampaign(systemContext("worker"), id)) !== "again") return;
  }
}

async function run(): Promise<string> {
  const owner = await as("owner");
  const agentId = await seedReviewedAgent({
    tier: "moderate",
    ownerId: owner.actor.id,
    sponsorId: null,
    creatorId: null,
    teamId: null,
  });
  await sql().query("update agents set name = $2 where id = $1", [agentId, `Clerk of the close ${agentId.slice(-5)}`]);
  const nobody = { requestedById: null, approvedById: null };
  await seedReviewedGrant(agentId, { ...nobody, tool: "pay_invoice", actions: ["pay"] });
  await seedReviewedGrant(agentId, { ...nobody, tool: "read_invoice", actions: ["read"], usedDaysAgo: 2 });
  const id = await launch(agentId);
  await answer(id);
  await endReviews(id);
  return id;
}

process.stdout.write(`${await run()}\n`);
await closeDecisionPoint();
await closeDatabase();
