import { requireReach } from "@/lib/access";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { classify, type RiskFacts } from "@/lib/risk";
import { pointsToNext } from "@/lib/risk/present";
import { asked } from "../controls/rules";
import { getVisible } from "../guard";
import { CONTROLS, type Tier } from "../terms";
import { leversOf } from "./levers";
import { factsOf, NO_SURROUNDINGS, rank, settleTier } from "./rules";
import { type PreviewTierInput, previewTierSchema } from "./schema";
import { loadOverrides, loadSurroundings } from "./store";
import type { RiskSum, TierPreview } from "./terms";

/**
 * The tier of facts that are not saved yet, with its sum and what would change it (K1). Writes nothing. With an `id` the tools and
 * resources of that agent count as well, and so do its override and the rule that a fall waits for a second person.
 * @throws CountersignError `not_found` for an agent the caller may not see, `forbidden` for who may register nothing
 */
export async function previewTier(ctx: Context, input: PreviewTierInput): Promise<TierPreview> {
  const { id, ...stated } = parseInput(previewTierSchema, input);
  if (id === null) {
    requireReach(ctx, "agents.create");
    const facts = factsOf(stated, NO_SURROUNDINGS);
    return previewOf(facts, classify(facts).tier);
  }
  return inSqlTransaction(async (tx) => {
    const agent = await getVisible(tx, ctx, id);
    const around = (await loadSurroundings(tx, [id])).get(id) ?? NO_SURROUNDINGS;
    const override = (await loadOverrides(tx, [id])).get(id) ?? null;
    const facts = factsOf({ ...stated, environment: agent.environment }, around);
    const sum = classify(facts);
    const { tier: stands } = settleTier({
      computed: sum.tier,
      former: agent.tier,
      override,
      status: agent.status,
      allowFall: false,
      ending: false,
      now: ctx.now,
    });
    return previewOf(facts, stands);
  });
}

function previewOf(facts: RiskFacts, stands: Tier): TierPreview {
  const sum = classify(facts);
  const controls = asked(stands, facts.exposure).map((id) => CONTROLS[id].label);
  return { ...sum, stands, next: nextOf(sum), levers: leversOf(facts, classify), controls };
}

function nextOf({ tier, score }: RiskSum): TierPreview["next"] {
  const next = pointsToNext(score);
  return next && rank(next.tier) > rank(tier) ? next : null;
}
