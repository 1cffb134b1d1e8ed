import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { campaignIdSchema } from "../fields";
import { requireCampaign } from "../guard";
import { type Integrity, integrityOf } from "../rules";
import { peopleNamed } from "../subjects/queries";
import type { PersonRef } from "../views";
import { reviewedBy } from "./store";

export interface ReviewerMeasure extends Integrity {
  person: PersonRef;
}

const ORDER = { poor: 0, watch: 1, good: 2 } as const;

/**
 * How each reviewer's decisions came about (C5), those that need a look first. The limits are in lib/campaigns/rulebook/integrity.ts.
 * @throws CountersignError `not_found`, `forbidden`
 */
export function readIntegrity(ctx: Context, campaignId: string): Promise<ReviewerMeasure[]> {
  const id = parseInput(campaignIdSchema, campaignId);
  return inSqlTransaction(async (tx) => {
    await requireCampaign(tx, ctx, { id, verb: "campaigns.read" });
    const reviewed = await reviewedBy(tx, { campaignId: id });
    const names = await peopleNamed(
      tx,
      reviewed.map(({ personId }) => personId),
    );
    return reviewed
      .map(({ personId, votes, canariesMissed }) => {
        const known = names.get(personId);
        const person = { id: personId, name: known?.name ?? personId, active: known?.active ?? false };
        return { person, ...integrityOf(votes, canariesMissed) };
      })
      .sort((a, b) => ORDER[a.score] - ORDER[b.score] || a.person.name.localeCompare(b.person.name));
  });
}
