import type { SqlTx } from "@/lib/db";
import type { RemediationState } from "../../terms";
import { DUE, DUE_FROM } from "../applying/store";
import type { Due, Effect } from "../applying/terms";

export interface Undoable extends Due {
  state: RemediationState;
  effect: Effect;
  undoUntil: Date | null;
}

/** One item, or those of a wave from a number on, held until commit. */
export async function lockUndoable(
  tx: SqlTx,
  campaignId: string,
  wanted: { number: number } | { wave: number; states: readonly RemediationState[]; after: number; most: number },
): Promise<Undoable[]> {
  const one = "number" in wanted;
  const { rows } = await tx.query<Undoable>(
    `select ${DUE}, r.state, coalesce(r.effect, '{}') as effect, r.undo_until as "undoUntil" ${DUE_FROM}
     where r.campaign_id = $1 and ${one ? "r.number = $2" : "r.wave = $2 and r.state = any($3) and r.number > $4"}
     order by r.number ${one ? "" : "limit $5"} for update of r`,
    one ? [campaignId, wanted.number] : [campaignId, wanted.wave, wanted.states, wanted.after, wanted.most],
  );
  return rows;
}

/** Other items of the campaign, carried out and not given back, that stop these agents as well: by agent the first of them. */
export async function alsoStopping(
  tx: SqlTx,
  campaignId: string,
  asked: { agentIds: readonly string[]; without: readonly number[] },
): Promise<Map<string, number>> {
  const { rows } = await tx.query<{ agentId: string; number: number }>(
    `select i.agent_id as "agentId", min(r.number)::int as number ${DUE_FROM}
     where r.campaign_id = $1 and i.agent_id = any($2) and not r.number = any($3) and r.state in ('applied', 'verified', 'manual', 'done', 'error')
       and ((i.kind = 'purpose' and r.action in ('revoke', 'suspend')) or (i.kind in ('owner', 'dependency') and r.action = 'suspend'))
     group by 1`,
    [campaignId, asked.agentIds, asked.without],
  );
  return new Map(rows.map(({ agentId, number }) => [agentId, number]));
}

/** Moves remediations and their items to where they end without having changed anything. */
export async function writeEnded(
  tx: SqlTx,
  campaignId: string,
  ended: { numbers: readonly number[]; state: "undone" | "withdrawn"; byId: string; reason: string },
): Promise<void> {
  await tx.query(
    `with ended as (update campaign_remediations set state = $3, undone_at = clock_timestamp(), undone_by_id = $4, undo_reason = $5,
       version = version + 1 where campaign_id = $1 and number = any($2)),
     dropped as (update campaign_tasks set state = 'dropped', done_at = clock_timestamp(), done_by_id = $4, version = version + 1
       where campaign_id = $1 and number = any($2) and state = 'open' and kind in ('outside', 'error'))
     update campaign_items set state = 'signed_off', version = version + 1 where campaign_id = $1 and number = any($2)`,
    [campaignId, ended.numbers, ended.state, ended.byId, ended.reason],
  );
}
