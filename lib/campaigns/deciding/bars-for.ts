import { can } from "@/lib/access";
import type { Context } from "@/lib/context";
import { BAR_SENTENCES, barOf, reassignRefusal } from "../rules";
import { type ItemRecord, loadCampaign, type Queryable } from "../store";
import { DECISIONS, DECISIONS_OF, type ItemDecision } from "../terms";
import type { Ability } from "../views";
import { correctionRefusal } from "./correct-decision";
import { type Case, casesOf } from "./load";

export type ItemAbilities = Record<ItemDecision | "reassign" | "correct", Ability>;

/** What the caller may do with each of these items of one campaign, by the rules that the verbs enforce. By number. */
export async function barsFor(
  q: Queryable,
  ctx: Context,
  items: readonly ItemRecord[],
): Promise<Map<number, ItemAbilities>> {
  const [first] = items;
  const campaign = first ? await loadCampaign(q, first.campaignId) : null;
  if (!campaign) return new Map();
  const cases = await casesOf(q, ctx, { campaign, items });
  return new Map(cases.map((one) => [one.item.number, abilitiesOf(ctx, one)]));
}

function abilitiesOf(ctx: Context, one: Case): ItemAbilities {
  const { item } = one;
  const decide = (decision: ItemDecision): Ability => {
    if (!DECISIONS_OF[item.kind].includes(decision)) return no("This cannot be said of a right of this kind.");
    const bar = barOf(one.facts, ctx.actor.id, decision);
    return bar ? no(BAR_SENTENCES[bar]) : { allowed: true };
  };
  const decisions = Object.fromEntries(DECISIONS.map((decision) => [decision, decide(decision)]));
  const correction = correctionRefusal(one, ctx.actor.id);
  return {
    ...(decisions as Record<ItemDecision, Ability>),
    reassign: reassignAbility(ctx, one),
    correct: correction ? no(correction.message) : { allowed: true },
  };
}

/** As far as it does not depend on who it goes to. */
function reassignAbility(ctx: Context, { campaign, item, facts }: Case): Ability {
  const refusal = reassignRefusal({
    facts,
    hops: item.hops,
    seat: item.seat,
    fromPersonId: ctx.actor.id,
    steers: can(ctx.actor, "campaigns.steer", { teamId: campaign.teamId }),
    to: { id: "", active: true },
  });
  return refusal && item.seat !== "" ? no(refusal.reason) : { allowed: true };
}

const no = (reason: string): Ability => ({ allowed: false, reason });
