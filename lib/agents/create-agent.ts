import { can, requirePermission } from "@/lib/access";
import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { parseInput } from "@/lib/parse";
import { refusingOnRecord } from "./guard";
import { writeOffers } from "./hand-over/offer";
import { divide, seated } from "./hand-over/rules";
import { type Named, requireNamed } from "./people-named";
import { type AgentFields, type CreateAgentInput, createAgentSchema, ENVIRONMENT_LABELS, UNSTATED } from "./schema";
import { findHandRegistered, insertAgents, isNameTaken, NEW_AGENT, type StoredAgent } from "./store";
import { recordSettled, settle } from "./tier/settle";

/**
 * Drafts an agent by hand (V1). Whoever may edit only what is their own is its owner, until another who is named accepts (O2).
 * @throws CountersignError `conflict` naming the living hand-registered agent of that name in that environment
 */
export async function createAgent(ctx: Context, input: CreateAgentInput): Promise<{ id: string; version: number }> {
  const { environment, teamId, ownerId, deputyId, sponsorId, templateId, ...fields } = parseInput(
    createAgentSchema,
    input,
  );
  return refusingOnRecord(ctx, { verb: "agents.create" }, async () => {
    requirePermission(ctx, "agents.create", { teamId });
    const own = ctx.actor.kind === "user" && !can(ctx.actor, "agents.edit", { teamId }) ? ctx.actor.id : null;
    const named: Named = { teamId, ownerId, deputyId, sponsorId };
    const bare = draft(
      ctx,
      { ...UNSTATED, ...fields },
      { environment, teamId, templateId, ownerId: ownerId === null ? null : own },
    );
    const { now, offers } = divide(bare, named, ctx.actor.id);
    const agent = seated(bare, now);
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
        details: { name: agent.name, environment, source: "manual", ...(templateId ? { templateId } : {}) },
      });
      await writeOffers(
        tx,
        ctx,
        offers.map((offer) => ({ ...offer, agent })),
      );
      return { id: agent.id, version: 1 };
    }).catch((error) => refuseTakenName(error, agent));
  });
}

function draft(
  ctx: Context,
  fields: AgentFields,
  given: Pick<StoredAgent, "environment" | "teamId" | "templateId"> & { ownerId: string | null },
): StoredAgent {
  return {
    ...NEW_AGENT,
    ...fields,
    id: newId("agt", ctx.now),
    environment: given.environment,
    source: "manual",
    statusChangedAt: ctx.now,
    teamId: given.teamId,
    templateId: given.templateId,
    owner: given.ownerId === null ? null : { id: given.ownerId, active: true },
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
