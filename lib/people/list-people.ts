import { visibility } from "@/lib/access";
import type { Context } from "@/lib/context";
import { parseInput } from "@/lib/parse";
import { requireUser } from "./load";
import { selectPeople, selectReviewerGroups, selectTeams } from "./queries";
import { type PeopleSearch, type PersonRow, peopleSearchSchema, type ReviewerGroupRow, type TeamRow } from "./schema";

/** The people the caller may see, by name, and how many match in all (O5). */
export async function listPeople(
  ctx: Context,
  search: PeopleSearch = {},
): Promise<{ rows: PersonRow[]; total: number }> {
  const filter = parseInput(peopleSearchSchema, search);
  return await selectPeople(visibility(ctx.actor, "people.read"), requireUser(ctx).id, filter);
}

/** The teams the caller's roles reach. */
export async function listTeams(ctx: Context): Promise<TeamRow[]> {
  return await selectTeams(visibility(ctx.actor, "people.read"));
}

/** The reviewer group of each privilege class (O1), for everyone with any role; others see none. */
export async function listReviewerGroups(ctx: Context): Promise<ReviewerGroupRow[]> {
  const { everything, teamIds } = visibility(ctx.actor, "people.read");
  return everything || teamIds.length > 0 ? await selectReviewerGroups() : [];
}
