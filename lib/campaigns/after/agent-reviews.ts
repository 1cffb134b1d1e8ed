import { can, canSomewhere } from "@/lib/access";
import { getAgent } from "@/lib/agents";
import type { Context } from "@/lib/context";
import { askingAbout } from "../drift/rules";
import { rightText } from "../present";
import { certificationView } from "./certification-of";
import { type ReviewedRow, selectCertificationsOfAgent, selectReviewed } from "./queries";
import type { AgentReviews, ReviewedItem } from "./views";

/** A page shows no more; campaigns have the whole. */
const MOST = 200;

/**
 * What campaigns said of one agent: what stands certified of it, and every right they looked at (C2).
 * @throws CountersignError `not_found` when the agent does not exist or the caller may not see it
 */
export async function agentReviews(ctx: Context, agentId: string): Promise<AgentReviews> {
  const { id, status, team } = await getAgent(ctx, agentId);
  const [certified, reviewed] = await Promise.all([
    selectCertificationsOfAgent(id, MOST + 1),
    selectReviewed(id, MOST + 1),
  ]);
  return {
    certifications: certified.slice(0, MOST).map((row) => ({
      ...certificationView(ctx, row),
      right: row.rights ? rightText(row.rights) : "",
    })),
    items: reviewed.slice(0, MOST).map(itemOf),
    cut: certified.length > MOST || reviewed.length > MOST,
    mayOpen: canSomewhere(ctx.actor, "campaigns.read"),
    mayNote: can(ctx.actor, "campaigns.launch", { teamId: team?.id ?? null }) ? askingAbout(status) : null,
  };
}

function itemOf(row: ReviewedRow): ReviewedItem {
  const { campaignId, campaignName, campaignState, rights, votes, ...item } = row;
  return {
    ...item,
    campaign: { id: campaignId, name: campaignName, state: campaignState },
    right: rightText(rights),
    votes: votes.map((vote) => ({ ...vote, at: new Date(vote.at) })),
  };
}
