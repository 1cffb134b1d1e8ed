import { visibility } from "@/lib/access";
import type { Context } from "@/lib/context";
import { selectAgentNames } from "./queries";
import type { Replay } from "./views";

/** Replays as the caller may read them: the counts whole, single decisions only of agents in sight, with their names. */
export async function nameFlips<T extends Replay | undefined>(ctx: Context, replays: readonly T[]): Promise<T[]> {
  const ids = new Set(replays.flatMap((replay) => replay?.flips.map(({ agentId }) => agentId) ?? []));
  const names = await selectAgentNames(visibility(ctx.actor, "decisions.read"), [...ids]);
  return replays.map((replay) => {
    if (!replay) return replay;
    const flips = replay.flips.flatMap((flip) => {
      const agentName = names.get(flip.agentId);
      return agentName === undefined ? [] : [{ ...flip, agentName }];
    });
    return { ...replay, flips };
  });
}
