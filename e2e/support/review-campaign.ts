import { seeded } from "./seeding";

const SCRIPT = "e2e/support/seed-review.ts";

/**
 * A campaign that asks the demo's owner about grants of agents made for it: "walk" for six that ask for every kind of answer, or so
 * many ordinary ones. @returns its id
 */
export function reviewCampaign(what: "walk" | number): Promise<string> {
  return seeded(SCRIPT, String(what));
}

/** Cancels it, so that it asks nobody any more. */
export async function endReview(campaignId: string): Promise<void> {
  await seeded(SCRIPT, "end", campaignId);
}
