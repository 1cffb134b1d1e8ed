import type { CampaignPlan } from "../terms";
import { selectNames } from "./queries";

/** What the teams, people and agents that a plan mentions are called, by id. For who may see the plan. */
export async function planNames({ scope, stages }: CampaignPlan): Promise<Map<string, string>> {
  const people = stages.flatMap(({ personId }) => (personId ? [personId] : []));
  const found = await selectNames([...new Set([...scope.teamIds, ...scope.ownerIds, ...scope.agentIds, ...people])]);
  return new Map(found.map(({ id, name }) => [id, name]));
}
