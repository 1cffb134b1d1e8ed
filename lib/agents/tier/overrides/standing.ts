import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { lostRace } from "../../guard";
import type { StoredAgent } from "../../store";
import type { OpenOverride } from "../rules";
import { changeAgents, type Settled } from "../settle";
import { endOverrides, loadOverrides } from "../store";
import type { Standing } from "./rules";
import { loadPending } from "./store";

/** What raising, lowering and agreeing is decided on, as this transaction sees it. */
export async function loadStanding(tx: SqlTx, agent: StoredAgent): Promise<Standing> {
  const overrides = await loadOverrides(tx, [agent.id]);
  const { status, tier, computedTier: computed } = agent;
  return {
    status,
    tier,
    computed,
    override: overrides.get(agent.id) ?? null,
    pending: await loadPending(tx, agent.id),
  };
}

/** Ends the override in force in favour of the one that takes its place. */
export async function replaceOverride(
  tx: SqlTx,
  agent: StoredAgent,
  former: OpenOverride | null,
  made: { at: Date; byId: string },
): Promise<void> {
  if (!former) return;
  if ((await endOverrides(tx, [{ id: former.id, reason: "replaced" }], made)) !== 1) throw lostRace(agent.name);
}

/** Settles the agent after its overrides were changed, under the name of who changed them. */
export async function settleOverride(
  tx: SqlTx,
  ctx: Context,
  agent: StoredAgent,
  how: { allowFall?: boolean; endsOverride?: boolean } = {},
): Promise<Settled> {
  const after: StoredAgent = { ...agent, updatedById: ctx.actor.id, updatedFields: ["tier"] };
  const [settled] = await changeAgents(tx, ctx, [{ before: agent, after, ...how }], "override");
  if (!settled) throw lostRace(agent.name);
  return settled;
}
