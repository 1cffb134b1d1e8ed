import { requirePermission } from "@/lib/access";
import { type NewEvent, recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { checkDraft } from "./check";
import { changedMeanwhile, digestOf, requireAllowed, requireOpen } from "./guard";
import { decidePublish } from "./rules";
import { type DecideVersionInput, decideVersionSchema } from "./schema";
import {
  bumpPolicyEpoch,
  loadInForce,
  lockPublishing,
  type OpenVersion,
  type StoredPolicy,
  setPublished,
  supersede,
  updateVersion,
} from "./store";

/**
 * Puts a proposed version in force, by a second person (Z1). It is validated and tested once more, for others may have
 * published since it was proposed; every decision point takes it over with the commit.
 * @throws CountersignError `forbidden` for who had a hand in it, `unmet` when it no longer holds, `conflict` when somebody
 * decided first
 */
export async function publishVersion(ctx: Context, input: DecideVersionInput): Promise<{ version: number }> {
  return refusingOnRecord(ctx, { verb: "policies.publish", resource: input.policyId }, async () => {
    requirePermission(ctx, "policies.publish");
    const seen = parseInput(decideVersionSchema, input);
    return inSqlTransaction(async (tx) => {
      const { policy, open } = await requireOpen(tx, seen);
      requireAllowed(decidePublish(open, ctx.actor.id));
      await lockPublishing(tx);
      const retires = open.text === "";
      if (!retires) await requireSound(tx, policy, open);
      await supersede(tx, policy.id);
      const published = { state: "published" as const, publishedById: ctx.actor.id, publishedAt: ctx.now };
      const moved = await updateVersion(tx, { ...open, ...published });
      if (!moved || !(await setPublished(tx, policy, retires ? null : open.number))) {
        throw changedMeanwhile(policy.name);
      }
      await recordEvent(tx, ctx, eventOf(policy, open));
      await bumpPolicyEpoch(tx);
      return { version: open.version + 1 };
    });
  });
}

async function requireSound(tx: SqlTx, policy: StoredPolicy, open: OpenVersion): Promise<void> {
  const { sound, tests } = checkDraft({ ...open, name: policy.name }, await loadInForce(tx));
  if (sound) return;
  const failed = tests.find(({ passed }) => !passed);
  const what = failed ? `its test "${failed.name}" fails` : "it is no longer valid";
  throw new CountersignError(
    "unmet",
    `Since this was proposed something else changed, and now ${what}: reject it, so that it can be written anew.`,
  );
}

function eventOf(policy: StoredPolicy, open: OpenVersion): NewEvent {
  const { kind, restores } = open.findings;
  const told = {
    name: policy.name,
    number: open.number,
    textDigest: digestOf(open.text),
    formerNumber: policy.published,
    proposedById: open.proposedById,
  };
  if (open.text === "") return { type: "policy.retired", targetId: policy.id, details: told };
  if (kind !== "rollback") return { type: "policy.published", targetId: policy.id, details: told };
  return { type: "policy.rolled_back", targetId: policy.id, details: { ...told, restores: restores ?? null } };
}
