import { can } from "@/lib/access";
import { type NewEvent, recordEvents } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { scopeOf } from "./guard";
import { type KeepInput, keepSchema } from "./schema";
import { confirmRecords, receivedAgents, seeReceived, type Watched } from "./store";

/**
 * Says of agents that came to the caller by succession that they stay (O3): the caller did not ask for them and now answers
 * for them knowingly. Where the caller may, this confirms their records too. Whoever would not keep one hands it over.
 * @throws CountersignError `forbidden` for what is no person, `not_found` when one of those named does not wait for the caller
 */
export async function keepSucceeded(ctx: Context, input: KeepInput): Promise<{ kept: number }> {
  const { ids } = parseInput(keepSchema, input);
  const { actor, now } = ctx;
  if (actor.kind !== "user") throw new CountersignError("forbidden", "This needs a signed-in person.");
  return await inSqlTransaction(async (tx) => {
    const received = await receivedAgents(tx, actor.id, ids ?? null);
    if (ids && received.length < new Set(ids).size) throw notFound("agent that waits for you");
    // Two tabs may keep the same ones: each agent is told of once.
    const fresh = await seeReceived(tx, { personId: actor.id, ids: received.map(({ id }) => id), now });
    const kept = received.filter(({ id }) => fresh.has(id));
    const confirmed = kept.filter((agent) => agent.status !== "draft" && can(actor, "agents.confirm", scopeOf(agent)));
    await confirmRecords(
      tx,
      confirmed.map(({ id }) => id),
      { now, byId: actor.id },
    );
    await recordEvents(tx, ctx, [...kept.map((agent) => keptEvent(agent, actor.id)), ...confirmed.map(confirmedEvent)]);
    return { kept: kept.length };
  });
}

function keptEvent(agent: Watched, personId: string): NewEvent {
  const { id, name, environment, owner, deputy } = agent;
  const role = owner?.id === personId ? "owner" : deputy?.id === personId ? "deputy" : "sponsor";
  return { type: "agent.succession_kept", targetId: id, agentId: id, details: { name, environment, role } };
}

function confirmedEvent({ id, name, environment, tier, reviewedAt }: Watched): NewEvent {
  const formerReviewAt = reviewedAt?.toISOString() ?? null;
  return {
    type: "agent.record_confirmed",
    targetId: id,
    agentId: id,
    details: { name, environment, tier, formerReviewAt, note: "Kept after succeeding somebody who left." },
  };
}
