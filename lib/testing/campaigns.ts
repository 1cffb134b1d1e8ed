import { systemContext } from "@/lib/context";
import { db, sql } from "@/lib/db";
import type { Action } from "@/lib/entitlements/terms";
import { newId } from "@/lib/ids";
import type { PrivilegeClass, Tier } from "@/lib/risk/terms";
import { draftCampaign } from "../campaigns/launch/draft-campaign";
import { launchCampaign } from "../campaigns/launch/launch-campaign";
import { performLaunch } from "../campaigns/launch/perform-launch";
import {
  type CampaignPlan,
  type CampaignScope,
  EMPTY_SCOPE,
  type ItemKind,
  type Stage,
  USUAL_RULES,
  USUAL_STAGES,
} from "../campaigns/terms";
import { contextAs } from "./contexts";
import { seedReviewing } from "./reviewing";

/**
 * An organisation to recertify, on top of `seedReviewing`: Olga owns, Sven sponsors, Mia is Olga's manager, Cora holds compliance and
 * launches, Hana is the fallback. Rita, Otto and Ana review payments, Ben and Ana deletions. One active agent of each tier in team a.
 * @returns the agents' ids by tier
 */
export async function seedCampaignWorld(): Promise<Record<Tier, string>> {
  await seedReviewing();
  await db().person.update({ where: { id: "per_olga" }, data: { managerId: "per_mia" } });
  const [low, moderate, high, critical] = await Promise.all(
    (["low", "moderate", "high", "critical"] as const).map((tier) => seedReviewedAgent({ tier })),
  );
  if (!low || !moderate || !high || !critical) throw new Error("an agent is missing");
  return { low, moderate, high, critical };
}

interface ReviewedAgent {
  tier?: Tier;
  ownerId?: string | null;
  deputyId?: string | null;
  sponsorId?: string | null;
  creatorId?: string | null;
  teamId?: string | null;
  privileges?: PrivilegeClass[];
}

/** An active agent with a server "Books" and two accepted tools. @returns its id */
export async function seedReviewedAgent(over: ReviewedAgent = {}): Promise<string> {
  const { tier = "low", ownerId = "per_olga", deputyId = null, sponsorId = "per_sven" } = over;
  const { creatorId = "per_olga", teamId = "tem_a", privileges = [] } = over;
  const id = newId("agt");
  const stated = { environment: "production", status: "active", purpose: "Pays what is owed.", provider: "Northwind" };
  await db().agent.create({
    data: {
      ...(stated as { environment: "production"; status: "active"; purpose: string; provider: string }),
      ...{ id, name: `Reviewed ${id.slice(-6)}`, tier, ownerId, deputyId, sponsorId, teamId, privileges },
      registeredById: creatorId,
    },
  });
  const serverId = newId("srv");
  await db().agentServer.create({ data: { id: serverId, agentId: id, name: "Books" } });
  const [capabilities, seen] = [["read" as const], new Date(0)];
  await db().agentTool.createMany({
    data: ["pay_invoice", "read_invoice"].map((name) => ({
      ...{ id: newId("tol"), agentId: id, serverId, name, state: "accepted" as const, definition: {}, hash: name },
      ...{ effect: "read", capabilities, tier: "low" as const, acceptedHash: name, acceptedEffect: "read" },
      ...{ acceptedCapabilities: capabilities, firstSeenAt: seen, lastSeenAt: seen },
    })),
  });
  return id;
}

/** A grant in force. @returns its id */
export async function seedReviewedGrant(
  agentId: string,
  over: {
    tool?: string | null;
    actions?: Action[];
    requestedById?: string | null;
    approvedById?: string | null;
    usedDaysAgo?: number | null;
  } = {},
): Promise<string> {
  const { tool = "pay_invoice", actions = ["pay"], requestedById = "per_olga", approvedById = "per_cora" } = over;
  const { usedDaysAgo = null } = over;
  const id = newId("ent");
  await sql().query(
    `insert into entitlements (id, agent_id, server, tool, actions, conditions, state, justification, requested_by_id, requested_at,
       approved_by_id, approved_at, last_used_at, use_count)
     values ($1, $2, 'Books', $3, $4, '[]', 'active', 'For the tests', $5, now() - interval '1 year', $6, now() - interval '1 year',
       now() - make_interval(days => $7::int), case when $7::int is null then 0 else 12 end)`,
    [id, agentId, tool, actions, requestedById, approvedById, usedDaysAgo],
  );
  return id;
}

interface PlanOver {
  kinds?: readonly ItemKind[];
  scope?: Partial<CampaignScope>;
  stages?: readonly Partial<Stage>[];
  rules?: Partial<CampaignPlan["rules"]>;
}

/** The usual plan of a quarter: owners first, then the reviewer groups. Stages given replace it. */
export function planOf({ kinds = ["entitlement"], scope = {}, stages, rules = {} }: PlanOver = {}): CampaignPlan {
  const usual: Stage = { reviewer: "owner", personId: null, strategy: "one_accepts", days: 14, samplePercent: 100 };
  return {
    kinds: [...kinds],
    scope: { ...EMPTY_SCOPE, ...scope },
    stages: stages ? stages.map((stage) => ({ ...usual, ...stage })) : USUAL_STAGES,
    rules: { ...USUAL_RULES, ...rules },
  };
}

/** Input for a draft: the lists of a plan are what a form sends. */
export function draftInput(plan: CampaignPlan, over: { name?: string; fallbackId?: string } = {}) {
  const { name = "Quarter", fallbackId = "per_hana" } = over;
  return { name, plan: structuredClone(plan) as never, timeZone: "Europe/Lisbon", fallbackId };
}

/** A campaign that asks, launched by Cora with Hana as its fallback. @returns its id */
export async function launchedCampaign(plan: CampaignPlan = planOf(), fallbackId = "per_hana"): Promise<string> {
  const cora = contextAs("compliance", { id: "per_cora", now: new Date() });
  const { id } = await draftCampaign(cora, draftInput(plan, { fallbackId }));
  await launchCampaign(cora, { id, version: 1 });
  const outcome = await performLaunch(systemContext("worker"), id);
  if (outcome !== "launched") throw new Error(`the campaign was not launched: ${outcome}`);
  return id;
}

/** Ends what a campaign still asks, so that the next test begins with none. */
export async function endCampaigns(): Promise<void> {
  await sql().query("update campaigns set state = 'cancelled' where state not in ('closed', 'closed_with_exceptions')");
}

export interface SeatedItem {
  number: number;
  kind: ItemKind;
  subjectId: string;
  agentId: string;
  seat: string;
  seatKind: string;
  stage: number;
  state: string;
  version: number;
}

/** The items of a campaign by number: who is asked about what. */
export async function itemsOf(campaignId: string): Promise<SeatedItem[]> {
  const { rows } = await sql().query<SeatedItem>(
    `select number, kind, subject_id as "subjectId", agent_id as "agentId", seat, seat_kind as "seatKind", stage, state, version
     from campaign_items where campaign_id = $1 order by number`,
    [campaignId],
  );
  return rows;
}
