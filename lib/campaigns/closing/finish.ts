import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { campaignIdSchema } from "../fields";
import { lostRace, refusalOf, requireCampaign, requireSeen } from "../guard";
import { rightSentence } from "../present";
import { type CampaignRecord, lockCampaign, moveCampaign } from "../store";
import { namesOf } from "../subjects/queries";
import { CAMPAIGN_STATE_LABELS } from "../terms";
import { certifyOpen, countOpen, countRemediations, type FinishCounts, selectOpen } from "./finishing/store";
import { whyOpen } from "./rules";
import { type FinishInput, finishSchema } from "./schema";
import type { ExceptionNeed, FinishView } from "./views";

const LISTED = 500;

/** Why the campaign cannot be finished as it stands; null: it can, with exceptions where some are signed. */
function finishRefusal(
  { state }: Pick<CampaignRecord, "state">,
  { running, unsigned }: Pick<FinishCounts, "running" | "unsigned">,
): string | null {
  if (state !== "verifying") {
    return `The campaign is ${CAMPAIGN_STATE_LABELS[state].toLowerCase()}: it is finished once everything was carried out.`;
  }
  if (running > 0) return `${running === 1 ? "1 item is" : `${running} items are`} not proved yet.`;
  if (unsigned === 0) return null;
  return `${unsigned === 1 ? "1 item is" : `${unsigned} items are`} left: settle them, or sign an exception for each.`;
}

/** What is left before a campaign can be finished, with the exceptions that are signed (C6). @throws CountersignError `not_found` */
export async function readFinish(ctx: Context, id: string): Promise<FinishView> {
  const campaignId = parseInput(campaignIdSchema, id);
  return inSqlTransaction(async (tx) => {
    const campaign = await requireCampaign(tx, ctx, { id: campaignId, verb: "campaigns.read" });
    const counts = await countOpen(tx, campaignId);
    const needs = await readNeeds(tx, campaignId);
    const ability = (refusal: string | null) =>
      refusal === null ? ({ allowed: true } as const) : ({ allowed: false, reason: refusal } as const);
    const nothing = counts.open === 0 ? "Nothing is left that would need an exception." : null;
    const early = ["remediating", "verifying"].includes(campaign.state) ? null : finishRefusal(campaign, counts);
    return {
      ...{ campaignId, state: campaign.state, version: campaign.version, needs, running: counts.running },
      needsTotal: counts.open,
      abilities: {
        sign: ability(refusalOf(ctx, "campaigns.sign", campaign.teamId) ?? early ?? nothing),
        finish: ability(refusalOf(ctx, "campaigns.close", campaign.teamId) ?? finishRefusal(campaign, counts)),
      },
    };
  });
}

async function readNeeds(tx: SqlTx, campaignId: string): Promise<ExceptionNeed[]> {
  const rows = await selectOpen(tx, campaignId, LISTED);
  const names = await namesOf(
    tx,
    rows.map(({ rights }) => rights),
  );
  return rows.flatMap((row) => {
    const why = whyOpen(row);
    if (why === null) return [];
    const { number, kind, tier, agentId, agentName, rights, signed } = row;
    const exception = signed && { ...signed, until: new Date(signed.until), at: new Date(signed.at) };
    return {
      number,
      kind,
      tier,
      agentId,
      agentName: agentName ?? "",
      sentence: rightSentence(rights, names),
      why,
      signed: exception,
    };
  });
}

/**
 * Finishes a campaign (C6): closed when everything was proved, settled or given back, and closed with exceptions when somebody signed
 * for what was not. From here on nothing can be given back.
 * @throws CountersignError `forbidden`, `conflict`, `unmet` while something is left that nobody signed for
 */
export async function finishCampaign(ctx: Context, input: FinishInput): Promise<{ version: number }> {
  const { id, version } = parseInput(finishSchema, input);
  return refusingOnRecord(ctx, { verb: "campaigns.close", resource: id }, () =>
    inSqlTransaction(async (tx) => {
      const campaign = await requireSeen(tx, ctx, { id, version, verb: "campaigns.close" });
      const counts = await countOpen(tx, id);
      const refusal = finishRefusal(campaign, counts);
      if (refusal) throw new CountersignError(campaign.state === "verifying" ? "unmet" : "conflict", refusal);
      if (!(await close(tx, ctx, { campaign, counts }))) throw lostRace();
      return { version: version + 1 };
    }),
  );
}

/** Closes a campaign by itself in which nothing is left and nothing can be given back any more. For the worker. */
export async function finishIfOver(ctx: Context, id: string): Promise<boolean> {
  return inSqlTransaction(async (tx) => {
    const campaign = await lockCampaign(tx, id);
    if (campaign?.state !== "verifying") return false;
    const counts = await countOpen(tx, id);
    if (counts.open > 0 || counts.undoable > 0 || finishRefusal(campaign, counts)) return false;
    return close(tx, ctx, { campaign, counts });
  });
}

async function close(
  tx: SqlTx,
  ctx: Context,
  { campaign, counts }: { campaign: CampaignRecord; counts: FinishCounts },
): Promise<boolean> {
  const { id } = campaign;
  const outcome = counts.open > 0 ? "closed_with_exceptions" : "closed";
  await certifyOpen(tx, id);
  const { verified = 0, done = 0, undone = 0, withdrawn = 0 } = await countRemediations(tx, id);
  const details = { outcome, verified, done, undone, withdrawn, exceptions: counts.open };
  await recordEvent(tx, ctx, { type: "campaign.closed", targetId: id, details });
  return moveCampaign(tx, { id, from: "verifying", to: outcome, set: { endedAt: campaign.readAt } });
}
