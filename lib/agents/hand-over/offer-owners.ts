import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { loadAgents } from "../store";
import { type Offer, offerKey, writeOffers } from "./offer";
import { activeOf } from "./store";

/**
 * Asks people to own agents, in the caller's transaction, with an event each (O2): for a campaign that decided so and asked its
 * own permission. Until they accept, the former arrangement stands.
 * @returns for each agent why nobody was asked; null: they were, or they own it already
 */
export async function offerOwners(
  tx: SqlTx,
  ctx: Context,
  { offers, note }: { offers: ReadonlyMap<string, string>; note: string },
): Promise<Map<string, string | null>> {
  const agents = await loadAgents(tx, [...offers.keys()]);
  const active = new Set(await activeOf(tx, [...offers.values()]));
  const outcome = new Map<string, string | null>();
  const made: Offer[] = [];
  for (const agent of agents) {
    const toId = offers.get(agent.id) ?? "";
    if (agent.status === "decommissioned") outcome.set(agent.id, "The agent was decommissioned.");
    else if (!active.has(toId)) outcome.set(agent.id, "Who was named is not here any more: name somebody else.");
    else {
      outcome.set(agent.id, null);
      if (agent.owner?.id !== toId) made.push({ agent, seat: "owner", fromId: agent.owner?.id ?? null, toId });
    }
  }
  const refusals = await writeOffers(tx, ctx, made, note);
  for (const { agent } of made) {
    const refusal = refusals.get(offerKey(agent.id, "owner"));
    if (refusal) outcome.set(agent.id, refusal.message);
  }
  return outcome;
}
