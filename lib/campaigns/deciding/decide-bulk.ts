import { requirePermission } from "@/lib/access";
import { refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { CountersignError, isCountersignError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { parseInput } from "@/lib/parse";
import { requireInvolved } from "../review/reader";
import { aloneBecause, bulkRefusal } from "../rules";
import type { ItemDecision } from "../terms";
import { castOf } from "./ballot";
import { cast } from "./cast";
import { driftBetween } from "./drift";
import { holdCases, isSeen, type LiveCase, requireShared } from "./load";
import { barredFrom } from "./refuse";
import { type DecideBulkInput, decideBulkSchema } from "./schema";

export interface BulkDecided {
  done: number[];
  refused: { number: number; reason: string }[];
}

interface Wanted {
  campaignId: string;
  numbers: readonly number[];
  decision: ItemDecision;
  reason: string;
  text: string;
}

const UNKNOWN = "There is no such item, or you may not see it.";

/**
 * The same word on several items of one agent (C5): only of tier low and moderate, with a reason, and each by the same rules as if
 * it were alone. What cannot be decided so is named and left as it was.
 * @throws CountersignError `unmet` for items of several agents, `invalid` for too many, `not_found`
 */
export async function decideBulk(ctx: Context, input: DecideBulkInput): Promise<BulkDecided> {
  requirePermission(ctx, "campaigns.review");
  const wanted = parseInput(decideBulkSchema, input);
  const attempt = { verb: "campaigns.review", resource: wanted.campaignId } as const;
  return refusingOnRecord(ctx, attempt, () => inSqlTransaction((tx) => decideIn(tx, ctx, wanted)));
}

async function decideIn(tx: SqlTx, ctx: Context, wanted: Wanted): Promise<BulkDecided> {
  const campaign = await requireShared(tx, ctx, wanted.campaignId);
  const held = await holdCases(tx, ctx, { campaign, numbers: wanted.numbers });
  // What the caller may not see counts for nothing, also not for which agents there are.
  const cases = new Map([...held].filter(([, one]) => isSeen(ctx, one)));
  if (cases.size === 0) await requireInvolved(tx, ctx, campaign);
  const whole = bulkRefusal(
    [...cases.values()].map(({ item }) => item),
    wanted.decision,
  );
  if (whole) throw new CountersignError(whole.code, whole.reason);
  const refused: BulkDecided["refused"] = [];
  const ready: LiveCase[] = [];
  for (const number of wanted.numbers) {
    const one = cases.get(number);
    const reason = one ? await reasonAgainst(tx, ctx, { one, wanted }) : UNKNOWN;
    if (reason !== null) refused.push({ number, reason });
    else if (one) ready.push(one);
  }
  if (ready.length > 0) {
    const { decision, reason, text } = wanted;
    const ballot = { decision, reason, text, change: null, dwellMillis: 0, recommended: "" } as const;
    const castings = ready.map((one) => ({ one, cast: castOf(one, ctx.actor.id, ballot) }));
    const by = { campaignId: campaign.id, personId: ctx.actor.id, bulkId: newId("req", ctx.now), signoffId: null };
    await cast(tx, ctx, { by, castings });
  }
  return { done: ready.map(({ item }) => item.number), refused };
}

interface Asked {
  one: LiveCase;
  wanted: Wanted;
}

async function reasonAgainst(tx: SqlTx, ctx: Context, { one, wanted }: Asked): Promise<string | null> {
  try {
    const alone = aloneBecause(one.item, wanted.decision);
    if (alone) return alone;
    const refusal = await barredFrom(tx, ctx, { one, attempt: wanted });
    if (refusal) return refusal.message;
  } catch (error) {
    if (isCountersignError(error)) return error.message;
    throw error;
  }
  const same = one.live && driftBetween(one.item, one.live) === "same";
  return same ? null : "It changed since it was listed: open it and decide it by itself.";
}
