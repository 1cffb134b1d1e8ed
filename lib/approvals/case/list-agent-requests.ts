import { can } from "@/lib/access";
import type { Context } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { isId } from "@/lib/ids";
import { linesFor, readShared } from "../queue/rows";
import type { QueueRow } from "../views";
import { agentScope, idsOfAgent, reading } from "./queries";

export interface AgentRequests {
  rows: QueueRow[];
  /** The id to read on from; null: there is nothing older. */
  older: string | null;
  /** Whether the caller sees all of them; otherwise those alone in which they have a part. */
  all: boolean;
}

const PAGE = 50;

/**
 * What people were asked about one agent, the latest first (A2).
 * @param olderThan the last request of the page before
 * @throws CountersignError `not_found` for an agent that does not exist
 */
export async function listAgentRequests(
  ctx: Context,
  { agentId, olderThan = null }: { agentId: string; olderThan?: string | null },
): Promise<AgentRequests> {
  if (!isId("agt", agentId)) throw notFound("agent");
  const q = reading();
  const after = olderThan !== null && isId("apr", olderThan) ? olderThan : null;
  const [scope, ids] = await Promise.all([agentScope(q, agentId), idsOfAgent(q, { agentId, after, most: PAGE + 1 })]);
  if (!scope) throw notFound("agent");
  const shown = ids.slice(0, PAGE);
  return {
    rows: linesFor(ctx.actor, await readShared(q, shown)),
    older: ids.length > PAGE ? (shown.at(-1) ?? null) : null,
    all: can(ctx.actor, "approvals.read", scope),
  };
}
