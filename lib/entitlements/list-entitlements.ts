import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { getSeenAgent } from "./guard";
import { OF_AGENT_MAX } from "./request";
import { agentIdSchema } from "./schema";
import { loadOfAgent } from "./store";
import type { EntitlementState } from "./terms";
import { viewOf } from "./view-of";
import type { EntitlementView } from "./views";

const ORDER: readonly EntitlementState[] = ["requested", "active", "suspended", "expired", "revoked", "rejected"];

/**
 * Every grant of an agent (Z2): what waits first, then what is in force, then what is over, each the newest first.
 * @throws CountersignError `not_found` when the agent does not exist or the caller may not see it
 */
export async function listEntitlements(ctx: Context, agentId: string): Promise<EntitlementView[]> {
  const wanted = agentIdSchema.safeParse(agentId);
  if (!wanted.success) throw notFound("agent");
  return inSqlTransaction(async (tx) => {
    const agent = await getSeenAgent(tx, ctx, wanted.data);
    const grants = (await loadOfAgent(tx, agent.id, OF_AGENT_MAX)).map((grant) => viewOf(ctx, grant));
    return grants.sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
  });
}
