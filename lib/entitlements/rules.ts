import type { Tier } from "@/lib/risk/terms";
import { isHigh, longestMs, spanText } from "./bounds";
import { beyond, type Extent, isNarrower } from "./narrower";
import { ACTION_LABELS, type Action, DANGEROUS_ACTIONS, type EntitlementKind, type EntitlementState } from "./terms";

export { longestMs } from "./bounds";
export { conditionHolds, isOpen, tenThousandths, valuesOf } from "./holds";
export { beyond, isNarrower } from "./narrower";

/** A tool that a person accepted, as far as a grant of it goes. */
export interface ToolPower {
  server: string;
  name: string;
  /** What a call of it is decided under. */
  action: Action;
  actions: readonly Action[];
}

/** The agent that a grant is for. */
export interface GrantedAgent {
  status: string;
  tier: Tier | null;
  ownerId: string | null;
  deputyId: string | null;
}

export interface GrantFacts extends Extent {
  id: string;
  kind: EntitlementKind;
  state: EntitlementState;
  requestedById: string | null;
}

export type Decision = { allowed: true } | { allowed: false; code: "conflict" | "forbidden" | "unmet"; reason: string };
const YES: Decision = { allowed: true };
const no = (code: "conflict" | "forbidden" | "unmet", reason: string): Decision => ({ allowed: false, code, reason });

/** One thing wrong with what was asked for. */
export interface Fault {
  path: string;
  message: string;
}

/** The state as it is by now: what is past its time has expired, a request that nobody answered as well. */
export function stateAt(
  grant: { state: EntitlementState; expiresAt: Date | number | null },
  now: Date,
): EntitlementState {
  const running = grant.state === "active" || grant.state === "requested" || grant.state === "suspended";
  return running && grant.expiresAt !== null && Number(grant.expiresAt) <= now.getTime() ? "expired" : grant.state;
}

/** What is wrong with a grant for this agent (Z2): empty when it can be asked for. */
export function faultsOf(
  wanted: Extent & { kind: EntitlementKind },
  agent: GrantedAgent,
  { tools, resourceIds, now }: { tools: readonly ToolPower[]; resourceIds: ReadonlySet<string>; now: Date },
): Fault[] {
  const faults = [...faultsOfTime(wanted, agent, now), ...faultsOfActions(wanted, tools)];
  if (wanted.resourceId !== null && !resourceIds.has(wanted.resourceId)) {
    faults.push({ path: "resourceId", message: "No tool of this agent is linked to this resource." });
  }
  return faults;
}

function faultsOfTime(wanted: Extent & { kind: EntitlementKind }, agent: GrantedAgent, now: Date): Fault[] {
  const { expiresAt, startsAt, kind } = wanted;
  if (expiresAt === null) return [{ path: "expiresAt", message: "Say when it ends: no grant lasts for ever." }];
  const begins = Math.max(startsAt ?? 0, now.getTime());
  if (expiresAt <= begins) return [{ path: "expiresAt", message: "It would end before it begins." }];
  const longest = longestMs(kind, agent.tier);
  if (expiresAt - begins <= longest) return [];
  const what = kind === "elevation" ? "An elevation" : "A standing grant";
  const tier = agent.tier ? `tier ${agent.tier}` : "an unknown tier";
  return [{ path: "expiresAt", message: `${what} for an agent of ${tier} lasts ${spanText(longest)} at most.` }];
}

function faultsOfActions({ server, tool, actions }: Extent, tools: readonly ToolPower[]): Fault[] {
  const here = tools.filter((one) => one.server === server && (tool === null || one.name === tool));
  if (!here.length) {
    const message =
      tool === null ? "No accepted tool of this agent is on this server." : "This is no accepted tool of this agent.";
    return [{ path: tool === null ? "server" : "tool", message }];
  }
  const possible = new Set(here.flatMap((one) => one.actions));
  const impossible = actions.filter((action) => !possible.has(action));
  if (impossible.length) {
    const words = impossible.map((action) => ACTION_LABELS[action].toLowerCase()).join(", ");
    return [{ path: "actions", message: `Nothing here can ${words}.` }];
  }
  // A call is decided under the worst that its tool can do: a grant of less would permit nothing and mislead.
  if (here.some((one) => actions.includes(one.action))) return [];
  const worst = [...new Set(here.map((one) => ACTION_LABELS[one.action].toLowerCase()))].join(", ");
  return [
    { path: "actions", message: `Calls here are decided under ${worst}: without that, the grant permits nothing.` },
  ];
}

