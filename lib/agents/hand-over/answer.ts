import { can } from "@/lib/access";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { scopeOf } from "../guard";
import { loadAgents, type StoredAgent } from "../store";
import { findOffers, type StoredOffer } from "./store";

export interface Asked {
  offer: StoredOffer;
  agent: StoredAgent;
}

/** These offers with their agents, as far as the caller may know of them: asked, offering, or seeing the agent. By id. */
export async function askedFor(tx: SqlTx, ctx: Context, ids: readonly string[]): Promise<Map<string, Asked>> {
  const offers = await findOffers(tx, ids);
  const agents = await loadAgents(tx, [...new Set(offers.map(({ agentId }) => agentId))]);
  const byId = new Map(agents.map((agent) => [agent.id, agent]));
  return new Map(
    offers.flatMap((offer) => {
      const agent = byId.get(offer.agentId);
      if (!agent || !mayKnow(ctx, offer, agent)) return [];
      return [[offer.id, { offer, agent }] as const];
    }),
  );
}

/** @throws CountersignError `not_found` when there is none, or the caller has nothing to do with it */
export async function getAsked(tx: SqlTx, ctx: Context, id: string): Promise<Asked> {
  const asked = (await askedFor(tx, ctx, [id])).get(id);
  if (!asked) throw notFound("offer");
  return asked;
}

function mayKnow(ctx: Context, offer: StoredOffer, agent: StoredAgent): boolean {
  const mine = ctx.actor.kind === "user" && [offer.toId, offer.offeredById].includes(ctx.actor.id);
  return mine || can(ctx.actor, "agents.read", scopeOf(agent));
}
