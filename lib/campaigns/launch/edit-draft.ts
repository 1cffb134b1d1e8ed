import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { lostRace, requireReach, requireSeen } from "../guard";
import type { CampaignRecord } from "../store";
import { requireActive } from "./named";
import { editRefusal, teamOfScope } from "./rules";
import { type DraftSeenInput, draftSeenSchema, type EditDraftInput, editDraftSchema } from "./schema";
import { inSqlTransaction, moveCampaign, removeDraft } from "./store";

/** Changes a draft. @throws CountersignError `not_found`, `forbidden`, `invalid`, `conflict`, `unmet` once it is launched */
export async function editDraft(ctx: Context, input: EditDraftInput): Promise<{ id: string; version: number }> {
  const { id, version, changes } = parseInput(editDraftSchema, input);
  return inSqlTransaction(async (tx) => {
    const draft = await requireDraft(tx, ctx, { id, version });
    const next = { plan: changes.plan ?? draft.plan, fallbackId: changes.fallbackId ?? draft.fallbackId };
    const teamId = teamOfScope(next.plan.scope);
    requireReach(ctx, "campaigns.launch", teamId);
    await requireActive(tx, next);
    const moved = await moveCampaign(tx, { id, version, from: "draft", to: "draft", set: { ...changes, teamId } });
    if (!moved) throw lostRace();
    const { name, ...others } = changes;
    const details = {
      fields: Object.keys(changes).sort(),
      fallbackId: others.fallbackId ?? null,
      name: name ?? draft.name,
    };
    await recordEvent(tx, ctx, { type: "campaign.draft_changed", targetId: id, details });
    return { id, version: version + 1 };
  });
}

/** Throws a draft away: nobody was asked. @throws as `editDraft` */
export async function deleteDraft(ctx: Context, input: DraftSeenInput): Promise<void> {
  const seen = parseInput(draftSeenSchema, input);
  await inSqlTransaction(async (tx) => {
    const { name } = await requireDraft(tx, ctx, seen);
    if (!(await removeDraft(tx, seen.id, seen.version))) throw lostRace();
    await recordEvent(tx, ctx, { type: "campaign.draft_removed", targetId: seen.id, details: { name } });
  });
}

async function requireDraft(tx: SqlTx, ctx: Context, seen: DraftSeenInput): Promise<CampaignRecord> {
  const draft = await requireSeen(tx, ctx, { ...seen, verb: "campaigns.launch" });
  const refusal = editRefusal(draft.state);
  if (refusal) throw new CountersignError("unmet", refusal);
  return draft;
}
