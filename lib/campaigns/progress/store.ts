import { sql } from "@/lib/db";
import type { ProgressStep } from "./terms";

export interface Beat {
  done: number;
  total: number;
}

/** Notes how far it is, on a connection of its own: seen by others before the work itself is committed. */
export async function noteProgress(campaignId: string, step: ProgressStep, { done, total }: Beat): Promise<void> {
  await sql().query(
    `insert into campaign_progress (campaign_id, step, done, total, started_at, beat_at)
     values ($1, $2, $3, $4, clock_timestamp(), clock_timestamp())
     on conflict (campaign_id, step) do update set done = $3, total = $4, beat_at = clock_timestamp(), finished_at = null,
       started_at = case when campaign_progress.finished_at is null then campaign_progress.started_at else clock_timestamp() end`,
    [campaignId, step, done, total],
  );
}

/** Notes that it is over for now, also when another worker began it and was killed. Nothing happens where nothing was under way. */
export async function endProgress(campaignId: string, step: ProgressStep): Promise<void> {
  await sql().query(
    `update campaign_progress set finished_at = clock_timestamp(), beat_at = clock_timestamp()
     where campaign_id = $1 and step = $2 and finished_at is null`,
    [campaignId, step],
  );
}
