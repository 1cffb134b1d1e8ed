import { requirePermission } from "@/lib/access";
import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { changedMeanwhile, digestOf, requireAllowed, requireOpen } from "./guard";
import { flipsIn, requireProposable } from "./proposable";
import { selectInForce, selectOpen } from "./queries";
import { replayDraft } from "./replay";
import { decideEdit } from "./rules";
import { type ProposeVersionInput, proposeVersionSchema } from "./schema";
import { loadInForce, updateVersion } from "./store";
import type { Replay } from "./views";

/**
 * Hands a draft to its second person (Z1), with what validation, its tests and the recorded decisions say of it (Z7).
 * @throws CountersignError `unmet` while there are errors or failing tests; `conflict` when it changed since the person looked
 */
export async function proposeVersion(
  ctx: Context,
  input: ProposeVersionInput,
): Promise<{ version: number; replay: Replay }> {
  return refusingOnRecord(ctx, { verb: "policies.write", resource: input.policyId }, async () => {
    requirePermission(ctx, "policies.write");
    const { note, days, ...seen } = parseInput(proposeVersionSchema, input);
    const [draft, inForce] = await Promise.all([selectOpen(seen.policyId), selectInForce()]);
    if (!draft) throw notFound("draft");
    requireAllowed(decideEdit(draft));
    requireProposable(draft, inForce);
    // Thousands of decisions are decided again outside of the transaction; the version says that it is still the same text.
    const replay = await replayDraft(inForce, draft, { days, now: ctx.now });
    return inSqlTransaction(async (tx) => {
      const { policy, open } = await requireOpen(tx, seen);
      if (open.text !== draft.text) throw changedMeanwhile(policy.name);
      requireAllowed(decideEdit(open));
      const checked = requireProposable({ ...open, name: policy.name }, await loadInForce(tx));
      const findings = { kind: "change" as const, ...checked, replay };
      const proposed = { state: "proposed" as const, note, proposedById: ctx.actor.id, proposedAt: ctx.now, findings };
      if (!(await updateVersion(tx, { ...open, ...proposed }))) throw changedMeanwhile(policy.name);
      await recordEvent(tx, ctx, {
        type: "policy.proposed",
        targetId: policy.id,
        details: {
          name: policy.name,
          number: open.number,
          kind: "change",
          textDigest: digestOf(open.text),
          tests: open.tests.length,
          note,
          days,
          replayed: replay.decided,
          flips: flipsIn(replay),
        },
      });
      return { version: open.version + 1, replay };
    });
  });
}
