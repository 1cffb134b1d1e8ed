import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { campaignIdSchema } from "../fields";
import { requireCampaign } from "../guard";
import type { CampaignRecord } from "../store";
import { closeAbilities } from "./abilities";
import { type Effects, readEffects } from "./effects";
import { countStates, type EffectRow, findPerson, selectBreaking, selectStranded } from "./queries";
import { isReversible, UNSETTLED_STATES, WAVE_LABELS, WAVES } from "./rules";
import type { ClosePreview, EffectCell, UseBand, WavePreview } from "./views";

/**
 * What closing this campaign would do (C6): what is taken away from whom, when it was used last, and what would stop working. On
 * one state of the database; writes nothing.
 * @throws CountersignError `not_found`, `forbidden`
 */
export async function previewClose(ctx: Context, id: string): Promise<ClosePreview> {
  const campaignId = parseInput(campaignIdSchema, id);
  return inSqlTransaction(async (tx) => {
    await tx.query("set transaction isolation level repeatable read read only");
    const campaign = await requireCampaign(tx, ctx, { id: campaignId, verb: "campaigns.read" });
    const effects = await readEffects(tx, campaign);
    return { ...(await around(tx, ctx, campaign, effects)), ...figuresOf(effects), ...wavesOf(campaign, effects) };
  });
}

type Around = Omit<ClosePreview, keyof ReturnType<typeof figuresOf> | keyof ReturnType<typeof wavesOf>>;

async function around(tx: SqlTx, ctx: Context, campaign: CampaignRecord, effects: Effects): Promise<Around> {
  const { id, without } = { id: campaign.id, without: effects.without };
  const breaking = await selectBreaking(tx, id, without);
  const stranded = await selectStranded(tx, id, without);
  const states = await countStates(tx, id);
  const count = (of: (row: { state: string; decision: string }) => boolean) =>
    states.filter(of).reduce((all, { items }) => all + items, 0);
  const closing = campaign.closing as { digest?: string } | null;
  return {
    campaignId: id,
    campaignName: campaign.name,
    state: campaign.state,
    version: campaign.version,
    items: campaign.items,
    kept: count(({ decision }) => decision === "keep"),
    ...{
      breaking: breaking.rows,
      breakingTotal: breaking.total,
      stranded: stranded.rows,
      strandedTotal: stranded.total,
    },
    unsettled:
      count(({ state }) => (UNSETTLED_STATES as readonly string[]).includes(state)) + effects.drift.widened.length,
    asked: campaign.closeAskedAt && {
      by: await findPerson(tx, campaign.closeAskedById),
      at: campaign.closeAskedAt,
      digest: closing?.digest ?? "",
      stale: campaign.state === "deciding_closed" && closing?.digest !== effects.digest,
    },
    abilities: closeAbilities(ctx, campaign),
  };
}

function figuresOf({ cells, drift, digest, agents, remediations, revocations, irreversible, share, second }: Effects) {
  const use: Record<UseBand, number> = {
    ...{ never: 0, over_90_days: 0, within_90_days: 0, within_30_days: 0, not_measured: 0 },
  };
  const effects = new Map<string, EffectCell>();
  for (const { action, kind, tier, band, items } of cells) {
    use[band] += items;
    const key = `${action}|${kind}|${tier}`;
    const cell = effects.get(key) ?? { action, kind, tier, items: 0 };
    effects.set(key, { ...cell, items: cell.items + items });
  }
  return {
    ...{ digest, agents, remediations, revocations, irreversible, share, use },
    effects: [...effects.values()],
    drifted: { widened: drift.widened.length, narrowed: drift.narrowed.length, gone: drift.gone.length },
    needsSecondPerson: second.needed,
    secondPerson: second.because,
  };
}

function wavesOf({ plan }: CampaignRecord, { cells }: Effects) {
  const sum = (rows: readonly EffectRow[]) => rows.reduce((all, { items }) => all + items, 0);
  const waves = WAVES.map((wave): WavePreview => {
    const own = cells.filter((cell) => cell.wave === wave);
    return {
      wave,
      label: WAVE_LABELS[wave],
      afterHours: wave * plan.rules.waveHours,
      items: sum(own),
      irreversible: sum(own.filter(({ kind, action }) => !isReversible(kind, action))),
    };
  });
  return { waves, undoHours: plan.rules.undoHours };
}
