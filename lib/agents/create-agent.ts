import { can, requirePermission } from "@/lib/access";
import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { parseInput } from "@/lib/parse";
import { refusingOnRecord } from "./guard";
import { requireNamed } from "./people-named";
import { type AgentFields, type CreateAgentInput, createAgentSchema, ENVIRONMENT_LABELS, UNSTATED } from "./schema";
import { findHandRegistered, insertAgents, isNameTaken, NEW_AGENT, type StoredAgent } from "./store";
import { recordSettled, settle } from "./tier/settle";

/**
 * Drafts an agent by hand (V1). Whoever may edit only what is their own becomes its owner unless another is named.
 * @throws CountersignError `conflict` naming the living hand-registered agent of that name in that environment
 */
export async function createAgent(ctx: Context, input: CreateAgentInput): Promise<{ id: string; version: number }> {
  const { environment, teamId, ownerId, sponsorId, ...fields } = parseInput(createAgentSchema, input);
  return refusingOnRecord(ctx, { verb: "agents.create" }, async () => {
    requirePermission(ctx, "agents.create", { teamId });
    const own = ctx.actor.kind === "user" && !can(ctx.actor, "agents.edit", { teamId }) ? ctx.actor.id : null;
    const named = { teamId, ownerId: ownerId === undefined ? own : ownerId, sponsorId: sponsorId ?? null };
    const agent = draft(ctx, { ...UNSTATED, ...fields }, environment, named);
    return inSqlTransaction(async (tx) => {
      await requireNamed(tx, named);
      const settled = await settle(tx, ctx, [{ before: null, after: agent }], "facts");
      await insertAgents(
        tx,
        settled.map((one) => one.agent),
        ctx.now,
      );
      await recordSettled(tx, ctx, settled);
      await recordEvent(tx, ctx, {
        type: "agent.created",
        targetId: agent.id,
        agentId: agent.id,
        details: { name: agent.name, environment, source: "manual" },
      });
      return { id: agent.id, version: 1 };
    }).catch((error) => refuseTakenName(error, agent));
  });
}

function draft(
  ctx: Context,
  fields: AgentFields,
  environment: StoredAgent["environment"],
  named: { teamId: string | null; ownerId: string | null; sponsorId: string | null },
): StoredAgent {
  return {
    ...NEW_AGENT,
    ...fields,
    id: newId("agt", ctx.now),
    environment,
    source: "manual",
    statusChangedAt: ctx.now,
    teamId: named.teamId,
    owner: named.ownerId === null ? null : { id: named.ownerId, active: true },
    sponsor: named.sponsorId === null ? null : { id: named.sponsorId, active: true },
    updatedById: ctx.actor.id,
  };
}

/** Turns the database's refusal of a second name into a sentence that names the first; throws anything else on. */
export async function refuseTakenName(
  error: unknown,
  agent: Pick<StoredAgent, "name" | "environment">,
): Promise<never> {
  if (!isNameTaken(error)) throw error;
  const other = await inSqlTransaction((tx: SqlTx) => findHandRegistered(tx, agent.name, agent.environment));
  const where = ENVIRONMENT_LABELS[agent.environment].toLowerCase();
  throw new CountersignError(
    "conflict",
    `An agent named ${agent.name} is already registered in ${where}${other ? ` (${other})` : ""}: choose another name, or edit that one.`,
    [{ path: "name", message: `Taken in ${where}.` }],
  );
}
