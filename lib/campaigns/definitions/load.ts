import { can } from "@/lib/access";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import { lostRace, requireReach } from "../guard";
import type { CampaignPlan } from "../terms";
import { type DefinitionRecord, isActivePerson, loadDefinition } from "./store";

/** The one team that a plan is confined to; null: it goes across teams. */
export function teamOf(plan: CampaignPlan): string | null {
  const [only, ...others] = plan.scope.teamIds;
  return only !== undefined && others.length === 0 ? only : null;
}

/**
 * The definition at the version that the caller saw, held until commit.
 * @throws CountersignError `not_found`, `forbidden`, `conflict`
 */
export async function requireDefinition(
  tx: SqlTx,
  ctx: Context,
  { id, version }: { id: string; version: number },
): Promise<DefinitionRecord> {
  const found = await loadDefinition(tx, id, { held: true });
  const teamId = found && teamOf(found.plan);
  if (!found || !can(ctx.actor, "campaigns.read", { teamId })) throw notFound("definition");
  requireReach(ctx, "campaigns.define", teamId);
  if (found.version !== version) throw lostRace("this definition");
  return found;
}

/** @throws CountersignError `unmet` when what is wanted is only possible in other states */
export function requireState(found: DefinitionRecord, wanted: DefinitionRecord["state"], sentence: string): void {
  if (found.state !== wanted) throw new CountersignError("unmet", sentence);
}

/** @throws CountersignError `invalid` unless somebody active gets what nobody else can judge */
export async function requireFallback(tx: SqlTx, id: string): Promise<void> {
  if (await isActivePerson(tx, id)) return;
  throw new CountersignError("invalid", "Some fields need your attention.", [
    { path: "fallbackId", message: "This person is not active: choose somebody who can answer." },
  ]);
}
