import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { tellPeople } from "@/lib/notifications";
import { votersIn } from "../seats/queries";
import type { CampaignRecord } from "../store";
import { type AlertedAgent, agentsToAlert } from "./alert-store";
import type { Unanswered } from "./store";

/**
 * Tells people that nobody answered where silence alerts (C3): the owner and the sponsor of each agent, the campaign's fallback, and
 * compliance of the agent's team. One message for each person and step, however many items it is about.
 */
export async function alertPeople(
  tx: SqlTx,
  ctx: Context,
  { campaign, items }: { campaign: CampaignRecord; items: readonly Unanswered[] },
): Promise<void> {
  const [first] = items;
  if (!first) return;
  const silent = Map.groupBy(items, ({ agentId }) => agentId);
  const agents = await agentsToAlert(tx, [...silent.keys()]);
  const compliance = await complianceOf(tx, new Set([campaign.teamId, ...agents.map(({ teamId }) => teamId)]));
  const readers = new Set(compliance.get(campaign.teamId) ?? []);
  for (const { personIds, about } of audiences(agents, { campaign, compliance, readers })) {
    const reads = personIds.some((id) => readers.has(id));
    const count = about.reduce((sum, { id }) => sum + (silent.get(id)?.length ?? 0), 0);
    const [agent] = about;
    const only = about.length === 1 ? agent : undefined;
    await tellPeople(tx, ctx, {
      ...{ kind: "campaign_alert", personIds, targetId: campaign.id, agentId: only?.id ?? null },
      // Batches of a stage are told apart by where they begin.
      occasion: `${campaign.stage}:${first.number}`,
      content: {
        path: pathOf(campaign.id, { reads, only }),
        ...(only ? { name: only.name, environment: only.environment, tier: only.tier } : {}),
        ...{ status: campaign.name, count },
      },
    });
  }
}

async function complianceOf(tx: SqlTx, teamIds: ReadonlySet<string | null>): Promise<Map<string | null, string[]>> {
  const found = new Map<string | null, string[]>();
  for (const teamId of teamIds) found.set(teamId, await votersIn(tx, "", teamId));
  return found;
}

interface Audience {
  personIds: string[];
  about: AlertedAgent[];
}

/** Who is told of the same agents and reads of them on the same page, together. */
function audiences(
  agents: readonly AlertedAgent[],
  watching: { campaign: CampaignRecord; compliance: Map<string | null, string[]>; readers: ReadonlySet<string> },
): Audience[] {
  const { campaign, compliance, readers } = watching;
  const byPerson = new Map<string, AlertedAgent[]>();
  for (const agent of agents) {
    const watchers = [campaign.fallbackId, ...(compliance.get(agent.teamId) ?? [])];
    const told = [agent.ownerId, agent.sponsorId, ...watchers].filter((id) => id !== null);
    for (const id of new Set(told)) byPerson.set(id, [...(byPerson.get(id) ?? []), agent]);
  }
  const together = Map.groupBy(byPerson, ([personId, about]) =>
    [readers.has(personId), ...about.map(({ id }) => id)].join(" "),
  );
  return [...together.values()].flatMap((same) => {
    const [[, about]] = same as [[string, AlertedAgent[]]];
    return { personIds: same.map(([personId]) => personId), about };
  });
}

/** Only who may read the campaign is led to it. */
function pathOf(campaignId: string, { reads, only }: { reads: boolean; only: AlertedAgent | undefined }): string {
  if (reads) return `/campaigns/${campaignId}`;
  return only ? `/agents/${only.id}?tab=reviews` : "/agents";
}
