import { can, canSomewhere, requireReach } from "@/lib/access";
import type { Context } from "@/lib/context";
import type { Ability } from "../views";
import { type ExclusionRow, selectExclusions } from "./queries";
import { barOfDeciding } from "./rules";
import type { ExclusionState, ExclusionView } from "./views";

const OPEN: readonly ExclusionState[] = ["requested", "active"];
const ALL: readonly ExclusionState[] = ["requested", "active", "rejected", "ended"];

/** What is left out of campaigns within the reader's reach, what asks for a decision first; `past` with what is over as well. */
export async function listExclusions(
  ctx: Context,
  { past = false }: { past?: boolean } = {},
): Promise<ExclusionView[]> {
  requireReach(ctx, canSomewhere(ctx.actor, "campaigns.read") ? "campaigns.read" : "exclusions.request");
  const rows = await selectExclusions(past ? ALL : OPEN);
  return rows.filter((row) => isSeen(ctx, row)).map((row) => viewOf(ctx, row));
}

const isSeen = (ctx: Context, row: ExclusionRow) =>
  can(ctx.actor, "campaigns.read", row) || can(ctx.actor, "exclusions.request", row);

function viewOf(ctx: Context, row: ExclusionRow): ExclusionView {
  const { id, targetKind, targetId, agentId, agentName, grant, reason, state, stateReason, until, version } = row;
  const person = (of: string | null, name: string | null, active: boolean) =>
    of === null ? null : { id: of, name: name ?? of, active };
  return {
    ...{ id, targetKind, targetId, agentId, agentName, grant, reason, state, stateReason, until, version },
    requestedBy: person(row.requestedById, row.requestedByName, row.requestedByActive),
    requestedAt: row.requestedAt,
    decidedBy: person(row.decidedById, row.decidedByName, row.decidedByActive),
    decidedAt: row.decidedAt,
    abilities: { decide: decideAbility(ctx, row), end: endAbility(ctx, row) },
  };
}

function decideAbility(ctx: Context, row: ExclusionRow): Ability {
  if (!can(ctx.actor, "exclusions.decide", row)) {
    return { allowed: false, reason: "Compliance or the CISO decides, for the team concerned." };
  }
  const bar = barOfDeciding(row, ctx.actor.id, row.readAt);
  return bar ? { allowed: false, reason: bar } : { allowed: true };
}

function endAbility(ctx: Context, row: ExclusionRow): Ability {
  if (!can(ctx.actor, "exclusions.decide", row) && !can(ctx.actor, "exclusions.request", row)) {
    return { allowed: false, reason: "Who answers for the agent or compliance ends it." };
  }
  return OPEN.includes(row.state) ? { allowed: true } : { allowed: false, reason: "It is over already." };
}
