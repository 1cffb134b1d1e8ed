import { requireReach } from "@/lib/access";
import type { Context } from "@/lib/context";
import { CountersignError, notFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { decisionInSight } from "../decisions/queries";
import { type Recorded, readRecorded } from "./recorded";
import { type CaseFromDecisionInput, caseFromDecisionSchema, type TestCase, testCaseSchema } from "./schema";

/**
 * A recorded decision as a test: the same call by the same agent, with what was answered as what is expected (Z7).
 * @throws CountersignError `not_found` when there is no such decision or its agent may not be seen, `unmet` when nothing was
 * decided that a test could repeat
 */
export async function caseFromDecision(ctx: Context, input: CaseFromDecisionInput): Promise<TestCase> {
  requireReach(ctx, "policies.read");
  const { decisionId } = parseInput(caseFromDecisionSchema, input);
  const found = await decisionInSight(ctx, decisionId);
  if (!found) throw notFound("decision");
  if (!found.request) {
    throw new CountersignError(
      "unmet",
      "What was asked is no longer kept, for its time is over: take a later decision.",
    );
  }
  const recorded = readRecorded(found);
  const { outcome, reason } = found.answer;
  const granted = reason !== "not_granted" && reason !== "grant_conditions";
  const read = recorded && testCaseSchema.safeParse({ ...factsOf(recorded), granted, expected: outcome });
  if (!read?.success) {
    throw new CountersignError(
      "unmet",
      "This decision cannot become a test: its agent or its tool was unknown, or it was recorded in another form.",
    );
  }
  return read.data;
}

function factsOf({ id, at, request: { call, agent, tool, resources } }: Recorded): object {
  if (!agent || !tool) return {};
  const { environment, status, tier, kind, autonomy, exposure, provider, model, purpose, owned, attested } = agent;
  const stated = { environment, status, tier, kind, autonomy, exposure, provider, model, purpose, owned, attested };
  const { server, name, state, effect, tier: toolTier, capabilities } = tool;
  const reached = tool.resourceIds.flatMap((resourceId) => resources[resourceId]?.dataClasses ?? []);
  return {
    name: `${agent.name} calls ${name}, as in ${id}`.slice(0, 160),
    agent: { id: agent.id, name: agent.name, ...stated },
    tool: {
      server,
      name,
      state,
      effect,
      tier: toolTier,
      capabilities,
      dataClasses: [...new Set([...tool.dataClasses, ...reached])],
    },
    arguments: call.arguments,
    request: call.workflow.request,
    purpose: call.purpose,
    at: at.toISOString(),
  };
}
