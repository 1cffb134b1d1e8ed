import { requirePermission } from "@/lib/access";
import type { Context } from "@/lib/context";
import { CountersignError } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { checkDraft, NEW_POLICY } from "./check";
import { nameFlips } from "./name-flips";
import { selectInForce } from "./queries";
import { replayDraft } from "./replay";
import { type ReplayDraftInput, replayDraftSchema } from "./schema";
import type { Replay } from "./views";

/**
 * What of the recorded decisions would come out otherwise if this text were in force (Z7). Nothing is kept.
 * @throws CountersignError `unmet` when the text has errors
 */
export async function replayPolicy(ctx: Context, input: ReplayDraftInput): Promise<Replay> {
  requirePermission(ctx, "policies.write");
  const { policyId, text, days } = parseInput(replayDraftSchema, input);
  const id = policyId ?? NEW_POLICY;
  const inForce = await selectInForce();
  const checked = checkDraft({ policyId: id, name: "", text, tests: [] }, inForce);
  if (!checked.sound) throw new CountersignError("unmet", "There are errors in the text: put them right first.");
  const replay = await replayDraft(inForce, { policyId: id, text }, { days, now: ctx.now });
  const [named] = await nameFlips(ctx, [replay]);
  return named ?? replay;
}
