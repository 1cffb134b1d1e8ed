import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { tellPeople } from "@/lib/notifications";
import { RUNG_LABELS, type Rung } from "../terms";
import { canReach, type EligibilityFacts, isNobody, reviewersOf } from "./eligibility";
import { rungDue } from "./escalation";
import { factsOf } from "./facts";
import { raiseRung, selectBelowLast, type WaitingRow } from "./store";

const MOST = 1_000;

/**
 * Asks more people about what nobody has answered (A4): the managers after a third of its time and governance after two, or at once
 * where those who are asked are too few to approve it. For the worker; safe with several.
 * @returns how many requests were escalated
 */
export async function escalateDue(ctx: Context): Promise<number> {
  const due = await inSqlTransaction(async (tx) => {
    const waiting = await selectBelowLast(tx, MOST);
    const facts = await factsOf(
      tx,
      waiting.map(({ id }) => id),
    );
    return waiting.flatMap((row) => {
      const known = facts.get(row.id);
      const step = known && rungDue({ rung: row.rung, share: row.share, reaches: (rung) => canReach(known, rung) });
      return known && step ? [{ row, facts: known, ...step }] : [];
    });
  });
  let raised = 0;
  for (const one of due) if (await escalate(ctx, one)) raised += 1;
  return raised;
}

interface Due {
  row: WaitingRow;
  facts: EligibilityFacts;
  to: Rung;
  why: "time" | "nobody";
}

async function escalate(ctx: Context, { row, facts, to, why }: Due): Promise<boolean> {
  const { id, agentId, agentName, correlationId, rung: from, environment, server, tool, tier, expiresAt } = row;
  return inSqlTransaction(async (tx) => {
    if (!(await raiseRung(tx, { id, from, to }))) return false;
    const before = new Set(reviewersOf(facts, from).map((person) => person.id));
    const asked = reviewersOf(facts, to).filter((person) => !before.has(person.id));
    const details = { rung: to, from, why, reachable: canReach(facts, to), nobody: isNobody(facts) };
    const event = { type: "approval.escalated", targetId: id, agentId, details } as const;
    await recordEvent(tx, { ...ctx, correlationId }, event);
    await tellPeople(tx, ctx, {
      kind: "approval_escalated",
      personIds: asked.map((person) => person.id),
      targetId: id,
      agentId,
      occasion: to,
      content: {
        ...{ path: `/approvals/${id}`, name: agentName, environment, server, tool, tier },
        ...{ rung: RUNG_LABELS[to], until: expiresAt.toISOString() },
      },
    });
    return true;
  });
}
