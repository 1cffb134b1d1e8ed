import { can, requirePermission } from "@/lib/access";
import type { Context } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { decideOn } from "../decide/decide";
import { decisionPoint } from "../decide/decision-point";
import type { Decided } from "../decide/record";
import { type TryInput, trySchema } from "./schema";

/**
 * Decides a call at the test bench by the function that decides real ones (Z4). It is recorded as a try, and counts as nobody's use.
 * @throws CountersignError `not_found` for an agent that does not exist or that the caller may not see, `forbidden`, `invalid`;
 * `unavailable` or `sealed` when it cannot be decided or recorded
 */
export async function tryDecision(ctx: Context, input: TryInput): Promise<Decided> {
  const { request, earlier, ...asked } = parseInput(trySchema, input);
  const point = await decisionPoint();
  await point.catchUp();
  const agent = point.snapshot.agent(asked.agentId);
  if (!agent || !can(ctx.actor, "agents.read", agent)) throw notFound("agent");
  requirePermission(ctx, "decisions.try", agent);
  const call = {
    ...asked,
    instanceId: null,
    credentialId: null,
    tokenId: null,
    strength: "none",
    chain: [],
    workflow: { request: request || null, personId: null, earlier },
  };
  return decideOn(point, ctx, { call, caller: { kind: "person", id: ctx.actor.id } });
}
