import { blockServers, offerOwners, stopAgents } from "@/lib/agents";
import { recordEvents } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { endManyCredentials, stopManyInstances } from "@/lib/credentials";
import type { SqlTx } from "@/lib/db";
import { endGrants, narrowGrants, suspendGrants } from "@/lib/entitlements";
import { shapeSchema } from "@/lib/entitlements/schema";
import { newId } from "@/lib/ids";
import { releaseOwners } from "@/lib/ownership";
import type { NewTask } from "../store";
import { certifyParts, grantsOnServers } from "./store";
import type { Batch, Carried, Due, Outcomes } from "./terms";

type Handler = (tx: SqlTx, ctx: Context, batch: Batch) => Promise<Outcomes>;

const each = (items: readonly Due[], of: (item: Due) => Carried): Outcomes =>
  new Map(items.map((item) => [item.number, of(item)]));
const idsOf = (items: readonly Due[]) => items.map(({ subjectId }) => subjectId);
const agentsOf = (items: readonly Due[]) => [...new Set(items.map(({ agentId }) => agentId))];
const done = (effect: Carried["effect"], tasks: NewTask[] = []): Carried => ({ effect, refusal: null, tasks });

const withGrants =
  (act: typeof endGrants): Handler =>
  async (tx, ctx, { campaign, items, reason }) => {
    const moved = await act(tx, ctx, { ids: idsOf(items), reason, campaignId: campaign.id });
    const byId = new Map(moved.map((one) => [one.id, one]));
    return each(items, ({ subjectId }) => {
      const own = byId.get(subjectId);
      return done(own ? { grants: [own] } : {});
    });
  };

const reduceGrants: Handler = async (tx, ctx, { campaign, items, reason }) => {
  const into = new Map(items.map(({ subjectId, change }) => [subjectId, shapeSchema.array().min(1).parse(change)]));
  const outcomes = await narrowGrants(tx, ctx, { into, reason, campaignId: campaign.id });
  const parts: { id: string; number: number }[] = [];
  const carried = each(items, ({ number, subjectId }) => {
    const own = outcomes.get(subjectId);
    if (!own) return done({});
    if ("refusal" in own) return { effect: {}, refusal: own.refusal };
    parts.push(...own.parts.map((id) => ({ id, number })));
    return done({ grants: [own.moved], parts: own.parts });
  });
  await certifyParts(tx, campaign.id, parts);
  return carried;
};

/** Suspends the agents of these items, each once: what stops an agent for two reasons is given back with the first that did. */
const suspendAgents =
  (tasks?: (batch: Batch, item: Due, ctx: Context) => NewTask[]): Handler =>
  async (tx, ctx, batch) => {
    const { stopped, events } = await stopAgents(tx, ctx, { ids: agentsOf(batch.items), reason: batch.reason });
    await recordEvents(tx, ctx, events);
    const left = new Set(stopped);
    const at = ctx.now.toISOString();
    return each(batch.items, (item) => {
      const own = left.delete(item.agentId);
      return done(own ? { agents: [item.agentId], at } : {}, tasks?.(batch, item, ctx) ?? []);
    });
  };

const DAY_MS = 86_400_000;

function outside({ campaign }: Batch, item: Due, task: { ctx: Context; content: Record<string, unknown> }): NewTask {
  const { ctx, content } = task;
  return {
    ...{ id: newId("ctk", ctx.now), campaignId: campaign.id, number: item.number, kind: "outside", content },
    ownerId: item.ownerId,
    dueAt: new Date(ctx.now.getTime() + 14 * DAY_MS),
  };
}

const askPurpose = (batch: Batch, item: Due, ctx: Context): NewTask[] => [
  outside(batch, item, { ctx, content: { what: "purpose" } }),
];

const endCredentials: Handler = async (tx, ctx, { items, reason }) => {
  const ended = new Set(await endManyCredentials(tx, ctx, { ids: idsOf(items), reason }));
  return each(items, ({ subjectId }) => done(ended.has(subjectId) ? { credentials: [subjectId] } : {}));
};

