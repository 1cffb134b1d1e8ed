import type { Verb } from "@/lib/access";
import { type NewEvent, recordEvents } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { CountersignError, isCountersignError, notFound } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { lostRace, refusalEvents, refusalOf, scopeOf } from "../guard";
import { decideChange } from "../rules";
import type { StoredAgent } from "../store";
import { changeAgents } from "../tier/settle";
import type { BulkOutcome } from "../views";
import { getHeld } from "./load";
import { decideTool, type SeenTool } from "./rules";
import {
  agentsOfTools,
  insertToolChanges,
  loadToolsOf,
  type NewToolChange,
  type StoredTool,
  updateTools,
} from "./store";
import { type ToolWarning, warningsOf } from "./warnings";

const VERB: Verb = "tools.accept";

export interface Asked extends SeenTool {
  id: string;
}

/** One person's decision about tools: what it makes of a tool that may be decided, and what is told of it. */
export interface Decision<A extends Asked> {
  event: "accept" | "block";
  reason: string;
  apply: (tool: StoredTool, asked: A, warnings: readonly ToolWarning[]) => Applied;
}

export interface Applied {
  tool: StoredTool;
  changes: Omit<NewToolChange, "id" | "toolId">[];
  events: (agent: StoredAgent) => NewEvent[];
}

interface RowOutcome {
  id: string;
  name: string;
  refusal: CountersignError | null;
}

/**
 * Decides about many tools, agent by agent, each agent in a transaction of its own: what changed since the person looked is
 * refused row by row, and so are all tools of an agent whose registration would be left incomplete (V4).
 */
export async function decideTools<A extends Asked>(
  ctx: Context,
  asked: readonly A[],
  decision: Decision<A>,
): Promise<BulkOutcome> {
  const unique = [...new Map(asked.map((one) => [one.id, one])).values()];
  const agents = await inSqlTransaction((tx) =>
    agentsOfTools(
      tx,
      unique.map(({ id }) => id),
    ),
  );
  const outcomes = new Map<string, RowOutcome>();
  const byAgent = Map.groupBy(unique, ({ id }) => agents.get(id) ?? "");
  for (const agentId of [...byAgent.keys()].sort()) {
    const rows = byAgent.get(agentId) ?? [];
    for (const row of await decideForAgent(ctx, agentId, rows, decision)) outcomes.set(row.id, row);
  }
  const rows = unique.map(({ id }) => outcomes.get(id) ?? { id, name: "", refusal: notFound("tool") });
  const refused = rows.filter(({ refusal }) => refusal).length;
  return {
    done: rows.length - refused,
    refused,
    rows: rows.map(({ id, name, refusal }) => ({
      id,
      name,
      outcome: refusal ? "refused" : "done",
      reason: refusal?.message ?? "",
    })),
  };
}

async function decideForAgent<A extends Asked>(
  ctx: Context,
  agentId: string,
  asked: readonly A[],
  decision: Decision<A>,
): Promise<RowOutcome[]> {
  const names = new Map<string, string>();
  try {
    return await inSqlTransaction((tx) => decideHeld(tx, ctx, { agentId, asked, decision, names }));
  } catch (error) {
    if (!isCountersignError(error)) throw error;
    // What the registration rests on, or a race: nothing of this agent was kept.
    return asked.map(({ id }) => ({ id, name: names.get(id) ?? "", refusal: error }));
  }
}

async function decideHeld<A extends Asked>(
  tx: SqlTx,
  ctx: Context,
  given: { agentId: string; asked: readonly A[]; decision: Decision<A>; names: Map<string, string> },
): Promise<RowOutcome[]> {
  const { agentId, asked, decision, names } = given;
  const agent = await getHeld(tx, ctx, agentId);
  const tools = await loadToolsOf(tx, [agentId]);
  for (const { id, name } of tools) names.set(id, name);
  const rows = asked.map(({ id }) => ({ id, name: names.get(id) ?? "" }));
  const barred = refusalFor(ctx, agent);
  if (barred) {
    if (barred.code === "forbidden") await recordEvents(tx, ctx, refusalEvents(ctx, VERB, [agentId]));
    return rows.map((row) => ({ ...row, refusal: barred }));
  }
  const applied: Applied[] = [];
  const outcomes = asked.map((one): RowOutcome => {
    const tool = tools.find(({ id }) => id === one.id);
    if (!tool) return { id: one.id, name: "", refusal: notFound("tool") };
    const warnings = warningsOf(
      tool,
      tools.filter(({ state }) => state !== "removed"),
    );
    const decided = decideTool(tool, decision.event, { seen: one, reason: decision.reason, warnings });
    if (!decided.allowed) {
      return { id: tool.id, name: tool.name, refusal: new CountersignError(decided.code, decided.reason) };
    }
    applied.push(decision.apply(tool, one, warnings));
    return { id: tool.id, name: tool.name, refusal: null };
  });
  if (applied.length) await write(tx, ctx, agent, { applied, tools });
  return outcomes;
}

function refusalFor(ctx: Context, agent: StoredAgent): CountersignError | null {
  const forbidden = refusalOf(ctx, VERB, scopeOf(agent));
  if (forbidden) return new CountersignError("forbidden", forbidden);
  const change = decideChange(agent.status);
  return change.allowed ? null : new CountersignError(change.code, change.reason);
}

async function write(
  tx: SqlTx,
  ctx: Context,
  agent: StoredAgent,
  { applied, tools }: { applied: readonly Applied[]; tools: readonly StoredTool[] },
): Promise<void> {
  const changed = applied.map(({ tool }) => tool);
  const written = await updateTools(tx, changed);
  if (written.size !== changed.length) throw lostRace(agent.name);
  await recordToolChanges(
    tx,
    ctx,
    applied.flatMap(({ tool, changes }) => changes.map((change) => ({ ...change, toolId: tool.id }))),
  );
  const decidedIds = new Set(changed.map(({ id }) => id));
  const undecidedTools = tools.filter(({ id, state }) => state === "quarantined" && !decidedIds.has(id)).length;
  await changeAgents(tx, ctx, [{ before: agent, after: { ...stated(ctx, agent), undecidedTools } }], "tools");
  await recordEvents(
    tx,
    ctx,
    applied.flatMap(({ events }) => events(agent)),
  );
}

/** Who says what a tool can do states what the tier rests on: before activation that is who completed the registration. */
export function stated(ctx: Context, agent: StoredAgent): StoredAgent {
  const registeredById = agent.status === "registered" ? ctx.actor.id : agent.registeredById;
  return { ...agent, registeredById, updatedById: ctx.actor.id, updatedFields: ["tools"] };
}

export async function recordToolChanges(
  tx: SqlTx,
  ctx: Context,
  changes: readonly Omit<NewToolChange, "id">[],
): Promise<void> {
  const byId = ctx.actor.kind === "user" ? ctx.actor.id : null;
  await insertToolChanges(
    tx,
    changes.map((change) => ({ ...change, id: newId("tch", ctx.now) })),
    { at: ctx.now, byId },
  );
}
