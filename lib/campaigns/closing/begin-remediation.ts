import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { enqueue } from "@/lib/jobs";
import { lostRace } from "../guard";
import { type CampaignChange, type CampaignRecord, moveCampaign } from "../store";
import type { Effects } from "./effects";
import { planRemediations, writeCertifications } from "./store";

/**
 * Begins to carry out what was decided, in the caller's transaction (C6): everything that is not kept is planned in waves, what was
 * kept is certified, and the worker is asked. The campaign is held and its effects are those that were confirmed.
 */
export async function beginRemediation(
  tx: SqlTx,
  ctx: Context,
  begun: { campaign: CampaignRecord; effects: Effects; set: CampaignChange },
): Promise<void> {
  const { campaign, effects, set } = begun;
  const { id } = campaign;
  const { waveHours } = campaign.plan.rules;
  const certified = await writeCertifications(tx, id);
  const waves = await planRemediations(tx, id, { without: effects.without, waveHours });
  if (!(await moveCampaign(tx, { id, from: "deciding_closed", to: "remediating", set }))) throw lostRace();
  const planned = waves.reduce((sum, { items }) => sum + items, 0);
  await recordEvent(tx, ctx, {
    type: "campaign.remediation_began",
    targetId: id,
    details: {
      ...{ digest: effects.digest, remediations: planned, revocations: effects.revocations, certified },
      waves: waves.map(({ wave, items, applyAt }) => ({ wave, items, applyAt: applyAt.toISOString() })),
    },
  });
  await enqueue(tx, { kind: "campaign", id });
}
