import { can } from "@/lib/access";
import type { Actor, Context } from "@/lib/context";
import { barOf, type EligibilityFacts, isEnough, needsPasskey } from "../deciding/eligibility";
import { factsOf } from "../deciding/facts";
import { scopeFor } from "../deciding/load";
import { reading } from "../store";
import { boundsInWords, endInWords } from "./present";
import { type ListedRow, selectStanding } from "./queries";
import { barOfConfirming } from "./rules";
import type { StandingView } from "./views";

const MOST = 500;

/**
 * Standing approvals in the caller's sight: proposals first, then those in force, then what ended, newest first (A4, A7).
 * What approvals.read reaches, what the caller gave, and what they may decide.
 */
export async function listStanding(ctx: Context): Promise<{ rows: StandingView[]; cut: boolean }> {
  const q = reading();
  const found = await selectStanding(q, MOST + 1);
  const facts = await factsOf(q, [...new Set(found.map(({ fromId }) => fromId))]);
  const rows = found.slice(0, MOST).flatMap((row) => {
    const known = facts.get(row.fromId);
    return known && isSeen(ctx.actor, row, known) ? [viewOf(ctx.actor, row, known)] : [];
  });
  return { rows, cut: found.length > MOST };
}

function isSeen(actor: Actor, row: ListedRow, facts: EligibilityFacts): boolean {
  if (can(actor, "approvals.read", scopeFor(facts.request, actor.id))) return true;
  return actor.kind === "user" && (isGiver(actor, row) || barOf(facts, actor.id).bar === null);
}

const isGiver = ({ id }: Actor, row: ListedRow) => row.proposedById === id || row.confirmedById === id;

function viewOf(actor: Actor, row: ListedRow, facts: EligibilityFacts): StandingView {
  const { id, version, state, server, tool, groups, used, maxUses, reason, fromId, tier, environment } = row;
  return {
    ...{ id, version, state, server, tool, groups, used, maxUses, reason, fromId, tier, environment },
    ended: endInWords(row.stateReason),
    agent: { id: row.agentId, name: row.agentName },
    bounds: boundsInWords(row.conditions),
    expiresAt: row.expiresAt.toISOString(),
    proposedBy: { id: row.proposedById, name: row.proposedByName },
    proposedAt: row.proposedAt.toISOString(),
    confirmedBy: row.confirmedById ? { id: row.confirmedById, name: row.confirmedByName ?? row.confirmedById } : null,
    confirmedAt: row.confirmedAt?.toISOString() ?? null,
    signed: row.signed && needsPasskey(tier),
    idle: state === "active" ? idleWords(row, facts) : null,
    may: abilitiesOf(actor, row, facts),
  };
}

/** In force, and yet nothing is approved by it: said where people look, rather than found out. */
function idleWords(row: ListedRow, facts: EligibilityFacts): string | null {
  const givers = [
    { id: row.proposedById, name: row.proposedByName },
    { id: row.confirmedById ?? "", name: row.confirmedByName ?? "" },
  ];
  const seats = givers.map(({ id }) => ({ personId: id, standing: barOf(facts, id) }));
  const gone = givers.filter((_, at) => seats[at]?.standing.bar !== null).map(({ name }) => name);
  if (gone.length) return `${gone.join(" and ")} may not decide such requests any more, so people are asked.`;
  return isEnough(facts.request, seats) ? null : "More people are needed for such requests now, so people are asked.";
}

function abilitiesOf(actor: Actor, row: ListedRow, facts: EligibilityFacts): StandingView["may"] {
  const decides = actor.kind === "user" && barOf(facts, actor.id).bar === null;
  const over = "This is decided already.";
  const outside = "Only somebody who may decide such requests agrees to it.";
  const proposed = row.state === "proposed";
  const revokes = isGiver(actor, row) || can(actor, "standing.revoke", scopeFor(facts.request, actor.id));
  return {
    confirm: barOfConfirming(row, actor.id) ?? (decides ? null : outside),
    reject: !proposed ? over : decides || row.proposedById === actor.id ? null : outside,
    revoke:
      row.state !== "active"
        ? "It is not in force."
        : revokes
          ? null
          : "Whoever gave it withdraws it, or the agent's owner, a reviewer or compliance for its team.",
  };
}
