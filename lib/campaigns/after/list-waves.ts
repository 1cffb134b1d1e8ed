import type { Context } from "@/lib/context";
import { seenCampaign } from "../overview/sight";
import { selectWaves, type WaveRow } from "./queries";
import type { WaveView } from "./views";

/**
 * How far each wave of a campaign's remediation is (C6), in the order in which they are applied; none before the close.
 * @throws CountersignError `not_found`
 */
export async function listWaves(ctx: Context, campaignId: string): Promise<WaveView[]> {
  const waves = new Map<number, WaveView>();
  for (const row of await selectWaves(await seenCampaign(ctx, campaignId))) {
    waves.set(row.wave, withRow(waves.get(row.wave), row));
  }
  return [...waves.values()];
}

function withRow(known: WaveView | undefined, { wave, state, items, applyAt, undoUntil }: WaveRow): WaveView {
  const before = known ?? { wave, total: 0, states: {}, applyAt, undoUntil: null };
  return {
    ...before,
    total: before.total + items,
    states: { ...before.states, [state]: items },
    applyAt: applyAt < before.applyAt ? applyAt : before.applyAt,
    undoUntil: later(before.undoUntil, undoUntil),
  };
}

function later(one: Date | null, other: Date | null): Date | null {
  if (!one || !other) return one ?? other;
  return one > other ? one : other;
}
