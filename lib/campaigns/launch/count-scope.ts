import type { Context } from "@/lib/context";
import { parseInput } from "@/lib/parse";
import { requireReach } from "../guard";
import { pool } from "../store";
import type { ScopeCounts } from "../views";
import { scopeCountsOf, teamOfScope } from "./rules";
import { type CountScopeInput, countScopeSchema } from "./schema";
import { countAgents, countRights } from "./store";

/**
 * How much a campaign of this scope would look at (C1), for whoever chooses it.
 * @throws CountersignError `forbidden`: across teams it needs a role for the whole organisation
 */
export async function countScope(ctx: Context, input: CountScopeInput): Promise<ScopeCounts> {
  const { kinds, scope } = parseInput(countScopeSchema, input);
  requireReach(ctx, "campaigns.launch", teamOfScope(scope));
  const [counted, agents] = await Promise.all([countRights(pool(), kinds, scope), countAgents(pool(), kinds, scope)]);
  return scopeCountsOf(counted, agents);
}
