import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { tellPeople } from "@/lib/notifications";
import { canReach, type EligibilityFacts, isNobody, reviewersOf } from "../deciding/eligibility";
import { factsOf } from "../deciding/facts";
import type { ApprovalRow } from "../store";
import { RUNGS, type Rung } from "../terms";
import { raiseRung, whoWatches } from "./store";

/**
 * Sees to it that somebody is asked: the people of the first rung that can decide are told at once. Where nobody can, it is said
 * at once and not when the time is over (domain rule "nobody eligible").
 * @returns the rung at which it waits
 */
export async function attend(tx: SqlTx, ctx: Context, row: ApprovalRow, name: string): Promise<Rung> {
  const facts = (await factsOf(tx, [row.id])).get(row.id);
  const rung = facts ? firstRung(facts) : "governance";
  if (rung !== row.rung) await raiseRung(tx, row.id, rung);
  const { id, agentId, environment, server, tool, tier, expiresAt } = row;
  const said = { path: `/approvals/${id}`, name, environment, server, tool, tier, until: expiresAt.toISOString() };
  const about = { targetId: id, agentId };
  if (!facts || isNobody(facts)) {
    const details = { groups: [...row.groups], quorum: row.quorum, tier };
    await recordEvent(tx, ctx, { type: "approval.unattended", targetId: id, agentId, details });
    const personIds = await whoWatches(tx, null);
    const content = { ...said, rung: "nobody" };
    await tellPeople(tx, ctx, { kind: "approval_escalated", personIds, content, occasion: "nobody", ...about });
    return rung;
  }
  const personIds = reviewersOf(facts, rung).map((person) => person.id);
  await tellPeople(tx, ctx, { kind: "approval_requested", personIds, content: said, ...about });
  return rung;
}

/** Where enough people can decide; failing that, where anybody can. */
function firstRung(facts: EligibilityFacts): Rung {
  const enough = RUNGS.find((rung) => canReach(facts, rung));
  return enough ?? RUNGS.find((rung) => reviewersOf(facts, rung).length > 0) ?? "governance";
}
