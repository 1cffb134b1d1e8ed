import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { tellPeople } from "@/lib/notifications";
import { canReach, type EligibilityFacts, isNobody, reviewersOf } from "../deciding/eligibility";
import { rungDue } from "../deciding/escalation";
import { factsOf } from "../deciding/facts";
import { raiseRung } from "../deciding/store";
import type { ApprovalRow } from "../store";
import { RUNG_LABELS, type Rung } from "../terms";
import { whoWatches } from "./store";

/**
 * Sees to it that somebody is asked about a new request: the people of the first rung that can approve it are told at once. Where
 * nobody can, that is said at once and not when the time is over (domain rule "nobody eligible").
 * @param name the agent's
 */
export async function attend(tx: SqlTx, ctx: Context, row: ApprovalRow, name: string): Promise<void> {
  const facts = (await factsOf(tx, [row.id])).get(row.id);
  const rung = facts ? await climb(tx, ctx, row, facts) : row.rung;
  const { id, agentId, environment, server, tool, tier, expiresAt, groups, quorum } = row;
  const about = { targetId: id, agentId };
  const said = { path: `/approvals/${id}`, name, environment, server, tool, tier, until: expiresAt.toISOString() };
  if (facts && !isNobody(facts)) {
    const personIds = reviewersOf(facts, rung).map((person) => person.id);
    return tellPeople(tx, ctx, { kind: "approval_requested", personIds, content: said, ...about });
  }
  await recordEvent(tx, ctx, { type: "approval.unattended", ...about, details: { groups, quorum, tier } });
  const content = { ...said, rung: RUNG_LABELS.governance };
  const personIds = await whoWatches(tx, null);
  await tellPeople(tx, ctx, { kind: "approval_escalated", personIds, content, occasion: "nobody", ...about });
}

/** Past every rung whose people are too few. @returns the rung at which it waits */
async function climb(tx: SqlTx, ctx: Context, row: ApprovalRow, facts: EligibilityFacts): Promise<Rung> {
  const reaches = (rung: Rung) => canReach(facts, rung);
  const step = rungDue({ rung: row.rung, share: 0, reaches });
  if (!step || !(await raiseRung(tx, { id: row.id, from: row.rung, to: step.to }))) return row.rung;
  const details = {
    rung: step.to,
    from: row.rung,
    why: step.why,
    reachable: reaches(step.to),
    nobody: isNobody(facts),
  };
  await recordEvent(tx, ctx, { type: "approval.escalated", targetId: row.id, agentId: row.agentId, details });
  return step.to;
}
