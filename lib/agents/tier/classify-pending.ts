import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { loadAgents, updateAgents } from "../store";
import { recordSettled, settle } from "./settle";
import { lockUnclassified } from "./store";

const BATCH = 200;

/**
 * Computes the tier of agents that nobody computed yet (K1): after an upgrade, in batches of a transaction each. Idempotent, and
 * safe with several workers: each takes rows that no other holds.
 * @returns how many were computed
 */
export async function classifyPending(ctx: Context): Promise<{ classified: number }> {
  let classified = 0;
  for (;;) {
    const done = await inSqlTransaction(async (tx) => {
      const ids = await lockUnclassified(tx, BATCH);
      const agents = await loadAgents(tx, ids);
      const changes = agents.map((agent) => ({ before: agent, after: agent }));
      const settled = await settle(tx, ctx, changes, "method");
      // The rows are locked: nobody can be faster.
      await updateAgents(
        tx,
        settled.map(({ agent }) => ({ ...agent, classifiedAt: agent.classifiedAt ?? ctx.now })),
        ctx.now,
      );
      await recordSettled(tx, ctx, settled);
      return agents.length;
    });
    classified += done;
    if (done < BATCH) return { classified };
  }
}
