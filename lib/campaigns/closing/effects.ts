import type { SqlTx } from "@/lib/db";
import type { CampaignRecord } from "../store";
import { type ClosingDrift, readDrift, withoutStanding } from "./drift";
import { countEffects, type EffectRow } from "./queries";
import { isReversible, secondPersonFor, shareOf } from "./rules";

/** What the close comes to, as far as it is asked for and confirmed. */
export interface Effects {
  cells: EffectRow[];
  drift: ClosingDrift;
  without: number[];
  digest: string;
  agents: number;
  remediations: number;
  /** Those that take something away: revoked or suspended. */
  revocations: number;
  irreversible: number;
  share: number;
  second: { needed: boolean; because: string };
}

/** Reads the effects of closing this campaign now. Writes nothing. */
export async function readEffects(tx: SqlTx, campaign: CampaignRecord): Promise<Effects> {
  const drift = await readDrift(tx, campaign.id);
  const without = withoutStanding(drift);
  const { cells, agents, digest } = await countEffects(tx, campaign.id, without);
  const sum = (rows: readonly EffectRow[]) => rows.reduce((all, { items }) => all + items, 0);
  const revocations = sum(cells.filter(({ action }) => action === "revoke" || action === "suspend"));
  return {
    ...{ cells, drift, without, digest, agents, revocations },
    remediations: sum(cells),
    irreversible: sum(cells.filter(({ kind, action }) => !isReversible(kind, action))),
    share: shareOf(revocations, campaign.items),
    second: secondPersonFor(campaign.plan.rules.secondPersonAbove, { revocations, items: campaign.items }),
  };
}
