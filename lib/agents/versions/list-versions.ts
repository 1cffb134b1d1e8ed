import { can } from "@/lib/access";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { scopeOf } from "../guard";
import { loadAgents } from "../store";
import { type ListVersionsInput, listVersionsSchema } from "./schema";
import { loadVersions } from "./store";
import type { VersionPage } from "./terms";

const PAGE = 50;

/**
 * What an agent was made of over time, newest first (V8); a draft has no versions yet.
 * @throws CountersignError `not_found` when the agent does not exist or the caller may not see it
 */
export async function listVersions(ctx: Context, input: ListVersionsInput): Promise<VersionPage> {
  const { agentId, olderThan } = parseInput(listVersionsSchema, input);
  return inSqlTransaction(async (tx) => {
    const [agent] = await loadAgents(tx, [agentId]);
    if (!agent || !can(ctx.actor, "agents.read", scopeOf(agent))) throw notFound("agent");
    const found = await loadVersions(tx, agentId, { olderThan, limit: PAGE + 1 });
    const rows = found.slice(0, PAGE).map((row) => ({
      ...row,
      at: row.at.toISOString(),
      present: row.number === agent.revision,
    }));
    // Numbers are given without gaps, so that the present one counts them.
    return { rows, total: agent.revision, older: found.length > PAGE ? (rows.at(-1)?.number ?? null) : null };
  });
}
