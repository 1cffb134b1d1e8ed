import { type NewEvent, recordEvents } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { endCredentials, endTokens } from "../store";
import { livingOf, namesOfAgents, resumeInstances, type StoppedInstance, stopInstancesOf } from "./store";

/** What a campaign does to many at once, in its own transaction: it asked its own permission. */
interface Many {
  ids: readonly string[];
  reason: string;
}

/**
 * Ends what lives of these credentials with their tokens (C6, I8). It cannot be undone: whoever used them needs new ones.
 * @returns the ids of those that ended by this
 */
export async function endManyCredentials(tx: SqlTx, ctx: Context, { ids, reason }: Many): Promise<string[]> {
  const how = { state: "revoked", reason, byId: null, now: ctx.now } as const;
  const ended = await endCredentials(tx, { credentialIds: ids }, how);
  if (!ended.length) return [];
  const tokens = await endTokens(
    tx,
    ended.map(({ id }) => id),
    ctx.now,
  );
  const byAgent = Map.groupBy(ended, ({ agentId }) => agentId);
  const agents = await namesOfAgents(tx, [...byAgent.keys()]);
  const events = agents.map(({ id, name, environment }): NewEvent => {
    const counts = { credentials: byAgent.get(id)?.length ?? 0, tokens: tokens.get(id) ?? 0 };
    const details = { name, environment, ...counts, reason };
    return { type: "agent.credentials_revoked", targetId: id, agentId: id, details };
  });
  await recordEvents(tx, ctx, events);
  return ended.map(({ id }) => id);
}

/**
 * Stops the running instances that these credentials are for: they get no tokens, and those they have end (C6).
 * @returns those that were stopped by this, as `resumeManyInstances` takes them
 */
export async function stopManyInstances(tx: SqlTx, ctx: Context, { ids, reason }: Many): Promise<StoppedInstance[]> {
  const stopped = await stopInstancesOf(tx, ids, { reason, now: ctx.now });
  const events = stopped.map((one) => eventOf("agent.instance_stopped", one, reason));
  await recordEvents(tx, ctx, events);
  return stopped;
}

/** Lets stopped instances run again that nobody moved since. @returns the ids of those that do */
export async function resumeManyInstances(
  tx: SqlTx,
  ctx: Context,
  { instances, reason }: { instances: readonly Pick<StoppedInstance, "id" | "version">[]; reason: string },
): Promise<string[]> {
  const resumed = await resumeInstances(tx, instances, reason);
  const events = resumed.map((one) => eventOf("agent.instance_resumed", one, reason));
  await recordEvents(tx, ctx, events);
  return resumed.map(({ id }) => id);
}

function eventOf<T extends "agent.instance_stopped" | "agent.instance_resumed">(
  type: T,
  { id, name, agentId, agentName, environment }: StoppedInstance,
  reason: string,
) {
  const details = { name: agentName, environment, instanceId: id, instance: name, reason };
  return { type, targetId: agentId, agentId, details };
}

/** Which of these credentials could still authenticate: by the state that the token endpoint looks at, credential and instance. */
export async function livingCredentials(tx: SqlTx, ctx: Context, ids: readonly string[]): Promise<string[]> {
  return livingOf(tx, ids, ctx.now);
}
