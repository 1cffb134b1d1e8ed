import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { parseInput } from "@/lib/parse";
import { eventOn, requireAllowed, requireOn } from "./guard";
import { decideInstance } from "./rules";
import { type CreateInstanceInput, createInstanceSchema } from "./schema";
import { insertInstance, instanceNames, lockAgent } from "./store";

/**
 * Sets up an instance of an agent (I1): one running copy, and the OAuth client of that id.
 * @throws CountersignError `unmet` for an agent that is not registered or active, `conflict` for a name that is taken
 */
export async function createInstance(ctx: Context, input: CreateInstanceInput): Promise<{ id: string }> {
  const { agentId, name } = parseInput(createInstanceSchema, input);
  const attempt = { verb: "instances.manage", resource: agentId } as const;
  return refusingOnRecord(ctx, attempt, () =>
    inSqlTransaction(async (tx) => {
      const agent = await lockAgent(tx, agentId);
      requireOn(ctx, "instances.manage", agent, "agent");
      const names = await instanceNames(tx, agentId);
      requireAllowed(decideInstance(agent, names.length));
      if (names.includes(name.toLowerCase())) throw taken(name);
      const id = newId("ins", ctx.now);
      await insertInstance(tx, { id, agentId, name, createdById: ctx.actor.id, now: ctx.now });
      await recordEvent(tx, ctx, { type: "agent.instance_created", ...eventOn(agent, { id, name }) });
      return { id };
    }),
  );
}

function taken(name: string): CountersignError {
  const message = `An instance of this agent is called “${name}” already.`;
  return new CountersignError("conflict", message, [{ path: "name", message }]);
}
