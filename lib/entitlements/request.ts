import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { extentOf, grantEvent } from "./guard";
import { coveredBy, faultsOf, isNarrower, stateAt } from "./rules";
import type { Shape } from "./schema";
import {
  acceptedTools,
  insertGrants,
  loadOfAgent,
  type NewGrant,
  resourcesOf,
  type StoredAgent,
  type StoredGrant,
} from "./store";
import { actionOf, actionsOf, type EntitlementKind } from "./terms";

/** Grants of one agent that are compared with what is asked for: more than any agent has. */
export const OF_AGENT_MAX = 2_000;

/**
 * @throws CountersignError `invalid` naming what is wrong with what was asked for, by the tools and the tier of now
 */
export async function requireFitting(
  tx: SqlTx,
  agent: StoredAgent,
  { wanted, now }: { wanted: Parameters<typeof faultsOf>[0]; now: Date },
): Promise<void> {
  if (agent.status === "decommissioned") {
    throw new CountersignError("conflict", "The agent was decommissioned: nothing can be granted to it.");
  }
  const tools = (await acceptedTools(tx, agent.id)).map((tool) => ({
    server: tool.server,
    name: tool.name,
    action: actionOf(tool),
    actions: actionsOf(tool),
  }));
  const resources = wanted.resourceId === null ? [] : await resourcesOf(tx, agent.id);
  const faults = faultsOf(wanted, agent, { tools, resourceIds: new Set(resources.map(({ id }) => id)), now });
  if (faults.length) throw new CountersignError("invalid", "This cannot be granted as it stands.", faults);
}

export interface Wanted {
  kind: EntitlementKind;
  shape: Shape;
  justification: string;
  replaces: StoredGrant | null;
}

/** Writes a request, in the caller's transaction, with its event. The agent is held. */
export async function writeRequest(
  tx: SqlTx,
  ctx: Context,
  { agent, wanted }: { agent: StoredAgent; wanted: Wanted },
): Promise<{ id: string; version: number }> {
  const extent = extentOf(wanted.shape);
  await requireFitting(tx, agent, { wanted: { ...extent, kind: wanted.kind }, now: ctx.now });
  const others = (await loadOfAgent(tx, agent.id, OF_AGENT_MAX)).map((grant) => ({
    ...extentOf(grant),
    id: grant.id,
    state: stateAt(grant, ctx.now),
  }));
  const granted = coveredBy(
    extent,
    others.filter(({ state }) => state === "active"),
  );
  if (granted) throw new CountersignError("conflict", `All of this is granted already, by ${granted.id}.`);
  const waits = others.find((other) => other.state === "requested" && isNarrower(extent, other));
  if (waits) throw new CountersignError("conflict", `This waits for approval already, as ${waits.id}.`);
  const grant: NewGrant = {
    ...wanted.shape,
    id: newId("ent", ctx.now),
    agentId: agent.id,
    kind: wanted.kind,
    state: "requested",
    stateReason: "",
    justification: wanted.justification,
    requestedById: ctx.actor.id,
    requestedAt: ctx.now,
    approvedById: null,
    approvedAt: null,
    replacesId: wanted.replaces?.id ?? null,
  };
  await insertGrants(tx, [grant]);
  await recordEvent(tx, ctx, grantEvent("agent.grant_requested", { agent, grant }, { reason: wanted.justification }));
  return { id: grant.id, version: 1 };
}
