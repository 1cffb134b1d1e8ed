import { requirePermission } from "@/lib/access";
import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { refusingOnRecord } from "../guard";
import { loadAgents } from "../store";
import { rank } from "../tier/rules";
import { settle, writeSettled } from "../tier/settle";
import { refuseTakenResource } from "./create-resource";
import { changedResourceFields, weighs } from "./rules";
import { type EditResourceInput, editResourceSchema, type ResourceField, type ResourceFields } from "./schema";
import { agentsLinkedTo, lockResource, updateResource } from "./store";

/** Agents that are settled in one round: bounds the memory, not the number. */
const BATCH = 500;

export interface ResourceEdited {
  version: number;
  fields: ResourceField[];
  /** Agents whose tier was computed anew, and how many of them rose. */
  settled: number;
  raised: number;
}

/**
 * Changes what is stated about a resource (V9), on the version that the person saw, and computes the tier of every agent that
 * reaches it anew (K4). What lies there is a fact: it is recorded even where an agent's registration no longer suffices for
 * the tier that follows; its gates then say what is missing.
 * @throws CountersignError `conflict` when somebody changed the resource or an agent meanwhile, or when the name is taken
 */
export async function editResource(ctx: Context, input: EditResourceInput): Promise<ResourceEdited> {
  return refusingOnRecord(ctx, { verb: "resources.edit" }, async () => {
    requirePermission(ctx, "resources.edit");
    const { id, version, changes } = parseInput(editResourceSchema, input);
    return inSqlTransaction(async (tx) => {
      const resource = await lockResource(tx, id);
      if (!resource) throw notFound("resource");
      if (resource.version !== version) throw changedMeanwhile(resource.name);
      const fields = changedResourceFields(resource, changes);
      if (!fields.length) return { version, fields, settled: 0, raised: 0 };
      const edited = { ...resource, ...changes };
      if (!(await updateResource(tx, edited, ctx.now))) throw changedMeanwhile(resource.name);
      const reached = weighs(fields) ? await settleReaching(tx, ctx, id) : { settled: 0, raised: 0 };
      await recordEvent(tx, ctx, {
        type: "resource.edited",
        targetId: id,
        details: {
          name: edited.name,
          fields,
          agents: reached.settled,
          before: only(resource, fields),
          after: only(edited, fields),
        },
      });
      return { version: version + 1, fields, ...reached };
    }).catch((error) => refuseTakenResource(error, changes.name ?? ""));
  });
}

async function settleReaching(
  tx: SqlTx,
  ctx: Context,
  resourceId: string,
): Promise<Pick<ResourceEdited, "settled" | "raised">> {
  const ids = await agentsLinkedTo(tx, resourceId);
  let raised = 0;
  for (let at = 0; at < ids.length; at += BATCH) {
    const before = await loadAgents(tx, ids.slice(at, at + BATCH));
    const changes = before.map((agent) => ({
      before: agent,
      after: { ...agent, updatedById: ctx.actor.id, updatedFields: ["resources"] },
    }));
    const settled = await settle(tx, ctx, changes, "resources");
    await writeSettled(tx, ctx, settled);
    raised += settled.filter(
      ({ before: former, agent }) => former?.tier && agent.tier && rank(agent.tier) > rank(former.tier),
    ).length;
  }
  return { settled: ids.length, raised };
}

function changedMeanwhile(name: string): CountersignError {
  return new CountersignError("conflict", `${name} was changed by somebody else meanwhile: reload and try again.`);
}

function only(resource: ResourceFields, fields: readonly ResourceField[]) {
  return Object.fromEntries(fields.map((field) => [field, resource[field]]));
}
