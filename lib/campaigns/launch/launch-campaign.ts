import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { enqueue } from "@/lib/jobs";
import { parseInput } from "@/lib/parse";
import { lostRace, requireSeen } from "../guard";
import { requireActive } from "./named";
import { launchProblems } from "./rules";
import { type LaunchInput, launchSchema } from "./schema";
import { countRights, inSqlTransaction, moveCampaign } from "./store";

/**
 * Decides that a draft is launched, at once or at a time (C1): the worker writes its items.
 * @throws CountersignError `not_found`, `forbidden`, `conflict`, `unmet` with what stands in the way
 */
export function launchCampaign(ctx: Context, input: LaunchInput): Promise<{ id: string; version: number }> {
  return inSqlTransaction((tx) => launchIn(tx, ctx, input));
}

/** The same within a transaction of the caller. */
async function launchIn(tx: SqlTx, ctx: Context, input: LaunchInput): Promise<{ id: string; version: number }> {
  const { id, version, launchAt } = parseInput(launchSchema, input);
  const draft = await requireSeen(tx, ctx, { id, version, verb: "campaigns.launch" });
  if (draft.state !== "draft") throw new CountersignError("unmet", "It is launched already.");
  await requireActive(tx, draft);
  const { plan, fallbackId } = draft;
  if (launchAt === null) await requireItems(tx, { plan, fallbackId }, ctx.now);
  const at = launchAt ?? draft.readAt;
  const launchedById = ctx.actor.kind === "user" ? ctx.actor.id : null;
  const set = { launchAt: at, launchedById, stateReason: "" };
  if (!(await moveCampaign(tx, { id, version, from: "draft", to: "scheduled", set }))) throw lostRace();
  const details = { launchAt: at.toISOString(), fallbackId, kinds: [...plan.kinds], stages: plan.stages.length };
  await recordEvent(tx, ctx, { type: "campaign.launch_set", targetId: id, details });
  await enqueue(tx, { kind: "campaign", id }, launchAt ? { startAfter: launchAt } : {});
  return { id, version: version + 1 };
}

/** Of a launch at once: said now rather than by the worker. */
async function requireItems(tx: SqlTx, { plan }: Parameters<typeof requireActive>[1], now: Date): Promise<void> {
  const counted = await countRights(tx, plan.kinds, plan.scope);
  const total = (excluded: boolean) =>
    counted.filter((row) => row.excluded === excluded).reduce((sum, { items }) => sum + items, 0);
  const facts = { items: total(false), excluded: total(true), fallback: { active: true }, absent: [], launchAt: null };
  const [problem] = launchProblems(facts, now);
  if (problem) throw new CountersignError("unmet", problem);
}
