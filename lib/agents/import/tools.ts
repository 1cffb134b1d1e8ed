import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import type { StoredAgent } from "../store";
import type { Surroundings } from "../tier/rules";
import { type PreparedListing, prepareListing } from "../tools/listing";
import { claimantOf } from "../tools/rate";
import { compareListing } from "../tools/rules";
import { holdAgents, loadServersOf, loadToolFacts, loadToolsOf, trustedNames } from "../tools/store";
import { type Outcome, UNSEEN_CHANGE } from "./decide";
import type { ReadTools } from "./recognise";

/** An agent with what its record lists. */
export interface Equipped {
  agent: StoredAgent;
  tools: ReadTools | null;
}

/** Says in the rows of changed records what their lists of tools bring (V4): for the plan, so nothing is rated yet. */
export async function countTools(tx: SqlTx, outcomes: readonly Outcome[]): Promise<Outcome[]> {
  const changed = outcomes.filter(({ row, record }) => row.result === "changed" && record?.tools);
  const known = Map.groupBy(
    await loadToolFacts(
      tx,
      changed.flatMap(({ existing }) => existing?.agent.id ?? []),
    ),
    ({ agentId, server }) => JSON.stringify([agentId, server]),
  );
  return outcomes.map((outcome) => {
    const { row, record, existing } = outcome;
    if (row.result !== "changed" || !record?.tools || !existing) return outcome;
    const { server, tools, complete } = record.tools;
    const { added, moved } = compareListing(
      known.get(JSON.stringify([existing.agent.id, server.name])) ?? [],
      tools,
      complete,
    );
    const gone = moved.filter(({ event }) => event === "missing").length;
    const counts = { added: added.length, changed: moved.length - gone, removed: gone };
    const told = counts.added + counts.changed + counts.removed > 0 && row.reason === UNSEEN_CHANGE ? "" : row.reason;
    return { ...outcome, row: { ...row, reason: told, tools: counts } };
  });
}

/** The listings of new agents, ready to be written once the agents are. */
export async function prepareNew(tx: SqlTx, ctx: Context, equipped: readonly Equipped[]): Promise<PreparedListing[]> {
  const trusted = await trustedAmong(tx, equipped);
  return equipped.flatMap(({ agent, tools }) =>
    tools
      ? [prepareListing(ctx, { agent, ...tools, known: null, trusted: trusted.has(claimant({ agent, tools })) })]
      : [],
  );
}

/** The listings of changed records against what is stored of their agents, which are held from here on. */
export async function prepareChanged(
  tx: SqlTx,
  ctx: Context,
  equipped: readonly Equipped[],
): Promise<PreparedListing[]> {
  const ids = equipped.flatMap(({ agent, tools }) => (tools ? [agent.id] : []));
  if (!ids.length) return [];
  await holdAgents(tx, ids);
  const servers = await loadServersOf(tx, ids);
  const stored = Map.groupBy(await loadToolsOf(tx, ids), ({ serverId }) => serverId);
  const trusted = await trustedAmong(tx, equipped);
  return equipped.flatMap(({ agent, tools }) => {
    if (!tools) return [];
    const server = servers.find((one) => one.agentId === agent.id && one.name === tools.server.name);
    const known = server ? { server, tools: stored.get(server.id) ?? [] } : null;
    return [prepareListing(ctx, { agent, ...tools, known, trusted: trusted.has(claimant({ agent, tools })) })];
  });
}

/** What stands around a new agent: all of its tools, for a draft counts what is listed. */
export function surroundingsOf({ server, added }: PreparedListing): Surroundings {
  const tools = added.map(({ name, hash, capabilities }) => ({ server: server.name, name, hash, capabilities }));
  return { tools, resources: [] };
}

function claimant({ agent, tools }: Equipped): string {
  return claimantOf(tools?.server.supplier ?? "", agent);
}

async function trustedAmong(tx: SqlTx, equipped: readonly Equipped[]): Promise<Set<string>> {
  return trustedNames(
    tx,
    equipped.flatMap((one) => (one.tools ? [claimant(one)] : [])),
  );
}
