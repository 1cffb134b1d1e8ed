import { can, requirePermission, requireReach, visibility } from "@/lib/access";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { scopeOf } from "../guard";
import type { Ability } from "../schema";
import { loadAgents } from "../store";
import { type HandOverRow, selectHandOvers } from "./queries";
import { decideAnswer, decideWithdraw, type HandOverDecision, stateAt } from "./rules";
import { type ListHandOversInput, listHandOversSchema } from "./schema";
import type { HandOverList, HandOverView } from "./views";

/**
 * Offers to answer for agents (O2): all of one agent, newest first; or those that wait, for the caller, by the caller, or on any
 * agent that the caller may see, a page at a time. Each with what the caller may do about it.
 * @throws CountersignError `not_found` for an agent that the caller may not see
 */
export async function listHandOvers(ctx: Context, input: ListHandOversInput): Promise<HandOverList> {
  const wanted = parseInput(listHandOversSchema, input);
  if (wanted.which === "agent") {
    const [agent] = await inSqlTransaction((tx) => loadAgents(tx, [wanted.agentId]));
    if (!agent || !can(ctx.actor, "agents.read", scopeOf(agent))) throw notFound("agent");
  } else if (wanted.which === "pending") {
    requireReach(ctx, "agents.read");
  } else {
    requirePermission(ctx, "handOvers.answer");
  }
  const found = await selectHandOvers(wanted, {
    personId: ctx.actor.id,
    now: ctx.now,
    seen: visibility(ctx.actor, "agents.read"),
  });
  return { ...found, rows: found.rows.map((row) => viewOf(ctx, row)) };
}

function viewOf(ctx: Context, row: HandOverRow): HandOverView {
  const { offer, agentStatus, seats, teamId, ...shown } = row;
  const scope = {
    teamId,
    ownerId: seats.owner?.id ?? null,
    deputyId: seats.deputy?.id ?? null,
    sponsorId: seats.sponsor?.id ?? null,
  };
  const overseer = can(ctx.actor, "handOvers.withdraw", scope);
  const asked = { actorId: ctx.actor.id, active: true, now: ctx.now };
  const facts = { ...seats, status: agentStatus };
  return {
    ...shown,
    inSight: can(ctx.actor, "agents.read", scope),
    state: stateAt(offer, ctx.now),
    abilities: {
      accept: abilityOf(decideAnswer(offer, facts, { ...asked, answer: "accept" })),
      decline: abilityOf(decideAnswer(offer, facts, { ...asked, answer: "decline" })),
      withdraw: abilityOf(decideWithdraw(offer, { ...asked, overseer })),
    },
  };
}

const abilityOf = (decision: HandOverDecision): Ability =>
  decision.allowed ? decision : { allowed: false, reason: decision.reason };
