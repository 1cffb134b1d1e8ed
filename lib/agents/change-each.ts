import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { lostRace } from "./guard";
import { decideKeeps, gatesFor } from "./rules";
import { reviewedClasses, type StoredAgent, updateAgents } from "./store";
import type { Cause } from "./tier/rules";
import { type Change, recordSettled, type Settled, settle } from "./tier/settle";

/**
 * As `changeAgents`, row by row: what may not change stays as it was and says why, and the others are written.
 * @returns what was written, and the refusals by agent
 */
export async function changeEach(
  tx: SqlTx,
  ctx: Context,
  changes: readonly (Change & { before: StoredAgent })[],
  cause: Cause,
): Promise<{ written: Settled[]; refused: Map<string, CountersignError> }> {
  const refused = new Map<string, CountersignError>();
  if (!changes.length) return { written: [], refused };
  const reviewed = await reviewedClasses(tx);
  const kept: Settled[] = [];
  for (const settled of await settle(tx, ctx, changes, cause)) {
    const { agent, before } = settled;
    const gates = before ? gatesFor(before, reviewed) : [];
    const decision = decideKeeps(agent.status, gates, gatesFor(agent, reviewed));
    if (decision.allowed) kept.push(settled);
    else refused.set(agent.id, new CountersignError(decision.code, decision.reason));
  }
  const done = await updateAgents(
    tx,
    kept.map(({ agent }) => agent),
    ctx.now,
  );
  const written = kept.filter(({ agent }) => done.has(agent.id));
  for (const { agent } of kept) if (!done.has(agent.id)) refused.set(agent.id, lostRace(agent.name));
  await recordSettled(tx, ctx, written);
  return { written, refused };
}
