import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { BAR_SENTENCES, barOf, deadlineOf } from "../rules";
import type { Bar, ItemDecision } from "../terms";
import type { Case } from "./load";

type Code = "forbidden" | "conflict" | "unmet";
const CODES: Partial<Record<Bar, Code>> = { late: "conflict", not_open: "conflict", paused: "unmet" };

export function refusalFor(bar: Bar): CountersignError {
  return new CountersignError(CODES[bar] ?? "forbidden", BAR_SENTENCES[bar]);
}

interface Attempt {
  decision: ItemDecision;
  reason: string;
}

/**
 * Why the caller may not say this of the item; null when they may. That a decision came too late is on record: the caller commits
 * it and refuses then.
 * @throws CountersignError `forbidden` for whom separation of duties or the seat keeps out
 */
export async function barredFrom(
  tx: SqlTx,
  ctx: Context,
  { one, attempt }: { one: Case; attempt: Attempt },
): Promise<CountersignError | null> {
  const bar = barOf(one.facts, ctx.actor.id, attempt.decision);
  if (bar === null) return null;
  const refusal = refusalFor(bar);
  if (refusal.code === "forbidden") throw refusal;
  if (bar === "late") await recordLate(tx, ctx, { one, attempt });
  return refusal;
}

async function recordLate(tx: SqlTx, ctx: Context, { one, attempt }: { one: Case; attempt: Attempt }): Promise<void> {
  const { campaign, item } = one;
  await recordEvent(tx, ctx, {
    type: "campaign.voted_late",
    targetId: campaign.id,
    agentId: item.agentId,
    outcome: "refused",
    details: {
      number: item.number,
      stage: item.stage,
      subjectId: item.subjectId,
      decision: attempt.decision,
      reason: attempt.reason,
      dueAt: deadlineOf(item, campaign)?.toISOString() ?? "",
    },
  });
}
