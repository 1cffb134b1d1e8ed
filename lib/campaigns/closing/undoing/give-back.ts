import { restoreAgents, unblockServers } from "@/lib/agents";
import type { Context } from "@/lib/context";
import { resumeManyInstances } from "@/lib/credentials";
import type { SqlTx } from "@/lib/db";
import { endGrants, restoreGrants } from "@/lib/entitlements";
import { returnOwners } from "@/lib/ownership";
import { alsoStopping, type Undoable } from "./store";

/** What was given back of each item, or why not. */
export type GivenBack = Map<number, { given: number } | { refusal: string }>;

interface Giving {
  campaignId: string;
  items: readonly Undoable[];
  reason: string;
}

/**
 * Gives back what a campaign took, in the caller's transaction (C6), through the domains that own it. What somebody touched since, or
 * what would have run out meanwhile, stays as it is and is said.
 */
export async function giveBack(tx: SqlTx, ctx: Context, giving: Giving): Promise<GivenBack> {
  const given: GivenBack = new Map();
  const restored = await restoreAll(tx, ctx, giving);
  for (const { number, effect } of giving.items) {
    const wanted = [
      ...(effect.grants ?? []).map(({ id }) => id),
      ...(effect.tools ?? []).map(({ id }) => id),
      ...(effect.instances ?? []).map(({ id }) => id),
      ...(effect.owner ? [`owner of ${effect.owner.id}`] : []),
      ...(effect.agents ?? []),
    ];
    const back = wanted.filter((id) => restored.ids.has(id)).length;
    const refusal = effect.agents?.map((id) => restored.kept.get(id)).find(Boolean);
    if (refusal) given.set(number, { refusal });
    else if (wanted.length > 0 && back === 0) given.set(number, { refusal: TOUCHED });
    else given.set(number, { given: back });
  }
  return given;
}

const TOUCHED =
  "It was changed since by somebody else, or its time has run out: nothing could be given back. Ask for it anew.";

async function restoreAll(
  tx: SqlTx,
  ctx: Context,
  { campaignId, items, reason }: Giving,
): Promise<{ ids: Set<string>; kept: Map<string, string> }> {
  const effects = items.map(({ effect }) => effect);
  const grants = effects.flatMap((effect) => effect.grants ?? []);
  const tools = effects.flatMap((effect) => effect.tools ?? []);
  const instances = effects.flatMap((effect) => effect.instances ?? []);
  const owners = effects.flatMap((effect) => effect.owner ?? []);
  const stand = new Set(grants.length ? await restoreGrants(tx, ctx, { grants, reason, campaignId }) : []);
  // Only where the former one stands again: else the agent would be left with neither.
  const parts = effects.flatMap((effect) =>
    effect.grants?.some(({ id }) => stand.has(id)) ? (effect.parts ?? []) : [],
  );
  if (parts.length) await endGrants(tx, ctx, { ids: parts, reason, campaignId });
  const ids = [
    ...stand,
    ...(tools.length ? await unblockServers(tx, ctx, { tools, reason }) : []),
    ...(instances.length ? await resumeManyInstances(tx, ctx, { instances, reason }) : []),
    ...(owners.length ? (await returnOwners(tx, ctx, owners)).map((id) => `owner of ${id}`) : []),
  ];
  const agents = await restoreStopped(tx, ctx, { campaignId, items, reason });
  return { ids: new Set([...ids, ...agents.ids]), kept: agents.kept };
}

/** Lets agents act again, unless another item of the campaign stops them as well. */
async function restoreStopped(
  tx: SqlTx,
  ctx: Context,
  { campaignId, items, reason }: Giving,
): Promise<{ ids: string[]; kept: Map<string, string> }> {
  const stopped = items.flatMap(({ effect }) => (effect.agents ?? []).map((id) => ({ id, at: effect.at ?? "" })));
  if (!stopped.length) return { ids: [], kept: new Map() };
  const agentIds = stopped.map(({ id }) => id);
  const others = await alsoStopping(tx, campaignId, { agentIds, without: items.map(({ number }) => number) });
  const kept = new Map(
    [...others].map(([id, number]) => [id, `Item ${number} suspends this agent as well: give that back first.`]),
  );
  const ids: string[] = [];
  for (const [at, own] of Map.groupBy(stopped, (one) => one.at)) {
    const free = own.map(({ id }) => id).filter((id) => !kept.has(id));
    const back = await restoreAgents(tx, ctx, { ids: free, stoppedAt: new Date(at), reason, verb: "campaigns.undo" });
    ids.push(...back);
    for (const id of free) if (!back.includes(id)) kept.set(id, NOT_RESUMED);
  }
  return { ids, kept };
}

const NOT_RESUMED =
  "The agent was moved since, or does not meet what resuming asks for: see to that on its page, and resume it there.";
