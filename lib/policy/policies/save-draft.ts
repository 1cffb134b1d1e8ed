import { requirePermission } from "@/lib/access";
import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { changedMeanwhile, digestOf, requireAllowed, requireOpen, requirePolicy } from "./guard";
import { decideBegin, decideEdit } from "./rules";
import { type SaveDraftInput, saveDraftSchema } from "./schema";
import { insertVersion, updateVersion } from "./store";

export interface Saved {
  number: number;
  version: number;
}

/**
 * Writes a draft: over the one that the person saw, or a new one when none is named (Z1). Whoever writes it is no second person
 * for it any more.
 * @throws CountersignError `conflict` when somebody wrote it meanwhile, when it waits for a second person, or when another
 * version is open already
 */
export async function saveDraft(ctx: Context, input: SaveDraftInput): Promise<Saved> {
  return refusingOnRecord(ctx, { verb: "policies.write", resource: input.policyId }, async () => {
    requirePermission(ctx, "policies.write");
    const { policyId, number, version, text, tests } = parseInput(saveDraftSchema, input);
    const content = { policyId, text, tests };
    return inSqlTransaction(async (tx) => {
      const { name, ...saved } =
        number === undefined || version === undefined
          ? await begin(tx, ctx, content)
          : await overwrite(tx, ctx, { ...content, number, version });
      await recordEvent(tx, ctx, {
        type: "policy.drafted",
        targetId: policyId,
        details: { name, number: saved.number, text, textDigest: digestOf(text), tests: tests.length },
      });
      return saved;
    });
  });
}

type Content = Pick<ReturnType<typeof saveDraftSchema.parse>, "policyId" | "text" | "tests">;

async function begin(tx: SqlTx, ctx: Context, content: Content): Promise<Saved & { name: string }> {
  const { policy, open, last } = await requirePolicy(tx, content.policyId);
  requireAllowed(decideBegin({ published: policy.published, open }));
  const number = last + 1;
  await insertVersion(tx, { ...content, number, authorId: ctx.actor.id, createdAt: ctx.now });
  return { name: policy.name, number, version: 1 };
}

async function overwrite(
  tx: SqlTx,
  ctx: Context,
  content: Content & { number: number; version: number },
): Promise<Saved & { name: string }> {
  const { policy, open } = await requireOpen(tx, content);
  requireAllowed(decideEdit(open));
  const writerIds = [...new Set([...open.writerIds, ctx.actor.id])];
  const { text, tests } = content;
  if (!(await updateVersion(tx, { ...open, text, tests, writerIds }))) throw changedMeanwhile(policy.name);
  return { name: policy.name, number: open.number, version: open.version + 1 };
}
