import { overrideTier } from "@/lib/agents";
import { startDue } from "@/lib/campaigns";
import { db, sql } from "@/lib/db";
import { contextOf } from "../organisation";
import { daysBefore } from "../time";
import { advance, eveningAfter, openItems, putTimesRight, say, sign, sitting, worker } from "./play";

const RISEN = { name: "Carrier payout agent", environment: "staging" } as const;
const RISEN_DAYS_AGO = 5.1;
const ANSWERED_DAYS_AGO = 3.3;
const DAYS_LEFT = 1;
const MINUTE_MS = 60_000;

/** A tier rose, so one agent is asked about at once: its owner answered, and the treasury desk looks at it now. */
export async function seedMicroCertification(now: Date): Promise<void> {
  if ((await db().campaign.count({ where: { kind: "micro" } })) > 0) return;
  const at = daysBefore(now, RISEN_DAYS_AGO);
  await raise(at);
  await sql().query("update campaign_drifts set at = $1 where settled_at is null", [at]);
  const begin = new Date(at.getTime() + 11 * MINUTE_MS);
  await startDue(worker(begin));
  const { id } = await db().campaign.findFirstOrThrow({ where: { kind: "micro" }, select: { id: true } });
  await advance(id, begin);
  const next = daysBefore(now, ANSWERED_DAYS_AGO);
  await answer(id, next);
  await advance(id, next);
  await lookAtSome(id, daysBefore(now, 0.9));
  await putTimesRight(id);
  await sql().query(
    `update campaigns set created_at = $2, launch_at = $2, launched_at = $2, stage_due_at = $3, due_at = $3 where id = $1`,
    [id, begin, eveningAfter(now, DAYS_LEFT)],
  );
  await sql().query("update campaign_asks set at = $2 where campaign_id = $1", [id, next]);
  await sql().query(
    "update campaign_progress set started_at = $2, beat_at = $2, finished_at = $2 where campaign_id = $1",
    [id, begin],
  );
  await sql().query("update campaign_drifts set settled_at = $2 where campaign_id = $1 and settled_at is not null", [
    id,
    begin,
  ]);
}

async function raise(at: Date): Promise<void> {
  const where = { ...RISEN, status: "active" as const };
  const { id, version } = await db().agent.findFirstOrThrow({ where, select: { id: true, version: true } });
  const reason = "It rehearses with copies of real bank details until the new test set is there.";
  await overrideTier(contextOf("ines", at), { id, version, tier: "critical", days: 90, reason });
}

async function answer(id: string, at: Date): Promise<void> {
  const from = new Date(at.getTime() - 60 * MINUTE_MS);
  for (const [place, item] of (await openItems(id)).entries()) {
    await say(id, item, { by: "marta", at: sitting(from, place), decision: "keep", reason: "needed_for_purpose" });
  }
  await sign(id, "marta", at);
}

/** Daniel began; the rest waits for him or for somebody else of the desk. */
async function lookAtSome(id: string, at: Date): Promise<void> {
  for (const [place, item] of (await openItems(id)).slice(0, 2).entries()) {
    await say(id, item, { by: "daniel", at: sitting(at, place), decision: "keep", reason: "needed_for_purpose" });
  }
}
