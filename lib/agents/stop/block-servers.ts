import { recordEvents } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { newId } from "@/lib/ids";
import { insertToolChanges } from "../tools/store";
import { type BlockedTool, blockToolsOf, unblockTools } from "./store";

/**
 * Blocks every tool of these servers that could be called, in the caller's transaction (C2): for a campaign that withdrew the
 * dependency and asked its own permission.
 * @returns the tools that were blocked by this, as `unblockServers` takes them
 */
export async function blockServers(
  tx: SqlTx,
  ctx: Context,
  { ids, reason }: { ids: readonly string[]; reason: string },
): Promise<BlockedTool[]> {
  const tools = await blockToolsOf(tx, ids, reason);
  await noteChanges(tx, ctx, tools, { kind: "blocked", reason });
  const events = tools.map((tool) => eventOf("agent.tool_blocked", tool, { reason }));
  await recordEvents(tx, ctx, events);
  return tools;
}

/** Gives blocked tools back as they were, where nobody decided about them since. @returns the ids of those that were */
export async function unblockServers(
  tx: SqlTx,
  ctx: Context,
  { tools, reason }: { tools: readonly Pick<BlockedTool, "id" | "version" | "former">[]; reason: string },
): Promise<string[]> {
  const back = await unblockTools(tx, tools);
  await noteChanges(tx, ctx, back, { kind: "accepted", reason });
  const events = back.map((tool) => eventOf("agent.tool_accepted", tool, { reason }));
  await recordEvents(tx, ctx, events);
  return back.map(({ id }) => id);
}

function noteChanges(
  tx: SqlTx,
  ctx: Context,
  tools: readonly BlockedTool[],
  change: { kind: "blocked" | "accepted"; reason: string },
): Promise<void> {
  const rows = tools.map(({ id }) => ({ id: newId("tch", ctx.now), toolId: id, ...change }));
  return insertToolChanges(tx, rows, { at: ctx.now, byId: ctx.actor.kind === "user" ? ctx.actor.id : null });
}

function eventOf<T extends "agent.tool_blocked" | "agent.tool_accepted">(
  type: T,
  { id, agentId, agentName, environment, hash, tool, server }: BlockedTool,
  { reason }: { reason: string },
) {
  const details = { name: agentName, environment, toolId: id, hash, tool, server, reason };
  return { type, targetId: agentId, agentId, details };
}
