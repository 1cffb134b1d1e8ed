import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { insertNotices } from "@/lib/notices";
import type { StoredAgent } from "../../store";
import type { PendingRequest } from "./rules";

/** Tells who asked what became of it. */
export async function decisionNotice(
  tx: SqlTx,
  ctx: Context,
  { agent, pending, agreed }: { agent: StoredAgent; pending: PendingRequest; agreed: boolean },
): Promise<void> {
  if (pending.requestedById === null) return;
  const { id: agentId, name, environment } = agent;
  const content = { name, environment, tier: pending.tier, agreed };
  await insertNotices(tx, [{ personId: pending.requestedById, kind: "tier_decided", agentId, content }], ctx.now);
}
