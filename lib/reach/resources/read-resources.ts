import { can, requireReach, rolesFor, visibility } from "@/lib/access";
import type { Context } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { cleanLine } from "@/lib/text";
import { type ResourceSearchInput, resourceSearchSchema } from "../schema";
import type { ResourcePage, ResourceRow } from "../views";
import { selectChoices, selectResource, selectResources } from "./queries";

/** One page of the register of resources (V9). It belongs to the organisation; the agents are counted as far as the caller sees them. */
export async function searchResources(ctx: Context, input: ResourceSearchInput = {}): Promise<ResourcePage> {
  requireReach(ctx, "resources.read");
  return selectResources(visibility(ctx.actor, "agents.read"), parseInput(resourceSearchSchema, input));
}

export interface ResourceDetail extends ResourceRow {
  /** The answer of the same rule that editing enforces. */
  edit: { allowed: true } | { allowed: false; reason: string };
}

/** @throws CountersignError `not_found` */
export async function getResource(ctx: Context, id: string): Promise<ResourceDetail> {
  requireReach(ctx, "resources.read");
  const resource = /^res_[0-9a-z]{1,40}$/.test(id)
    ? await selectResource(visibility(ctx.actor, "agents.read"), id)
    : null;
  if (!resource) throw notFound("resource");
  const roles = rolesFor("resources.edit").join(" or ");
  const edit = can(ctx.actor, "resources.edit")
    ? ({ allowed: true } as const)
    : ({ allowed: false, reason: `This needs the role ${roles} for the whole organisation.` } as const);
  return { ...resource, edit };
}

/** Resources whose names contain the text, for choosing one. */
export async function findResources(
  ctx: Context,
  q: string,
): Promise<Pick<ResourceRow, "id" | "name" | "kind" | "dataClasses">[]> {
  requireReach(ctx, "resources.read");
  return selectChoices(cleanLine(q.slice(0, 100), 100));
}
