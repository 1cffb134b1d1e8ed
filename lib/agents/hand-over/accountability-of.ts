import { can } from "@/lib/access";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { scopeOf } from "../guard";
import { agentIdSchema } from "../schema";
import { loadAgents } from "../store";
import { selectPeriods } from "./queries";
import type { AccountabilityView } from "./views";

/**
 * Who answered for an agent in which seat, from when until when, the latest first (O1). Written by the database beside every
 * change of the agent itself, so that no way of changing an owner is forgotten.
 * @throws CountersignError `not_found` when there is no such agent or the caller may not see it
 */
export async function accountabilityOf(ctx: Context, agentId: string): Promise<AccountabilityView[]> {
  const wanted = agentIdSchema.safeParse(agentId);
  if (!wanted.success) throw notFound("agent");
  const [agent] = await inSqlTransaction((tx) => loadAgents(tx, [wanted.data]));
  if (!agent || !can(ctx.actor, "agents.read", scopeOf(agent))) throw notFound("agent");
  return selectPeriods(agent.id);
}
