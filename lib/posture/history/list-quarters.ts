import type { Context } from "@/lib/context";
import { parseInput } from "@/lib/parse";
import { MEASURES } from "../measures";
import { type PostureInput, postureSchema } from "../schema";
import { isShown, scopeFor } from "../scope";
import type { PostureView, QuarterView, TeamName } from "../views";
import { selectQuarters } from "./queries";

const MOST = 40;

/**
 * The quarters as they were written down, the latest first (D1). A digest is of everything that was written; where the caller may
 * not see a number, `values` is without it, and says nothing else than the log does.
 * @throws CountersignError `forbidden`, `not_found`, `invalid`
 */
export async function listQuarters(
  ctx: Context,
  input: PostureInput = {},
): Promise<{ team: TeamName | null; choices: PostureView["choices"]; quarters: QuarterView[] }> {
  const { teamId: asked } = parseInput(postureSchema, input);
  const { team, choices } = await scopeFor(ctx, asked);
  const teamId = team?.id ?? null;
  const shown = new Set<string>(MEASURES.filter((one) => isShown(ctx, one, teamId)).map(({ id }) => id));
  const quarters = await selectQuarters(teamId, MOST);
  return {
    team,
    choices,
    quarters: quarters.map((one) => ({
      ...one,
      values: Object.fromEntries(Object.entries(one.values).filter(([id]) => shown.has(id))),
    })),
  };
}
