import { requirePermission } from "@/lib/access";
import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { changedMeanwhile, digestOf, requireAllowed, requirePolicy } from "./guard";
import { flipsIn, requireProposable } from "./proposable";
import { selectInForce, selectVersion } from "./queries";
import { replayDraft } from "./replay";
import { decideRetire, decideRollBack } from "./rules";
import type { TestCase } from "./schema";
import { type RetirePolicyInput, type RollBackInput, retirePolicySchema, rollBackSchema } from "./schema";
import { insertVersion, type LockedPolicy, loadInForce, loadVersion } from "./store";
import type { Findings, Replay } from "./views";

const DAYS = 14;

/**
 * Proposes the text and tests of an older version anew (Z1): going back is a step forward, and takes a second person like any.
 * @throws CountersignError `unmet` when the old text no longer holds, `conflict` when another version is open or something else
 * was put in force since the person looked
 */
export async function rollBack(ctx: Context, input: RollBackInput): Promise<{ number: number }> {
  return refusingOnRecord(ctx, { verb: "policies.write", resource: input.policyId }, async () => {
    requirePermission(ctx, "policies.write");
    const { policyId, number, published, reason } = parseInput(rollBackSchema, input);
    const [old, inForce] = await Promise.all([selectVersion(policyId, number), selectInForce()]);
    if (!old) throw notFound("version");
    if (old.text !== "") requireProposable(old, inForce);
    const replay = await replayDraft(inForce, old, { days: DAYS, now: ctx.now });
    return inSqlTransaction(async (tx) => {
      const found = await requirePolicy(tx, policyId);
      const target = await loadVersion(tx, policyId, number);
      if (!target) throw notFound("version");
      if (found.policy.published !== published) throw changedMeanwhile(found.policy.name);
      requireAllowed(decideRollBack({ published, open: found.open }, target));
      const checked = requireProposable({ ...target, name: found.policy.name }, await loadInForce(tx));
      const findings = { kind: "rollback" as const, restores: number, ...checked, replay };
      return propose(tx, ctx, found, { text: target.text, tests: target.tests, note: reason, findings });
    });
  });
}

/**
 * Proposes that a policy no longer decides (Z1): a version without a rule. Its history stays; a second person puts it in force.
 * @throws CountersignError `conflict` when it is not in force or another version is open
 */
export async function retirePolicy(ctx: Context, input: RetirePolicyInput): Promise<{ number: number }> {
  return refusingOnRecord(ctx, { verb: "policies.write", resource: input.policyId }, async () => {
    requirePermission(ctx, "policies.write");
    const { policyId, published, reason } = parseInput(retirePolicySchema, input);
    const replay = await replayDraft(await selectInForce(), { policyId, text: "" }, { days: DAYS, now: ctx.now });
    return inSqlTransaction(async (tx) => {
      const found = await requirePolicy(tx, policyId);
      requireAllowed(decideRetire({ published: found.policy.published, open: found.open }));
      if (found.policy.published !== published) throw changedMeanwhile(found.policy.name);
      const findings = { kind: "retirement" as const, replay };
      return propose(tx, ctx, found, { text: "", tests: [], note: reason, findings });
    });
  });
}

type Tx = Parameters<typeof insertVersion>[0];

async function propose(
  tx: Tx,
  ctx: Context,
  { policy, last }: LockedPolicy,
  content: { text: string; tests: TestCase[]; note: string; findings: Findings & { replay: Replay } },
): Promise<{ number: number }> {
  const number = last + 1;
  const { text, tests, note, findings } = content;
  const proposed = { state: "proposed" as const, proposedById: ctx.actor.id, proposedAt: ctx.now };
  const version = { ...content, ...proposed, policyId: policy.id, number, authorId: ctx.actor.id, createdAt: ctx.now };
  await insertVersion(tx, version);
  await recordEvent(tx, ctx, {
    type: "policy.proposed",
    targetId: policy.id,
    details: {
      name: policy.name,
      number,
      kind: findings.kind ?? null,
      restores: findings.restores ?? null,
      textDigest: digestOf(text),
      tests: tests.length,
      note,
      days: findings.replay.days,
      replayed: findings.replay.decided,
      flips: flipsIn(findings.replay),
    },
  });
  return { number };
}
