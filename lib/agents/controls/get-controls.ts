import { can } from "@/lib/access";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { refusalOf, scopeOf } from "../guard";
import { type Ability, agentIdSchema } from "../schema";
import { loadAgents, reviewedClasses, type StoredAgent } from "../store";
import { measureControls } from "./measure";
import { decideConfirmation, decideWaiver, dueAt, isStale, tallyOf, waiverTerm } from "./rules";
import { loadPersonName, loadWaivers, type WaiverRow } from "./store";
import type { ControlsDetail, ControlView, WaiverView } from "./terms";

/**
 * The checklist of one agent with what the caller may do about it, every waiver it ever had, and when its record is due (K3).
 * @throws CountersignError `not_found` when it does not exist or the caller may not see it
 */
export async function getControls(ctx: Context, agentId: string): Promise<ControlsDetail> {
  const wanted = agentIdSchema.safeParse(agentId);
  if (!wanted.success) throw notFound("agent");
  return inSqlTransaction(async (tx) => {
    const [agent] = await loadAgents(tx, [wanted.data]);
    if (!agent || !can(ctx.actor, "agents.read", scopeOf(agent))) throw notFound("agent");
    const at = { reviewed: await reviewedClasses(tx), now: ctx.now };
    const controls = (await measureControls(tx, [agent], at)).get(agent.id) ?? [];
    const history = await loadWaivers(tx, agent.id);
    const { reviewedAt, reviewedById, tier } = agent;
    return {
      controls: controls.map((control) => ({
        ...control,
        waive: waiving(ctx, agent, control),
        end: ending(ctx, agent),
      })),
      tally: tallyOf(controls),
      term: waiverTerm(ctx.now),
      history: history.map((row) => waiverView(row, ctx.now)),
      review: {
        at: reviewedAt?.toISOString() ?? null,
        by: reviewedById === null ? null : await loadPersonName(tx, reviewedById),
        dueAt: (tier && dueAt(tier, reviewedAt))?.toISOString() ?? null,
        stale: agent.status !== "draft" && agent.status !== "decommissioned" && isStale(tier, reviewedAt, ctx.now),
        confirm: confirming(ctx, agent),
      },
    };
  });
}

function waiving(ctx: Context, agent: StoredAgent, control: ControlView): Ability {
  const refusal = refusalOf(ctx, "agents.waive", scopeOf(agent));
  if (refusal) return { allowed: false, reason: refusal };
  const decision = decideWaiver(agent, { id: control.id, found: control }, ctx.actor.id);
  return decision.allowed ? decision : { allowed: false, reason: decision.reason };
}

function ending(ctx: Context, agent: StoredAgent): Ability {
  const refusal = refusalOf(ctx, "agents.waive", scopeOf(agent));
  return refusal ? { allowed: false, reason: refusal } : { allowed: true };
}

function confirming(ctx: Context, agent: StoredAgent): Ability {
  const refusal = refusalOf(ctx, "agents.confirm", scopeOf(agent));
  if (refusal) return { allowed: false, reason: refusal };
  const decision = decideConfirmation(agent.status);
  return decision.allowed ? decision : { allowed: false, reason: decision.reason };
}

/** A waiver whose time ran out ended then, whether or not anything has written that down. */
function waiverView({ waivedAt, until, endedAt, ...row }: WaiverRow, now: Date): WaiverView {
  const over = endedAt ?? (until <= now ? until : null);
  return {
    ...row,
    waivedAt: waivedAt.toISOString(),
    until: until.toISOString(),
    endedAt: over?.toISOString() ?? null,
  };
}
