import { restoreAgents } from "@/lib/agents";
import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { stopIdentities } from "@/lib/credentials";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { movedMeanwhile, requireAllowed, requireSwitch, requireVerb, scopeOf } from "./guard";
import { agentOf } from "./request-lift";
import { decideLift, stopsAgents } from "./rules";
import { type LiftSwitchInput, liftSwitchSchema } from "./schema";
import { coveredIds, raiseEpoch, type StoredSwitch, writeLift } from "./store";
import { tell } from "./tell";

export interface Lifted {
  /** Agents that act again. */
  resumed: number;
  /** Agents that it had suspended and that stay so: somebody moved them since, or a condition of resuming is not met. */
  kept: number;
}

/**
 * Lifts a switch (X2): by a second person, who neither threw it nor asked for it to be lifted. The agents that it suspended act
 * again where nobody moved them since and their conditions are met; tokens that were issued before stay dead, and so do
 * credentials that were revoked.
 * @throws CountersignError `forbidden` (recorded), `not_found`, `conflict` when nobody asked, it is lifted, or moved meanwhile
 */
export async function liftSwitch(ctx: Context, input: LiftSwitchInput): Promise<Lifted> {
  const { id, version } = parseInput(liftSwitchSchema, input);
  return refusingOnRecord(ctx, { verb: "switches.lift", resource: id }, () =>
    inSqlTransaction(async (tx) => {
      const { found, target } = await requireSwitch(tx, ctx, { id, version });
      const { targetKind, thrownById, liftRequestedById, liftReason: reason, stopped } = found;
      requireVerb(ctx, "switches.lift", { kind: targetKind, scope: scopeOf(targetKind, target) });
      requireAllowed(decideLift(found, ctx.actor.id));
      const tokens = await endOldTokens(tx, ctx, found);
      const resumed = await restoreAgents(tx, ctx, { ids: stopped, stoppedAt: found.thrownAt, reason });
      const done = { resumed: resumed.length, kept: stopped.length - resumed.length };
      const told = { kind: "switch_lifted", targetKind, target: found.target, name: target.name } as const;
      await tell(tx, ctx, {
        ...told,
        personIds: [thrownById, liftRequestedById, target.ownerId],
        except: [ctx.actor.id],
      });
      const details = { targetKind, thrownById, liftRequestedById, ...done, tokens, reason };
      await recordEvent(tx, ctx, { type: "switch.lifted", targetId: id, ...agentOf(found), details });
      // The row of the epoch last: decision points renew their leases meanwhile.
      await raiseEpoch(tx);
      if (!(await writeLift(tx, found, { byId: ctx.actor.id, at: ctx.now, ...done }))) throw movedMeanwhile();
      return done;
    }),
  );
}

/** Also those that a transaction issued while the switch was being thrown, and those of agents too many to be gone through then. */
async function endOldTokens(tx: SqlTx, ctx: Context, found: StoredSwitch): Promise<number> {
  if (!stopsAgents(found.targetKind)) return 0;
  const agentIds = await coveredIds(tx, found.targetKind, found.target);
  const { tokens } = await stopIdentities(tx, ctx, { agentIds, credentials: false, reason: "" });
  return tokens;
}
