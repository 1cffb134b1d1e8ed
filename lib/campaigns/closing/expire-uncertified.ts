import { type NewEvent, recordEvents } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { expireWithoutReview } from "@/lib/entitlements";
import { insertNotices, type NewNotice } from "@/lib/notices";
import { CERTIFIED_DAYS } from "./expiring/rules";
import { selectToWarn, selectUncertified, takeWarningTurn, type Uncertified } from "./expiring/store";

const BATCH = 500;

/**
 * Lets grants run out that no campaign certified in time (C9): 400 days for tier low, 270 moderate, 180 high, 120 critical, after the
 * approval or the last certification. Only agents that a closed campaign covered are concerned: nothing runs out before the first.
 * Their owners are told, and fourteen days before as well. For the worker alone.
 * @returns how many ran out
 */
export async function expireUncertified(ctx: Context): Promise<number> {
  let expired = 0;
  for (;;) {
    const some = await inSqlTransaction((tx) => expireSome(tx, ctx));
    expired += some;
    if (some === 0) break;
  }
  await inSqlTransaction((tx) => warn(tx, ctx));
  return expired;
}

async function expireSome(tx: SqlTx, ctx: Context): Promise<number> {
  const due = await selectUncertified(tx, { now: ctx.now, most: BATCH });
  if (!due.length) return 0;
  const ids = due.map(({ id }) => id);
  const ended = await expireWithoutReview(tx, ctx, { ids, reason: "No campaign certified it in time." });
  const gone = new Set(ended.map(({ id }) => id));
  const byAgent = Map.groupBy(
    due.filter(({ id }) => gone.has(id)),
    ({ agentId }) => agentId,
  );
  await recordEvents(tx, ctx, [...byAgent.values()].map(eventOf));
  await insertNotices(tx, [...byAgent.values()].flatMap(noticeOf), ctx.now);
  return ended.length;
}

function eventOf(grants: readonly Uncertified[]): NewEvent {
  const [{ agentId, tier }] = grants as [Uncertified];
  const details = { grants: grants.length, limitDays: CERTIFIED_DAYS[tier], tier };
  return { type: "entitlement.uncertified", targetId: agentId, agentId, details };
}

function noticeOf(grants: readonly Uncertified[]): NewNotice[] {
  const [{ agentId, agentName, ownerId, tier }] = grants as [Uncertified];
  const content = { grants: grants.length, limitDays: CERTIFIED_DAYS[tier], name: agentName };
  return ownerId ? [{ personId: ownerId, kind: "uncertified", agentId, content }] : [];
}

async function warn(tx: SqlTx, ctx: Context): Promise<void> {
  if (!(await takeWarningTurn(tx))) return;
  const soon = await selectToWarn(tx, ctx.now);
  const notices = soon.map(({ agentId, ownerId, grants, firstAt }): NewNotice => {
    const content = { grants, firstAt: firstAt.toISOString() };
    return { personId: ownerId, kind: "uncertified_soon", agentId, content };
  });
  await insertNotices(tx, notices, ctx.now);
}
