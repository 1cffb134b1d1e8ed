import { shapeSchema } from "@/lib/entitlements/schema";
import { type Call, type Probed, type ProbeGround, probeCalls, probeGround } from "@/lib/policy";
import type { Due, KeptProbe } from "../applying/terms";
import { type Permission, type ProbeCall, probesFor } from "./probes-for";

/** Whether what is done with the item stops its agent altogether. */
export const stopsAgent = ({ kind, action }: Pick<Due, "kind" | "action">): boolean =>
  (kind === "purpose" && action === "revoke") ||
  (kind !== "entitlement" && kind !== "credential" && action === "suspend");

/** Whether the decision point can say something about it; of the rest the state is looked at. */
const isAsked = (item: Pick<Due, "kind" | "action">): boolean =>
  item.kind === "entitlement" || stopsAgent(item) || (item.kind === "dependency" && item.action === "revoke");

/** Calls that the right allowed, for each item; none where the decision point has nothing to say. */
function callsOf(item: Due, ground: ProbeGround | undefined, now: Date): ProbeCall[] {
  if (!isAsked(item)) return [];
  const { tools, grants } = ground ?? { tools: [], grants: [] };
  const known = { tools, nowMs: now.getTime() };
  const { rights } = item;
  if (rights.kind === "entitlement") {
    return probesFor(rights as unknown as Permission, item.action === "reduce" ? partsOf(item.change) : [], known);
  }
  const server = rights.kind === "dependency" && item.action === "revoke" ? rights.name : null;
  const own = grants.filter((grant) => server === null || grant.server === server).slice(0, 2);
  const calls = own.flatMap((grant) => probesFor(grant, [], known).slice(0, 1));
  if (calls.length) return calls;
  const tool = tools.find((one) => server === null || one.server === server);
  const bare = { server: tool?.server ?? server ?? "any", tool: tool?.name ?? "any" };
  return [{ ...bare, arguments: {}, resourceIds: [], at: now.getTime() }];
}

/** The narrower grants that a reduce asks for. */
function partsOf(change: unknown): Permission[] {
  const parts = shapeSchema.array().safeParse(change);
  if (!parts.success) return [];
  return parts.data.map(({ startsAt, expiresAt, ...shape }) => ({
    ...shape,
    startsAt: startsAt?.getTime() ?? null,
    expiresAt: expiresAt?.getTime() ?? null,
  }));
}

/** Asks the decision point before anything is taken away: what the right allowed is what must be denied afterwards. */
export async function askBefore(items: readonly Due[], now: Date): Promise<Map<number, KeptProbe[]>> {
  const asked = items.filter(isAsked);
  if (!asked.length) return new Map();
  const ground = await probeGround([...new Set(asked.map(({ agentId }) => agentId))]);
  const calls = asked.flatMap((item) => callsOf(item, ground.get(item.agentId), now).map((call) => ({ item, call })));
  const answers = await probeCalls(calls.map(({ item, call }) => probeOf(item.agentId, call)));
  const kept = calls.map(({ item, call }, place): [number, KeptProbe] => {
    const { answer } = answers[place] as Probed;
    const before = { before: answer.outcome, beforeReason: answer.reason };
    return [item.number, { ...call, ...before, after: null, afterReason: null, through: [] }];
  });
  return new Map(
    [...Map.groupBy(kept, ([number]) => number)].map(([number, own]) => [number, own.map(([, one]) => one)]),
  );
}

/** The same call again, as the decision point answers it now. */
export interface Asked {
  probe: KeptProbe;
  probed: Probed;
}

/** Asks again what was asked before. @returns by number */
export async function askAfter(
  items: readonly { number: number; agentId: string; probes: readonly KeptProbe[] }[],
): Promise<Map<number, Asked[]>> {
  const calls = items.flatMap(({ number, agentId, probes }) => probes.map((probe) => ({ number, agentId, probe })));
  if (!calls.length) return new Map();
  const answers = await probeCalls(calls.map(({ agentId, probe }) => probeOf(agentId, probe)));
  const asked = calls.map(({ number, probe }, place) => {
    const probed = answers[place] as Probed;
    const { outcome, reason, entitlementIds } = probed.answer;
    const through = isThrough(probed) ? [...entitlementIds] : [];
    return { number, one: { probed, probe: { ...probe, after: outcome, afterReason: reason, through } } };
  });
  const grouped = Map.groupBy(asked, ({ number }) => number);
  return new Map([...grouped].map(([number, own]) => [number, own.map(({ one }) => one)]));
}

/**
 * Whether the call would still be let through: also by an approval, and also where only what the caller would have to do besides
 * stands between. What was withdrawn must be denied.
 */
export const isThrough = ({ answer }: Pick<Probed, "answer">): boolean =>
  answer.outcome !== "deny" || answer.reason === "obligation_unmet";

function probeOf(agentId: string, { server, tool, arguments: args, resourceIds, at }: ProbeCall) {
  const call: Call = {
    ...{ agentId, server, tool, arguments: args, resourceIds },
    ...{ instanceId: null, credentialId: null, tokenId: null, strength: "attested", chain: [], action: null },
    ...{ purpose: "", network: "", canDo: [], workflow: { request: null, personId: null, earlier: [] } },
  };
  return { call, at: new Date(at) };
}
