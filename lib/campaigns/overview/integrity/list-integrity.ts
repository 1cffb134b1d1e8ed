import { can } from "@/lib/access";
import type { Context } from "@/lib/context";
import { type ReviewerMeasure, readIntegrity } from "../../integrity/read-integrity";
import { selectTeam } from "../queries";
import { seenCampaign } from "../sight";

export interface IntegrityList {
  /** Of everybody for compliance and the CISO, of the reader alone for everybody else. */
  rows: ReviewerMeasure[];
  /** How many reviewers were measured, and how many of them need a look. */
  reviewers: number;
  toLookAt: number;
  perPerson: boolean;
}

/**
 * How reviewers' decisions came about (C5). Numbers of single persons are for compliance, the CISO and the person themselves.
 * @throws CountersignError `not_found`
 */
export async function listIntegrity(ctx: Context, id: string): Promise<IntegrityList> {
  const campaignId = await seenCampaign(ctx, id);
  const [measures, team] = await Promise.all([readIntegrity(ctx, campaignId), selectTeam(campaignId)]);
  const perPerson = can(ctx.actor, "approvals.measurePeople", { teamId: team?.teamId ?? null });
  return {
    rows: perPerson ? measures : measures.filter(({ person }) => person.id === ctx.actor.id),
    reviewers: measures.length,
    toLookAt: measures.filter(({ score }) => score !== "good").length,
    perPerson,
  };
}
