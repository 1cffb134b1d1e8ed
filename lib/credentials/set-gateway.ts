import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { changedMeanwhile, eventOn, getInstance, requireAllowed } from "./guard";
import { decideGateway } from "./rules";
import { type SetGatewayInput, setGatewaySchema } from "./schema";
import { updateInstance } from "./store";

/**
 * Lets an instance ask for decisions about other agents than its own, or ends that: only compliance may, for a gateway that
 * lies could have any agent's calls allowed.
 * @throws CountersignError `conflict` when it is so already, not active, or was changed meanwhile
 */
export async function setGateway(ctx: Context, input: SetGatewayInput): Promise<{ version: number }> {
  const { id, version, gateway, reason } = parseInput(setGatewaySchema, input);
  return refusingOnRecord(ctx, { verb: "instances.makeGateway", resource: id }, () =>
    inSqlTransaction(async (tx) => {
      const instance = await getInstance(tx, ctx, { id, version, verb: "instances.makeGateway" });
      requireAllowed(decideGateway(instance, gateway));
      const done = await updateInstance(tx, { id, version }, { state: instance.state, gateway, reason });
      if (!done) throw changedMeanwhile(instance.name);
      const { details, ...about } = eventOn(instance.agent, instance);
      const type = gateway ? "agent.gateway_made" : "agent.gateway_ended";
      await recordEvent(tx, ctx, { type, ...about, details: { ...details, reason } });
      return { version: version + 1 };
    }),
  );
}
