import { can, canSomewhere, requirePermission, requireReach, visibility } from "@/lib/access";
import type { Context } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { selectTeams } from "./charts/queries";
import type { Measure } from "./measures";
import type { PostureView, TeamName } from "./views";

/**
 * Whose posture the caller gets: what they ask for, or the widest that they may see (D1).
 * @throws CountersignError `forbidden` for who may see none, `not_found` for a team that is not there or not theirs
 */
export async function scopeFor(
  ctx: Context,
  teamId: string | null,
): Promise<{ team: TeamName | null; choices: PostureView["choices"] }> {
  requireReach(ctx, "posture.read");
  const seen = visibility(ctx.actor, "posture.read");
  const teams = await selectTeams(seen.everything ? null : seen.teamIds);
  const choices = { organisation: seen.everything, teams };
  if (teamId === null && seen.everything) return { team: null, choices };
  const team = teamId === null ? teams[0] : teams.find(({ id }) => id === teamId);
  if (team) return { team, choices };
  if (teamId !== null) throw notFound("team");
  requirePermission(ctx, "posture.read");
  return { team: null, choices };
}

/** Whether the caller sees everything that this number counts: part of it would be another number. */
export function isShown(ctx: Context, { verb, organisation }: Measure, teamId: string | null): boolean {
  if (organisation) return teamId === null && canSomewhere(ctx.actor, verb);
  return can(ctx.actor, verb, { teamId });
}
