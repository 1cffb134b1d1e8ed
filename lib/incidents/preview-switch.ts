import { countForSwitch } from "@/lib/approvals";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { countLivePoints } from "@/lib/policy";
import { refusalOf, requireSeen, scopeOf } from "./guard";
import { findActiveOn } from "./queries";
import { decideRevoking, phraseFor, stopsAgents } from "./rules";
import { type PreviewSwitchInput, previewSwitchSchema } from "./schema";
import { countCovered, findTarget } from "./store";
import type { Ability, SwitchPreview } from "./views";

/**
 * What throwing this switch would stop, counted now, and whether the caller may (X1): shown before anything is done.
 * @throws CountersignError `not_found` when there is no such target or the caller may not see it
 */
export async function previewSwitch(ctx: Context, input: PreviewSwitchInput): Promise<SwitchPreview> {
  const wanted = parseInput(previewSwitchSchema, input);
  const { targetKind: kind } = wanted;
  const { known, counts, approvals } = await inSqlTransaction(async (tx) => {
    const known = requireSeen(ctx, kind, await findTarget(tx, kind, wanted.target));
    const { target } = known;
    const approvals = await countForSwitch(tx, { kind, target });
    return { known, counts: await countCovered(tx, { kind, target, now: ctx.now }), approvals };
  });
  const [points, activeId] = await Promise.all([countLivePoints(), findActiveOn(kind, known.target)]);
  const refusal = refusalOf(ctx, "switches.throw", { kind, scope: scopeOf(kind, known) });
  const revoking = decideRevoking(kind, counts.agents);
  // What a tool's switch leaves alone is not counted as stopped.
  const identities = stopsAgents(kind) ? {} : { credentials: 0, tokens: 0, active: 0 };
  return {
    targetKind: kind,
    target: known.target,
    name: known.name,
    phrase: phraseFor(kind, known.name),
    ...counts,
    ...identities,
    approvals,
    points,
    activeId,
    abilities: {
      throw: abilityOf(refusal ?? (activeId ? "This switch is on already." : null)),
      revokeCredentials: abilityOf(revoking.allowed ? null : revoking.reason),
    },
  };
}

export function abilityOf(refusal: string | null): Ability {
  return refusal === null ? { allowed: true } : { allowed: false, reason: refusal };
}
