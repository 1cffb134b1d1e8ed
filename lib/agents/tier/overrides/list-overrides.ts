import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { getVisible } from "../../guard";
import { agentIdSchema } from "../../schema";
import { loadHistory, type OverrideRow } from "./store";
import type { OverrideView } from "./terms";

const PAGE = 100;

/**
 * The overrides and requests of one agent, newest first, at most a hundred (K2).
 * @throws CountersignError `not_found` when the agent does not exist or the caller may not see it
 */
export async function listOverrides(ctx: Context, id: string): Promise<OverrideView[]> {
  const wanted = agentIdSchema.safeParse(id);
  if (!wanted.success) throw notFound("agent");
  return inSqlTransaction(async (tx) => {
    await getVisible(tx, ctx, wanted.data);
    return (await loadHistory(tx, wanted.data, PAGE)).map(viewOf);
  });
}

export function viewOf(row: OverrideRow): OverrideView {
  return {
    ...row,
    requestedAt: row.requestedAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}
