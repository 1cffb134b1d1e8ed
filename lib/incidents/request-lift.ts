import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { movedMeanwhile, requireAllowed, requireSwitch, requireVerb, scopeOf } from "./guard";
import { decideLiftRequest } from "./rules";
import { type RequestLiftInput, requestLiftSchema } from "./schema";
import { writeLiftRequest } from "./store";
import { tell } from "./tell";

/**
 * Asks for a switch to be lifted, with the reason why it is safe again (X2). Whoever may throw it may ask; a second person lifts.
 * @throws CountersignError `forbidden` (recorded), `not_found`, `conflict` when it is lifted, a drill, or was asked for by the caller
 */
export async function requestLift(ctx: Context, input: RequestLiftInput): Promise<{ version: number }> {
  const { id, version, reason } = parseInput(requestLiftSchema, input);
  return refusingOnRecord(ctx, { verb: "switches.throw", resource: id }, () =>
    inSqlTransaction(async (tx) => {
      const { found, target } = await requireSwitch(tx, ctx, { id, version });
      const { targetKind, thrownById } = found;
      requireVerb(ctx, "switches.throw", { kind: targetKind, scope: scopeOf(targetKind, target) });
      requireAllowed(decideLiftRequest(found, ctx.actor.id));
      if (!(await writeLiftRequest(tx, found, { byId: ctx.actor.id, at: ctx.now, reason }))) throw movedMeanwhile();
      const told = { kind: "switch_lift_requested", targetKind, target: found.target, name: target.name } as const;
      await tell(tx, ctx, { ...told, personIds: [], except: [ctx.actor.id, thrownById] });
      const details = { targetKind, thrownById, reason };
      await recordEvent(tx, ctx, { type: "switch.lift_requested", targetId: id, ...agentOf(found), details });
      return { version: version + 1 };
    }),
  );
}

/** The agent on whose timeline it is told, when it is about one. */
export function agentOf(found: { targetKind: string; target: string }): { agentId?: string } {
  return found.targetKind === "agent" ? { agentId: found.target } : {};
}
