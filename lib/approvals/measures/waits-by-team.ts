import { requireReach, visibility } from "@/lib/access";
import type { Context } from "@/lib/context";
import { selectWaits } from "./queries";

/**
 * How long requests of a span waited until people decided them: the median in seconds by team ("" for agents without one), and of
 * all that the caller may see under null. For whoever reads usage: waiting is what approvals cost (M4).
 */
export async function waitsByTeam(
  ctx: Context,
  span: { from: Date; to: Date },
): Promise<ReadonlyMap<string | null, number>> {
  requireReach(ctx, "usage.read");
  const rows = await selectWaits(visibility(ctx.actor, "usage.read"), span);
  return new Map(rows.map(({ teamId, every, median }) => [every ? null : teamId, median]));
}
