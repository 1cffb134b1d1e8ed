import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { changedMeanwhile, eventOn, getInstance, requireAllowed } from "./guard";
import { decideInstanceMove, INSTANCE_TO, type InstanceMove } from "./rules";
import { type MoveInstanceInput, moveInstanceSchema } from "./schema";
import { endCredentials, endTokens, endTokensOfInstance, type StoredInstance, updateInstance } from "./store";

const EVENT = {
  stop: "agent.instance_stopped",
  resume: "agent.instance_resumed",
  retire: "agent.instance_retired",
} as const;

/**
 * Stops an instance (I8): it gets no tokens, and those it has end now; its credentials wait for it.
 * @throws CountersignError `conflict` when it is not active any more, or was changed meanwhile
 */
export function stopInstance(ctx: Context, input: MoveInstanceInput): Promise<{ version: number }> {
  return moveInstance(ctx, "stop", input);
}

/** Lets a stopped instance work again, with the credentials it had. @throws CountersignError as `stopInstance` */
export function resumeInstance(ctx: Context, input: MoveInstanceInput): Promise<{ version: number }> {
  return moveInstance(ctx, "resume", input);
}

/** Ends an instance for good, with all its credentials and tokens (I8). @throws CountersignError as `stopInstance` */
export function retireInstance(ctx: Context, input: MoveInstanceInput): Promise<{ version: number }> {
  return moveInstance(ctx, "retire", input);
}

async function moveInstance(ctx: Context, move: InstanceMove, input: MoveInstanceInput): Promise<{ version: number }> {
  const { id, version, reason } = parseInput(moveInstanceSchema, input);
  return refusingOnRecord(ctx, { verb: "instances.manage", resource: id }, () =>
    inSqlTransaction(async (tx) => {
      const instance = await getInstance(tx, ctx, { id, version, verb: "instances.manage" });
      requireAllowed(decideInstanceMove(instance.state, move));
      const gateway = instance.gateway && move !== "retire";
      const done = await updateInstance(tx, { id, version }, { state: INSTANCE_TO[move], gateway, reason });
      if (!done) throw changedMeanwhile(instance.name);
      const { details, ...about } = eventOn(instance.agent, instance);
      const ended = await endWhatHangsOn(tx, ctx, instance, move);
      await recordEvent(tx, ctx, { type: EVENT[move], ...about, details: { ...details, ...ended, reason } });
      return { version: version + 1 };
    }),
  );
}

async function endWhatHangsOn(
  tx: SqlTx,
  ctx: Context,
  { id, agent }: StoredInstance,
  move: InstanceMove,
): Promise<{ credentials?: number; tokens?: number }> {
  if (move === "resume") return {};
  if (move === "stop") {
    await endTokensOfInstance(tx, id, ctx.now);
    return {};
  }
  const how = { state: "revoked", reason: "Its instance was retired.", byId: ctx.actor.id, now: ctx.now } as const;
  const ended = await endCredentials(tx, { instanceId: id, agentId: agent.id }, how);
  const tokens = await endTokens(
    tx,
    ended.map((credential) => credential.id),
    ctx.now,
  );
  return { credentials: ended.length, tokens: tokens.get(agent.id) ?? 0 };
}
