import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { enqueue } from "@/lib/jobs";
import { insertCampaign, moveCampaign, type NewCampaign } from "../store";

/**
 * Writes a campaign that nobody pressed for, and asks a worker to launch it at once, in the caller's transaction.
 * @returns false when the occurrence has one already: nothing is written then
 */
export async function beginCampaign(tx: SqlTx, ctx: Context, row: NewCampaign): Promise<boolean> {
  if (!(await insertCampaign(tx, row))) return false;
  const { id, kind, definitionId, name } = row;
  await recordEvent(tx, ctx, { type: "campaign.drafted", targetId: id, details: { kind, definitionId, name } });
  const moved = await moveCampaign(tx, { id, from: "draft", to: "scheduled", set: { launchAt: ctx.now } });
  if (!moved) throw new Error("a campaign moved before it was committed");
  await enqueue(tx, { kind: "campaign", id });
  return true;
}
