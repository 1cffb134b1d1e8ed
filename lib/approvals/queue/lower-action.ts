import { z } from "zod";
import { requirePermission } from "@/lib/access";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { actionIn } from "../binding";
import { requireRequest, requireStanding } from "../deciding/load";
import { waitingIn } from "../deciding/narrow-action";
import { previewNarrowing } from "../deciding/preview-narrowing";
import { loweredArguments } from "./lowered";

const change = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("number"), text: z.string().max(40) }),
  z.strictObject({ kind: z.literal("list"), keep: z.array(z.int().min(0)).min(1).max(10_000).readonly() }),
]);
const lowerSchema = z.strictObject({
  id: z.string().max(64),
  digest: z.string().max(64),
  lowered: z
    .array(z.strictObject({ path: z.string().max(4_096), lowered: change }))
    .min(1)
    .max(1_000),
});
export type LowerInput = z.input<typeof lowerSchema>;

/**
 * What a reviewer lowered on the screen as the arguments that would run, with their digest, which is what they then approve and
 * sign. Made of the stored bytes, so that nothing else of them can change. Changes nothing.
 * @throws CountersignError `forbidden`, `not_found`, `invalid` for what is no narrowing; ApprovalConflict when something else waits
 */
export async function lowerAction(ctx: Context, input: LowerInput): Promise<{ arguments: object; digest: string }> {
  requirePermission(ctx, "approvals.decide");
  const { id, digest, lowered } = parseInput(lowerSchema, input);
  const asked = await inSqlTransaction(async (tx) => {
    const loaded = await requireRequest(tx, id, { held: false });
    requireStanding(ctx, loaded);
    return actionIn(waitingIn(loaded.row).bytes).arguments;
  });
  const args = loweredArguments(asked, new Map(lowered.map((one) => [one.path, one.lowered])));
  if (!args) throw new CountersignError("invalid", "Give a plain number, and only for values that are there.");
  const preview = await previewNarrowing(ctx, { id, digest, arguments: args });
  return { arguments: args, digest: preview.digest };
}
