import { systemContext } from "@/lib/context";
import { sql } from "@/lib/db";
import { applyDue } from "../campaigns/closing/apply-due";
import { askClose } from "../campaigns/closing/ask-close";
import { previewClose } from "../campaigns/closing/preview-close";
import { verifyDue } from "../campaigns/closing/verify-due";
import { contextAs } from "./contexts";

export const cora = () => contextAs("compliance", { id: "per_cora", now: new Date() });
export const worker = () => systemContext("worker", { now: new Date() });

/** Brings a campaign to where its reviews are over, with what was decided of its items, as deciding leaves it. */
export async function decidedCampaign(
  campaignId: string,
  decisions: ReadonlyMap<string, { decision: string; change?: unknown; state?: string }>,
): Promise<void> {
  for (const [subjectId, { decision, change = null, state = "signed_off" }] of decisions) {
    await sql().query(
      `update campaign_items set state = $3, decision = $4, change = $5, decided_at = now(), signed_at = now(), version = version + 1
       where campaign_id = $1 and subject_id = $2`,
      [campaignId, subjectId, state, decision, change === null ? null : JSON.stringify(change)],
    );
  }
  await sql().query(
    `update campaign_items set state = 'signed_off', decision = 'keep', decided_at = now(), version = version + 1
     where campaign_id = $1 and state = 'pending'`,
    [campaignId],
  );
  await sql().query(
    "update campaigns set state = 'deciding_closed', decided_at = now(), version = version + 1 where id = $1",
    [campaignId],
  );
}

/** Closes a campaign that one person is enough for, and has every wave be due. */
export async function closedBy(ctx: ReturnType<typeof cora>, campaignId: string): Promise<void> {
  const { version, digest } = await previewClose(ctx, campaignId);
  await askClose(ctx, { id: campaignId, version, digest });
  await makeDue(campaignId);
}

export async function makeDue(campaignId: string): Promise<void> {
  await sql().query("update campaign_remediations set apply_at = now() where campaign_id = $1 and state = 'planned'", [
    campaignId,
  ]);
}

/** Carries out and proves what is due, as the worker does. */
export async function workThrough(campaignId: string): Promise<void> {
  await applyDue(worker(), campaignId);
  await verifyDue(worker(), campaignId);
}

export interface RemediationRow {
  number: number;
  action: string;
  wave: number;
  state: string;
  error: string;
  probes: { before: string; after: string | null; through: string[] }[] | null;
}

/** What became of the items of a campaign, by the subject's id. */
export async function remediationsOf(campaignId: string): Promise<Map<string, RemediationRow>> {
  const { rows } = await sql().query<RemediationRow & { subjectId: string }>(
    `select r.number, i.subject_id as "subjectId", r.action, r.wave::int as wave, r.state, r.error, r.probes from campaign_remediations r
     join campaign_items i on i.campaign_id = r.campaign_id and i.number = r.number where r.campaign_id = $1 order by r.number`,
    [campaignId],
  );
  return new Map(rows.map(({ subjectId, ...row }) => [subjectId, row]));
}
