import type { Json, NewEvent } from "@/lib/audit";
import { ACTIONS } from "@/lib/entitlements/terms";
import { isId } from "@/lib/ids";
import { maskDocument } from "@/lib/masking";
import { outcomeOf, type Source } from "./rules";
import type { Report } from "./schema";

const CLOSED_ACTIONS: readonly string[] = ACTIONS;

/**
 * The event that a report is recorded as. The leaf is public: ids, numbers and closed words stand in it, and everything that
 * somebody wrote beside it, masked (L8), with the kinds and counts of what was masked in the leaf.
 */
export function eventOfReport(report: Report, agentId: string, source: Source): NewEvent {
  const { server, tool, details, said } = divided(report);
  const { value, masked } = maskDocument({ server, tool, report: said }, { personal: true });
  return {
    type: `${report.type}.reported`,
    targetId: agentId,
    agentId,
    outcome: outcomeOf(report.outcome),
    details: {
      reportedBy: source.kind,
      ...details,
      ...(Object.keys(masked).length ? { masked: masked as Json } : {}),
      ...(value.server ? { server: value.server } : {}),
      ...(value.tool ? { tool: value.tool } : {}),
      report: value.report,
    },
  };
}

/** What may stand in the leaf, and what is said beside it. */
function divided(report: Report) {
  const { id, occurredAt, type: _, agentId: __, agent: ___, server = "", tool = "", ...rest } = report;
  const { environment, trigger, decisionId, approvalId, entitlementId, credentialId, policy, step, ...other } = rest;
  const { instance, chain, action, durationMillis, outcome, ...written } = other;
  const isInstance = instance !== undefined && isId("ins", instance);
  const isChain = chain?.every((one) => isId("agt", one) || isId("per", one)) ?? false;
  const isAction = action !== undefined && CLOSED_ACTIONS.includes(action);
  const details = present({
    occurredAt: new Date(occurredAt).toISOString(),
    environment,
    instanceId: isInstance ? instance : undefined,
    trigger,
    chain: isChain ? chain : undefined,
    action: isAction ? action : undefined,
    decisionId,
    approvalId,
    entitlementId,
    credentialId,
    policies: policy === undefined ? undefined : [policy],
    step,
    durationMillis: durationMillis === undefined ? undefined : Math.round(durationMillis),
  });
  const said = present({
    id,
    outcome,
    instance: isInstance ? undefined : instance,
    chain: isChain ? undefined : chain,
    action: isAction ? undefined : action,
    ...(written as { [key: string]: Json | undefined }),
  });
  return { server, tool, details, said };
}

function present<T extends { [key: string]: Json | undefined }>(fields: T): { [K in keyof T]?: Json } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}
