import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { refusalOf, requireCampaign } from "../guard";
import { type Names, rightSentence } from "../present";
import type { CampaignRecord } from "../store";
import { namesOf } from "../subjects/queries";
import type { Ability } from "../views";
import { countByWave, type ListedRow, selectRemediations } from "./listing/queries";
import { undoRefusal, withdrawRefusal } from "./rules";
import { type RemediationsInput, remediationsSchema } from "./schema";
import type { RemediationLine, RemediationPage } from "./views";

/** What becomes of the items that are not kept, by number, page by page (C6). @throws CountersignError `not_found` */
export async function listRemediations(ctx: Context, input: RemediationsInput): Promise<RemediationPage> {
  const { campaignId, state, wave, after, size } = parseInput(remediationsSchema, input);
  return inSqlTransaction(async (tx) => {
    const campaign = await requireCampaign(tx, ctx, { id: campaignId, verb: "campaigns.read" });
    const wanted = { state: state ?? null, wave: wave ?? null, after, most: size + 1 };
    const rows = await selectRemediations(tx, campaignId, wanted);
    const page = rows.slice(0, size);
    const refusal = stoppedBecause(ctx, campaign);
    const names = await namesOf(
      tx,
      page.map(({ rights }) => rights),
    );
    const lines = page.map((row) => lineOf(row, { campaign, refusal, names }));
    const next = rows.length > size ? (page.at(-1)?.number ?? null) : null;
    return { lines, next, counts: await countByWave(tx, campaignId) };
  });
}

function stoppedBecause(ctx: Context, { teamId, state }: CampaignRecord): string | null {
  const running = state === "remediating" || state === "verifying";
  return refusalOf(ctx, "campaigns.undo", teamId) ?? (running ? null : "The campaign is over.");
}

function lineOf(
  { rights, probes, exception, ...row }: ListedRow,
  { campaign, refusal, names }: { campaign: CampaignRecord; refusal: string | null; names: Names },
): RemediationLine {
  const ability = (own: string | null): Ability => {
    const reason = refusal ?? own;
    return reason === null ? { allowed: true } : { allowed: false, reason };
  };
  return {
    ...row,
    campaignId: campaign.id,
    agentName: row.agentName ?? "",
    sentence: rightSentence(rights, names),
    probes: probes.map(({ server, tool, at, before, after, afterReason, beforeReason, through }) => ({
      ...{ what: `${server}/${tool}`, at: new Date(at), before, after, through },
      reason: afterReason ?? beforeReason,
    })),
    undone: row.undone && { ...row.undone, at: new Date(row.undone.at) },
    exception: exception && { ...exception, until: new Date(exception.until) },
    abilities: {
      undo: ability(undoRefusal(row, campaign.readAt)),
      withdraw: ability(withdrawRefusal(row)),
    },
  };
}
