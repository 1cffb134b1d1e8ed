import { requireReach, visibility } from "@/lib/access";
import type { Context } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { type ReachersInput, type ReachersSearch, reachersSchema } from "../schema";
import type { ReacherPage } from "../views";
import { type Sought, selectReachers, selectSought } from "./queries";

/**
 * Who can reach a resource, or any place that holds a class of data (V9): one page of agents, the most dangerous first, with the
 * tools that lead there. Agents that people stated to reach it count as well; blocked tools and decommissioned agents do not.
 * @throws CountersignError `not_found` when there is no such resource
 */
export async function listReachers(ctx: Context, input: ReachersInput): Promise<ReacherPage> {
  requireReach(ctx, "resources.read");
  const search = parseInput(reachersSchema, input);
  return selectReachers(visibility(ctx.actor, "agents.read"), await soughtOf(search), search);
}

export async function soughtOf({ resourceId, dataClass }: ReachersSearch): Promise<Sought> {
  if (dataClass) return { dataClass };
  const resource = resourceId ? await selectSought(resourceId) : null;
  if (!resource) throw notFound("resource");
  return { resource };
}
