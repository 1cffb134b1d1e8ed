import { can, requirePermission } from "@/lib/access";
import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { type Loaded, scopeFor } from "../deciding/load";
import { mayDecide, movedMeanwhile, requireStandingApproval } from "./load";
import { type EndInput, endSchema } from "./schema";
import { type StandingRow, writeEnded } from "./store";

/**
 * Rejects a proposal, or takes back one's own.
 * @throws CountersignError `forbidden` (recorded), `not_found`, `conflict` when it is decided already
 */
export async function rejectStanding(ctx: Context, input: EndInput): Promise<{ version: number }> {
  requirePermission(ctx, "standing.confirm");
  const { id, version, reason } = parseInput(endSchema, input);
  return refusingOnRecord(ctx, { verb: "standing.confirm", resource: id }, () =>
    inSqlTransaction(async (tx) => {
      const { found, loaded } = await requireStandingApproval(tx, { id, version });
      requireSeen(ctx, found, loaded);
      const refusal = rejectRefusal(ctx, found, loaded);
      if (refusal) throw new CountersignError("forbidden", refusal);
      if (found.state !== "proposed") throw movedMeanwhile();
      const end = { from: "proposed", to: "rejected", byId: ctx.actor.id } as const;
      if (!(await writeEnded(tx, { id, version }, end))) throw movedMeanwhile();
      const details = { proposedById: found.proposedById, reason };
      await recordEvent(tx, ctx, { type: "standing.rejected", targetId: id, agentId: found.agentId, details });
      return { version: version + 1 };
    }),
  );
}

/**
 * Withdraws a standing approval that is in force: requests like it wait for people again. What it approved before stays approved.
 * @throws CountersignError `forbidden` (recorded), `not_found`, `conflict` when it has ended already
 */
export async function revokeStanding(ctx: Context, input: EndInput): Promise<{ version: number }> {
  const { id, version, reason } = parseInput(endSchema, input);
  return refusingOnRecord(ctx, { verb: "standing.revoke", resource: id }, () =>
    inSqlTransaction(async (tx) => {
      const { found, loaded } = await requireStandingApproval(tx, { id, version });
      requireSeen(ctx, found, loaded);
      const refusal = revokeRefusal(ctx, found, loaded);
      if (refusal) throw new CountersignError("forbidden", refusal);
      if (found.state !== "active") throw movedMeanwhile();
      const end = { from: "active", to: "revoked", byId: ctx.actor.id } as const;
      if (!(await writeEnded(tx, { id, version }, end))) throw movedMeanwhile();
      const { used, maxUses, agentId } = found;
      await recordEvent(tx, ctx, {
        type: "standing.revoked",
        targetId: id,
        agentId,
        details: { used, maxUses, reason },
      });
      return { version: version + 1 };
    }),
  );
}

/** Whoever may decide such requests, and the proposer. */
function rejectRefusal(ctx: Context, found: StandingRow, loaded: Loaded): string | null {
  if (found.proposedById === ctx.actor.id || mayDecide(loaded, ctx.actor.id)) return null;
  return "Whoever proposed it takes it back, or somebody who may decide such requests rejects it.";
}

/** Who answers for the agent, reviewers and compliance of its team, and the two people who gave it. */
function revokeRefusal(ctx: Context, found: StandingRow, { facts }: Loaded): string | null {
  if ([found.proposedById, found.confirmedById].includes(ctx.actor.id)) return null;
  if (can(ctx.actor, "standing.revoke", scopeFor(facts.request, ctx.actor.id))) return null;
  return "Whoever gave it withdraws it, or the agent's owner, a reviewer or compliance for its team.";
}

/** Whether the actor may see it: what approvals.read reaches, what they gave, and what they may decide. */
function isSeen(ctx: Context, found: StandingRow, loaded: Loaded): boolean {
  if ([found.proposedById, found.confirmedById].includes(ctx.actor.id)) return true;
  return (
    mayDecide(loaded, ctx.actor.id) || can(ctx.actor, "approvals.read", scopeFor(loaded.facts.request, ctx.actor.id))
  );
}

function requireSeen(ctx: Context, found: StandingRow, loaded: Loaded): void {
  if (!isSeen(ctx, found, loaded)) throw notFound("standing approval");
}
