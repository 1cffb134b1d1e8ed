import { can } from "@/lib/access";
import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { parseInput } from "@/lib/parse";
import { loadDefinition } from "../definitions/store";
import { requireReach } from "../guard";
import { requireActive } from "./named";
import { teamOfScope } from "./rules";
import { type DraftInput, draftSchema } from "./schema";
import { inSqlTransaction, insertCampaign } from "./store";

/**
 * Writes down a campaign that is not launched yet (C1).
 * @throws CountersignError `forbidden`, `invalid`, `not_found` for a definition that the caller may not see, `conflict` when the definition has one for this occurrence
 */
export function draftCampaign(ctx: Context, input: DraftInput): Promise<{ id: string }> {
  return inSqlTransaction((tx) => draftIn(tx, ctx, input));
}

/** The same within a transaction of the caller. */
async function draftIn(tx: SqlTx, ctx: Context, input: DraftInput): Promise<{ id: string }> {
  const draft = parseInput(draftSchema, input);
  const teamId = teamOfScope(draft.plan.scope);
  requireReach(ctx, "campaigns.launch", teamId);
  // A person launches by hand; what belongs to a schedule or to a drift is made by the worker alone.
  if (ctx.actor.kind !== "system" && (draft.kind !== "adhoc" || draft.occurrence !== null)) {
    throw new CountersignError("forbidden", "Only the schedule itself makes campaigns of this kind.");
  }
  await requireActive(tx, draft);
  if (ctx.actor.kind !== "system" && draft.definitionId !== null) await requireKnown(tx, ctx, draft.definitionId);
  const id = newId("cmp", ctx.now);
  const createdById = ctx.actor.kind === "user" ? ctx.actor.id : null;
  if (!(await insertCampaign(tx, { ...draft, id, teamId, createdById, createdAt: ctx.now }))) {
    throw new CountersignError("conflict", "There is a campaign for this occurrence already.");
  }
  const { name, kind, definitionId } = draft;
  await recordEvent(tx, ctx, { type: "campaign.drafted", targetId: id, details: { kind, definitionId, name } });
  return { id };
}

/** A definition that the caller may see: a campaign that names it stands on its page. @throws CountersignError `not_found` */
async function requireKnown(tx: SqlTx, ctx: Context, id: string): Promise<void> {
  const found = await loadDefinition(tx, id);
  const teamId = found && teamOfScope(found.plan.scope);
  if (!found || !can(ctx.actor, "campaigns.read", { teamId })) throw notFound("definition");
}
