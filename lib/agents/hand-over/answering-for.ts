import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { refusalOf, scopeOf } from "../guard";
import { decideChange, decideKeeps, gatesFor } from "../rules";
import type { Ability, PrivilegeClass } from "../schema";
import { loadAgents, reviewedClasses, type StoredAgent } from "../store";
import { accountabilityOf } from "./accountability-of";
import { listHandOvers } from "./list-hand-overs";
import { seated, wayOf } from "./rules";
import { SEATS, type Seat } from "./terms";
import type { AnsweringView, HandOverView, SeatView } from "./views";

/**
 * Who answers for an agent now, who is asked, and who answered before (O1, O2), with what the caller may do about each seat:
 * the answers of the rules that the verbs enforce.
 * @throws CountersignError `not_found` when there is no such agent or the caller may not see it
 */
export async function answeringFor(ctx: Context, agentId: string): Promise<AnsweringView> {
  const periods = await accountabilityOf(ctx, agentId);
  const { rows } = await listHandOvers(ctx, { which: "agent", agentId });
  const { agent, reviewed } = await inSqlTransaction(async (tx) => ({
    agent: (await loadAgents(tx, [agentId]))[0],
    reviewed: await reviewedClasses(tx),
  }));
  if (!agent) throw notFound("agent");
  const seats = SEATS.map((seat): SeatView => {
    const now = periods.find((period) => period.seat === seat && period.untilAt === null) ?? null;
    const pending = rows.find((row) => row.seat === seat && row.state === "pending") ?? null;
    return {
      seat,
      person: now?.person ?? null,
      since: now?.fromAt ?? null,
      pending,
      // For anybody but the caller: naming oneself is accepting by doing it.
      waits: wayOf({ status: agent.status, seat, personId: "", actorId: ctx.actor.id }) === "offer",
      offer: mayOffer(ctx, agent, pending),
      clear: mayClear(ctx, agent, { seat, reviewed }),
    };
  });
  return { seats, periods, ended: rows.filter(({ state }) => state !== "pending" && state !== "accepted") };
}

function mayAssign(ctx: Context, agent: StoredAgent): Ability {
  const refusal = refusalOf(ctx, "agents.assign", scopeOf(agent));
  if (refusal) return { allowed: false, reason: refusal };
  const change = decideChange(agent.status);
  return change.allowed ? change : { allowed: false, reason: change.reason };
}

function mayOffer(ctx: Context, agent: StoredAgent, pending: HandOverView | null): Ability {
  const ability = mayAssign(ctx, agent);
  if (!ability.allowed || !pending) return ability;
  return { allowed: false, reason: `${pending.to.name} was asked and has not answered: withdraw that offer first.` };
}

function mayClear(
  ctx: Context,
  agent: StoredAgent,
  { seat, reviewed }: { seat: Seat; reviewed: ReadonlySet<PrivilegeClass> },
): Ability {
  const ability = mayAssign(ctx, agent);
  if (!ability.allowed) return ability;
  if (!agent[seat]) return { allowed: false, reason: "Nobody is there." };
  const without = seated(agent, [{ seat, fromId: agent[seat].id, toId: null }]);
  const keeps = decideKeeps(agent.status, gatesFor(agent, reviewed), gatesFor(without, reviewed));
  return keeps.allowed ? keeps : { allowed: false, reason: keeps.reason };
}
