import { createHash } from "node:crypto";
import { canonicalBytes, recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { endProgress, noteProgress } from "../progress/store";
import { type CampaignRecord, lockCampaign } from "../store";
import { peopleNamed } from "../subjects/queries";
import { launchProblems } from "./rules";
import {
  arrange,
  gather,
  inSqlTransaction,
  launchCounts,
  measureItems,
  moveCampaign,
  recheck,
  stageEnds,
  writeItems,
} from "./store";

const PIECE = 50_000;
/** From so many on, what the planner knows of the items is measured at once: it would take the campaign for a few rows until then. */
const MANY = 1_000;

/** `launched`: now, or before. `waits`: its time has not come. `not_launched`: it is a draft again, with the reason. */
export type Launched = "launched" | "waits" | "not_launched" | "over";

/**
 * Launches what was decided to be launched (C1), for the worker: everything in scope becomes an item with whoever is asked, in one
 * transaction. A second run finds it done; one that was killed left nothing. Others read and write meanwhile.
 */
export async function performLaunch(ctx: Context, id: string): Promise<Launched> {
  const launched = await inSqlTransaction((tx) => launch(tx, ctx, id));
  if (launched.outcome === "launched" && launched.items >= MANY) await measureItems();
  await endProgress(id, "launch");
  return launched.outcome;
}

async function launch(tx: SqlTx, ctx: Context, id: string): Promise<{ outcome: Launched; items: number }> {
  const campaign = await lockCampaign(tx, id);
  if (!campaign || ["draft", "cancelled"].includes(campaign.state)) return { outcome: "over", items: 0 };
  if (campaign.state !== "scheduled") return { outcome: "launched", items: 0 };
  if (campaign.launchAt && campaign.launchAt > campaign.readAt) return { outcome: "waits", items: 0 };
  const { plan } = campaign;
  const total = await gather(tx, plan);
  const problem = await problemOf(tx, campaign, total);
  if (problem) return { outcome: await putBack(tx, ctx, campaign, problem), items: 0 };
  const snapshotDigest = await write(tx, campaign, total);
  await activate(tx, ctx, campaign, { items: total, snapshotDigest });
  return { outcome: "launched", items: total };
}

/** Arranges and writes all items, telling how far it is. @returns SHA-256 over their digests in order of their number, hex */
async function write(tx: SqlTx, { id, plan, fallbackId }: CampaignRecord, total: number): Promise<string> {
  await noteProgress(id, "launch", { done: 0, total });
  await arrange(tx, plan, fallbackId);
  const over = createHash("sha256");
  for (let from = 1; from <= total; from += PIECE) {
    const until = Math.min(from + PIECE - 1, total);
    over.update(await writeItems(tx, id, from, until));
    await noteProgress(id, "launch", { done: until, total });
  }
  return over.digest("hex");
}

async function problemOf(tx: SqlTx, { fallbackId }: CampaignRecord, items: number): Promise<string | null> {
  const fallback = fallbackId ? ((await peopleNamed(tx, [fallbackId])).get(fallbackId) ?? null) : null;
  const facts = { items, excluded: 0, fallback, absent: [], launchAt: null };
  return launchProblems(facts, new Date())[0] ?? null;
}

/** A launch that cannot be becomes a draft again: somebody looks at it, rather than a worker trying for ever. */
async function putBack(tx: SqlTx, ctx: Context, { id }: CampaignRecord, reason: string): Promise<Launched> {
  await moveCampaign(tx, { id, from: "scheduled", to: "draft", set: { stateReason: reason, launchAt: null } });
  await recordEvent(tx, ctx, { type: "campaign.not_launched", targetId: id, details: { reason } });
  return "not_launched";
}

async function activate(
  tx: SqlTx,
  ctx: Context,
  { id, plan, timeZone }: CampaignRecord,
  { items, snapshotDigest }: { items: number; snapshotDigest: string },
): Promise<void> {
  const days = [0, ...plan.stages.map((stage) => stage.days)];
  const [launchedAt, ...ends] = await stageEnds(tx, { from: null, timeZone, days });
  const [stageDueAt, dueAt] = [ends[0], ends.at(-1)];
  const set = { stage: 1, launchedAt, stageDueAt, dueAt, items, snapshotDigest };
  if (!(await moveCampaign(tx, { id, from: "scheduled", to: "active", set }))) {
    throw new Error("the campaign moved while it was held");
  }
  // Last, for nobody leaves from here until commit.
  await recheck(tx, id, plan);
  const counts = await launchCounts(tx, id);
  await recordEvent(tx, ctx, {
    type: "campaign.launched",
    targetId: id,
    details: {
      items,
      pending: counts.pending ?? 0,
      excluded: counts.excluded ?? 0,
      withoutReviewer: counts.no_reviewer ?? 0,
      snapshotDigest,
      planDigest: createHash("sha256")
        .update(canonicalBytes(JSON.parse(JSON.stringify(plan))))
        .digest("hex"),
      dueAt: dueAt?.toISOString() ?? null,
    },
  });
}