const stopInstances: Handler = async (tx, ctx, { items, reason }) => {
  const stopped = await stopManyInstances(tx, ctx, { ids: idsOf(items), reason });
  const left = new Map(stopped.flatMap((one) => one.credentialIds.map((id) => [id, one] as const)));
  const given = new Set<string>();
  return each(items, ({ subjectId }) => {
    const one = left.get(subjectId);
    if (!one || given.has(one.id)) return done({});
    given.add(one.id);
    return done({ instances: [{ id: one.id, version: one.version }] });
  });
};

const queueOwners: Handler = async (tx, ctx, { items }) => {
  const released = new Map((await releaseOwners(tx, ctx, agentsOf(items))).map((one) => [one.id, one]));
  return each(items, ({ agentId }) => {
    const own = released.get(agentId);
    return done(own ? { owner: { id: own.id, version: own.version, formerId: own.formerId } } : {});
  });
};

/** Blocks the tools of a server and ends the grants on it; where it used an account, a person has to withdraw that outside. */
const endDependencies: Handler = async (tx, ctx, batch) => {
  const { campaign, items, reason } = batch;
  const tools = Map.groupBy(await blockServers(tx, ctx, { ids: idsOf(items), reason }), ({ serverId }) => serverId);
  const grants = await grantsOnServers(tx, idsOf(items));
  const ids = grants.map(({ id }) => id);
  const ended = new Map(
    (await endGrants(tx, ctx, { ids, reason, campaignId: campaign.id })).map((one) => [one.id, one]),
  );
  return each(items, (item) => {
    const own = grants.flatMap(({ id, serverId }) => (serverId === item.subjectId ? (ended.get(id) ?? []) : []));
    const blocked = (tools.get(item.subjectId) ?? []).map(({ id, version, former }) => ({ id, version, former }));
    const rights = item.rights.kind === "dependency" ? item.rights : null;
    const content = { what: "account", account: rights?.credential, server: rights?.name, address: rights?.address };
    return done({ tools: blocked, grants: own }, rights?.credential ? [outside(batch, item, { ctx, content })] : []);
  });
};

const offerAgents: Handler = async (tx, ctx, { items, campaign }) => {
  const to = (item: Due) => (item.change as { personId?: string } | null)?.personId ?? "";
  const offers = new Map(items.map((item) => [item.agentId, to(item)]));
  const outcome = await offerOwners(tx, ctx, { offers, note: `Decided by the campaign ${campaign.name}.` });
  return each(items, (item) => {
    const refusal = outcome.get(item.agentId);
    if (refusal === undefined) return { effect: {}, refusal: "The agent is gone." };
    return { effect: refusal ? {} : { offeredTo: to(item) }, refusal };
  });
};

const HANDLERS: Record<string, Handler> = {
  "entitlement revoke": withGrants(endGrants),
  "entitlement suspend": withGrants(suspendGrants),
  "entitlement reduce": reduceGrants,
  "credential revoke": endCredentials,
  "credential suspend": stopInstances,
  "owner revoke": queueOwners,
  "owner suspend": suspendAgents(),
  "owner transfer": offerAgents,
  "purpose revoke": suspendAgents(askPurpose),
  "purpose suspend": suspendAgents(),
  "purpose transfer": offerAgents,
  "dependency revoke": endDependencies,
  "dependency suspend": suspendAgents(),
};

/** Carries out what was decided of these items through the domains that own what is changed, in the caller's transaction (C6). */
export async function carryOut(tx: SqlTx, ctx: Context, batch: Batch): Promise<Outcomes> {
  const outcomes: Outcomes = new Map();
  const groups = Map.groupBy(batch.items, ({ kind, action }) => `${kind} ${action}`);
  // Always in one order, so that two batches wait for each other and not in a ring.
  for (const key of Object.keys(HANDLERS)) {
    const items = groups.get(key);
    if (!items) continue;
    for (const [number, one] of await (HANDLERS[key] as Handler)(tx, ctx, { ...batch, items })) {
      outcomes.set(number, one);
    }
  }
  for (const { number } of batch.items) {
    if (!outcomes.has(number))
      outcomes.set(number, { effect: {}, refusal: "This cannot be done with a right of this kind." });
  }
  return outcomes;
}
