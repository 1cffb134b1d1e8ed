import { requirePermission } from "@/lib/access";
import { refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { barOf } from "../rules";
import type { ItemState } from "../terms";
import { askInstead } from "./ask-instead";
import { castOf, requireSayable } from "./ballot";
import { cast } from "./cast";
import { settleDrift } from "./drift";
import { factsOf, holdCases, type LiveCase, requireShared, requireSight } from "./load";
import { barredFrom, refusalFor } from "./refuse";
import { type DecideItem, type DecideItemInput, decideItemSchema } from "./schema";
import { requireTransferable } from "./transfer";

export interface Decided {
  state: ItemState;
  version: number;
}

/**
 * One person's word on one item (C2, C3), saved at once; until the sign-off they may change it. Who may is asked here and now, of
 * the database and its clock. Two who answer at once are both heard, and the stage's strategy decides; only whoever looked at
 * another right than the living one is refused and asked to look again (C4).
 * @throws CountersignError `forbidden` (recorded) with the bar; `conflict` when it is over, too late (recorded), or the right has
 * changed; `unmet` while the agent is stopped, or for a reduce that is none; `not_found`
 */
export async function decideItem(ctx: Context, input: DecideItemInput): Promise<Decided> {
  requirePermission(ctx, "campaigns.review");
  const wanted = parseInput(decideItemSchema, input);
  const attempt = { verb: "campaigns.review", resource: `${wanted.campaignId}/${wanted.number}` } as const;
  const outcome = await refusingOnRecord(ctx, attempt, () => inSqlTransaction((tx) => decideIn(tx, ctx, wanted)));
  if ("version" in outcome) return outcome;
  // What a late or overtaken answer leaves on record is committed before its sender is refused.
  if (outcome.tierRose) await askInstead(ctx, wanted);
  throw outcome.refusal;
}

interface Refused {
  refusal: CountersignError;
  tierRose: boolean;
}

async function decideIn(tx: SqlTx, ctx: Context, wanted: DecideItem): Promise<Decided | Refused> {
  const { number } = wanted;
  const campaign = await requireShared(tx, ctx, wanted.campaignId, "item");
  const found = (await holdCases(tx, ctx, { campaign, numbers: [number] })).get(number);
  if (!found) throw notFound("item");
  requireSight(ctx, found);
  const refusal = await barredFrom(tx, ctx, { one: found, attempt: wanted });
  if (refusal) return { refusal, tierRose: false };
  const one = await asItStands(tx, ctx, found);
  const overtaken = overtakenBy(one, ctx.actor.id, wanted);
  if (overtaken) return { refusal: overtaken, tierRose: one.item.tier !== found.item.tier };
  requireSayable(one, wanted);
  await requireTransferable(tx, one, wanted);
  const by = { campaignId: campaign.id, personId: ctx.actor.id, bulkId: null, signoffId: null };
  const vote = castOf(one, ctx.actor.id, wanted);
  const written = await cast(tx, ctx, { by, castings: [{ one, cast: vote }] });
  return { state: vote.state, version: written.get(number)?.version ?? one.item.version + 1 };
}

/** Why the answer does not fit what the right is by now; null when it does. */
function overtakenBy(one: LiveCase, personId: string, { digest, decision }: DecideItem): CountersignError | null {
  const conflict = (message: string) => new CountersignError("conflict", message);
  if (!one.live) return conflict("This right is gone: nothing is left to decide.");
  const bar = barOf(one.facts, personId, decision);
  if (bar) return refusalFor(bar);
  const same = digest === one.live.digest;
  return same ? null : conflict("This right changed since you opened it: look at it again before you decide.");
}

/** The case after its right was compared with the living one: gone, or wider and of a higher tier, it may be open to others alone. */
async function asItStands(tx: SqlTx, ctx: Context, found: LiveCase): Promise<LiveCase> {
  const item = await settleDrift(tx, ctx, { item: found.item, live: found.live, when: "decision" });
  if (item === found.item) return found;
  const standing = item.state === "stale" ? { ...found.standing, votes: [] } : found.standing;
  const now = { ...found, item, standing };
  return { ...now, facts: factsOf(ctx, now) };
}
