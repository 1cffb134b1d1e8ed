import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { inSight, needing } from "../filter";
import { extentOf, getSeenAgent } from "../guard";
import type { Extent } from "../narrower";
import { grantsToSize } from "../queries";
import { isWide, stateAt } from "../rules";
import { type RightSizeInput, rightSizeSchema } from "../schema";
import type { StoredGrant } from "../store";
import { shapeOf, viewOf } from "../view-of";
import type { Proposal, RightSizeReport, RightSizeRow, ShapeView } from "../views";
import { brokenBy, type Proposed, proposalFor, type UsedCall } from "./propose";
import { usedCalls } from "./used-calls";

const DAY_MS = 86_400_000;
/** Grants that one report looks at: of one agent all, of all agents those unused for longest and the widest. */
const LOOKED_MAX = 200;

/**
 * Grants that permit more than was used in these days, each with the exact narrower grants that would have been enough, and what
 * those would have broken by what is recorded (Z8). Of one agent, or of all in sight.
 * @throws CountersignError `not_found` for an agent out of sight
 */
export async function rightSize(ctx: Context, input: RightSizeInput): Promise<RightSizeReport> {
  const { agentId, days } = parseInput(rightSizeSchema, input);
  const since = new Date(ctx.now.getTime() - days * DAY_MS);
  return inSqlTransaction(async (tx) => {
    if (agentId) await getSeenAgent(tx, ctx, agentId);
    const found = await grantsOf(tx, ctx, { agentId, days });
    const grants = found.slice(0, LOOKED_MAX).filter((grant) => stateAt(grant, ctx.now) === "active");
    const rows: RightSizeRow[] = [];
    for (const [agent, own] of Map.groupBy(grants, (grant) => grant.agentId)) {
      const used = await usedCalls(tx, { agentId: agent, since });
      rows.push(...own.flatMap((grant) => rowOf(ctx, grant, { calls: used.get(grant.id) ?? [], since, days })));
    }
    return { days, rows: rows.sort(byWeight), looked: grants.length, cut: found.length > LOOKED_MAX };
  });
}

function grantsOf(
  tx: SqlTx,
  ctx: Context,
  { agentId, days }: { agentId: string | null; days: number },
): Promise<StoredGrant[]> {
  const sql = inSight(ctx);
  if (agentId) sql.add(`e.agent_id = ${sql.value(agentId)}`);
  else sql.add(`(${needing(sql, "unused", ctx.now, days)} or ${needing(sql, "wide", ctx.now)} or e.use_count > 0)`);
  return grantsToSize(tx, { where: sql.where, values: sql.values, most: LOOKED_MAX + 1 });
}

const UNHEARD: Proposed = {
  kind: "wide",
  because: "It covers every tool of the server without a condition, and no recorded call says what would be enough.",
  into: [],
};

function rowOf(
  ctx: Context,
  grant: StoredGrant,
  { calls, since, days }: { calls: readonly UsedCall[]; since: Date; days: number },
): RightSizeRow[] {
  // A grant that is younger than the time looked at had no chance to be used in it.
  const inForce = new Date(Math.max(Number(grant.approvedAt), Number(grant.requestedAt)));
  const lastUsed = grant.lastUsedAt ?? new Date(0);
  const extent = extentOf(grant);
  const unheard = !calls.length && (inForce > since || lastUsed > since);
  if (unheard && !isWide(extent)) return [];
  const proposed = unheard ? UNHEARD : proposalFor(extent, calls, `in ${days} days`);
  if (!proposed) return [];
  const proposal: Proposal = {
    kind: proposed.kind,
    because: proposed.because,
    into: proposed.into.map((part) => shapeOfExtent(part, grant)),
    wouldBreak: brokenBy(proposed.into, calls),
  };
  return [{ grant: viewOf(ctx, grant), used: calls.length, proposal }];
}

export function shapeOfExtent(part: Extent, { resourceName }: Pick<StoredGrant, "resourceName">): ShapeView {
  const dated = (ms: number | null) => (ms === null ? null : new Date(ms));
  return shapeOf({ ...part, resourceName, startsAt: dated(part.startsAt), expiresAt: dated(part.expiresAt) });
}

const WEIGHT: Record<Proposal["kind"], number> = { wide: 0, tools: 1, unused: 2, conditions: 3, actions: 4 };

function byWeight(a: RightSizeRow, b: RightSizeRow): number {
  const wide = Number(b.grant.wide) - Number(a.grant.wide);
  return wide || WEIGHT[a.proposal.kind] - WEIGHT[b.proposal.kind] || a.grant.id.localeCompare(b.grant.id);
}