/** The grant that permits all of it already, if there is one. */
export function coveredBy<G extends Extent>(wanted: Extent, others: readonly G[]): G | null {
  return others.find((other) => isNarrower(wanted, other)) ?? null;
}

/** Whether a grant is far wider than work usually needs: a whole server without any condition, with harm or nearly all in reach. */
export function isWide({ tool, resourceId, actions, conditions }: Extent): boolean {
  if (tool !== null || resourceId !== null || conditions.length > 0) return false;
  return actions.length >= 3 || actions.some((action) => DANGEROUS_ACTIONS.includes(action));
}

/** Whether its approval asks for somebody who does not run the agent (Z10). */
function isDangerous(grant: Pick<Extent, "actions">, agent: Pick<GrantedAgent, "tier">): boolean {
  return isHigh(agent.tier) || grant.actions.some((action) => DANGEROUS_ACTIONS.includes(action));
}

/**
 * Whether this person may agree to a request (Z10): never who asked; and where it is dangerous, owner and deputy, who stand in
 * for each other, count as one and cannot agree to what the other asked.
 */
export function decideApproval(
  grant: GrantFacts,
  agent: GrantedAgent,
  asked: { actorId: string; now: Date },
): Decision {
  const state = stateAt(grant, asked.now);
  if (state !== "requested") return no("conflict", SETTLED[state]);
  if (agent.status === "decommissioned")
    return no("conflict", "The agent was decommissioned: nothing can be granted to it.");
  if (grant.requestedById === asked.actorId) return no("forbidden", "You asked for it: somebody else has to agree.");
  const run = [agent.ownerId, agent.deputyId];
  if (isDangerous(grant, agent) && run.includes(asked.actorId) && run.includes(grant.requestedById)) {
    const why =
      "its owner and deputy cannot agree to what the other asked for: ask the sponsor with that role, or compliance.";
    return no("forbidden", `What it permits is dangerous, so ${why}`);
  }
  return YES;
}

const SETTLED: Record<EntitlementState, string> = {
  requested: "It waits for approval: approve or reject it first.",
  active: "It was already approved.",
  suspended: "It is suspended: resume it first.",
  rejected: "It was already rejected.",
  revoked: "It was revoked.",
  expired: "Its time has run out: ask for it again.",
};

/** Refusing is for who may agree, and taking back for who asked. */
export function decideRejection(grant: GrantFacts, asked: { actorId: string; approver: boolean; now: Date }): Decision {
  if (!asked.approver && grant.requestedById !== asked.actorId) {
    return no("forbidden", "Only who asked can take it back, and only who may approve can reject it.");
  }
  const state = stateAt(grant, asked.now);
  return state === "requested" ? YES : no("conflict", SETTLED[state]);
}

/** What is in force can be taken away, and what is suspended as well. */
export function decideRevocation(grant: Pick<GrantFacts, "state" | "expiresAt">, now: Date): Decision {
  const state = stateAt(grant, now);
  return state === "active" || state === "suspended" ? YES : no("conflict", SETTLED[state]);
}

/** Whether a suspended grant may be in force again: what ran out meanwhile may not. */
export function decideResuming(
  grant: Pick<GrantFacts, "state" | "expiresAt">,
  agent: Pick<GrantedAgent, "status">,
  now: Date,
): Decision {
  const state = stateAt(grant, now);
  if (state !== "suspended") return no("conflict", state === "active" ? "It is in force." : SETTLED[state]);
  if (agent.status === "decommissioned") return no("conflict", "The agent was decommissioned: it may do nothing.");
  return YES;
}

/** Whether these grants may take the place of this one: each a proved part of it. Anything wider is a new request. */
export function decideNarrowing(grant: GrantFacts, into: readonly Extent[], now: Date): Decision {
  const state = stateAt(grant, now);
  // Not one that is suspended: its parts would be in force.
  if (state !== "active") return no("conflict", SETTLED[state]);
  for (const one of into) {
    const where = beyond(one, grant);
    if (where) return no("unmet", `This is not a part of the grant. ${where} Ask for a new one instead.`);
    if (isNarrower(grant, one)) return no("conflict", "This is what the grant permits already.");
  }
  return YES;
}

/** Whether a longer time can be asked for: of what stands, or ended by time alone. */
export function decideProlonging(grant: Pick<GrantFacts, "state" | "expiresAt" | "kind">, now: Date): Decision {
  if (grant.kind === "elevation") return no("conflict", "An elevation ends by itself: ask for a new one.");
  const state = stateAt(grant, now);
  return state === "active" || state === "expired" ? YES : no("conflict", SETTLED[state]);
}
