import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db, sql } from "@/lib/db";
import { closeDecisionPoint } from "@/lib/policy";
import { launchedCampaign, planOf, seedCampaignWorld, seedReviewedGrant } from "@/lib/testing/campaigns";
import { closedBy, cora, decidedCampaign, remediationsOf } from "@/lib/testing/closing";
import { testDatabase } from "@/lib/testing/database";
import { eventsOf } from "@/lib/testing/inventory";

testDatabase();
beforeAll(async () => {
  agents = Object.values(await seedCampaignWorld());
});
// A worker of a test that took too long would go on beside all later ones.
const started = new Set<ChildProcess>();
afterAll(async () => {
  for (const child of started) child.kill("SIGKILL");
  await closeDecisionPoint();
});

let agents: string[] = [];
const generous = { rules: { secondPersonAbove: { count: 100, percent: 100 } } };

/** A worker that is killed as it is about to send a statement like this; empty: it lives. @returns the signal it died by */
async function worker(campaignId: string, pattern: string): Promise<string | null> {
  const child = fork(new URL("../../testing/closing-child.ts", import.meta.url), [campaignId, pattern], {
    execArgv: ["--import", "tsx"],
    env: process.env,
    stdio: "inherit",
  });
  started.add(child);
  const [code, signal] = (await once(child, "exit")) as [number | null, string | null];
  if (code) throw new Error(`the worker ended with ${code}`);
  return signal;
}

/** Each step of carrying out and proving, by the statement that ends it. */
const STEPS = [
  ["before anything changes", "update entitlements e set state"],
  [
    "after the grants, before what is needed to give them back",
    "with w as .*campaign_remediations r set state = w.state, effect",
  ],
  [
    "before the log is written and the batch committed",
    "insert into campaign_tasks|campaign.remediated|insert into audit_events",
  ],
  ["after the batch, before the campaign is said to be carried out", "update campaigns set version"],
  ["as the proofs are written", "with w as .*verified_at = case"],
] as const;

describe("C6 kill -9 of the worker at every step: it resumes, nothing twice, nothing lost", {
  timeout: 300_000,
}, () => {
  it("takes each right once and proves each, however often it dies", async () => {
    const grants = await Promise.all(
      agents.map((agentId) => seedReviewedGrant(agentId, { tool: "read_invoice", actions: ["read"] })),
    );
    const id = await launchedCampaign(planOf(generous));
    await decidedCampaign(id, new Map(grants.map((grant) => [grant, { decision: "revoke" }])));
    await closedBy(cora(), id);
    for (const [, pattern] of STEPS) expect(await worker(id, pattern)).toBe("SIGKILL");
    expect(await worker(id, "")).toBeNull();
    const rows = [...(await remediationsOf(id)).values()];
    expect(rows.map(({ state, error }) => [state, error])).toEqual(grants.map(() => ["verified", ""]));
    expect(
      rows.every(({ probes }) => probes?.every(({ before, after }) => before === "allow" && after === "deny")),
    ).toBe(true);
    expect(await db().entitlement.count({ where: { id: { in: grants }, state: "revoked", version: 2 } })).toBe(
      grants.length,
    );
    const told = (await Promise.all(agents.map(eventsOf))).flat();
    const taken = told.flatMap(({ type, details }) =>
      type === "agent.grant_revoked" ? [(details as { entitlementId: string }).entitlementId] : [],
    );
    expect(taken.sort()).toEqual([...grants].sort());
    const { rows: counted } = await sql().query(
      "select sum(items)::int as items from campaign_counts where campaign_id = $1 and state = 'verified'",
      [id],
    );
    expect(counted).toEqual([{ items: grants.length }]);
    expect((await db().campaign.findUniqueOrThrow({ where: { id } })).state).toBe("verifying");
  });
});
