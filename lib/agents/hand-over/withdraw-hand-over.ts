import { can } from "@/lib/access";
import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { lostRace, refusingOnRecord, requireAllowed, scopeOf } from "../guard";
import { getAsked } from "./answer";
import { offerEvent } from "./events";
import { decideWithdraw } from "./rules";
import { type WithdrawHandOverInput, withdrawHandOverSchema } from "./schema";
import { closeOffers } from "./store";

/**
 * Takes an offer back before it is answered (O2).
 * @throws CountersignError `forbidden` for anybody but who made it and compliance, `conflict` when it was answered meanwhile
 */
export async function withdrawHandOver(ctx: Context, input: WithdrawHandOverInput): Promise<{ agentId: string }> {
  const { id } = parseInput(withdrawHandOverSchema, input);
  return refusingOnRecord(ctx, { verb: "handOvers.withdraw" }, () =>
    inSqlTransaction(async (tx) => {
      const { offer, agent } = await getAsked(tx, ctx, id);
      const overseer = can(ctx.actor, "handOvers.withdraw", scopeOf(agent));
      requireAllowed(decideWithdraw(offer, { actorId: ctx.actor.id, overseer, now: ctx.now }));
      const closed = await closeOffers(tx, [id], { state: "withdrawn", byId: ctx.actor.id, now: ctx.now });
      if (!closed.has(id)) throw lostRace(agent.name);
      await recordEvent(tx, ctx, offerEvent(agent, offer, "withdrawn"));
      return { agentId: agent.id };
    }),
  );
}
