import { requireReach, visibility } from "@/lib/access";
import type { Context } from "@/lib/context";
import { parseInput } from "@/lib/parse";
import type { CampaignRow } from "../views";
import { type CampaignLine, selectLiving, selectPast } from "./queries";
import { type PastSearchInput, pastSearchSchema } from "./schema";
import type { PastPage } from "./views";

const MOST_LIVING = 200;

/**
 * The campaigns that are not over, what is due first ahead, drafts last; 200 at most (C1).
 * @throws CountersignError `forbidden` for who may see no campaign at all
 */
export async function listCampaigns(ctx: Context): Promise<(CampaignRow & { launchAt: Date | null })[]> {
  requireReach(ctx, "campaigns.read");
  const found = await selectLiving(visibility(ctx.actor, "campaigns.read"), MOST_LIVING);
  return found.map((line) => ({ ...rowOf(line), launchAt: line.launchAt }));
}

/**
 * Campaigns that are over, the latest first, a page by keyset (C1).
 * @throws CountersignError `forbidden`, `invalid`
 */
export async function searchPast(ctx: Context, input: PastSearchInput = {}): Promise<PastPage> {
  requireReach(ctx, "campaigns.read");
  const { q, after, size } = parseInput(pastSearchSchema, input);
  const found = await selectPast(visibility(ctx.actor, "campaigns.read"), {
    q: q.trim(),
    after: after ?? null,
    limit: size + 1,
  });
  const rows = found.slice(0, size).map(rowOf);
  return { rows, next: found.length > size ? (rows.at(-1)?.id ?? null) : null };
}

/** A line of the database as pages get it. */
export function rowOf(line: CampaignLine): CampaignRow {
  const { id, name, kind, state, stage, stages, items, answered, revocations } = line;
  const { launchedAt, stageDueAt, dueAt, endedAt } = line;
  return {
    ...{ id, name, kind, state, stage, stages, items, answered, revocations },
    ...{ launchedAt, stageDueAt, dueAt, endedAt },
  };
}
