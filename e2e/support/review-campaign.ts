import { execFile } from "node:child_process";
import { promisify } from "node:util";

/**
 * A campaign that asks the demo's owner about grants of agents made for it: "walk" for six that ask for every kind of answer, or so
 * many ordinary ones. @returns its id
 */
export function reviewCampaign(what: "walk" | number): Promise<string> {
  return seed(String(what));
}

/** Cancels it, so that it asks nobody any more. */
export async function endReview(campaignId: string): Promise<void> {
  await seed("end", campaignId);
}

async function seed(...given: string[]): Promise<string> {
  if (!process.env.E2E_DATABASE_URL)
    throw new Error("E2E_DATABASE_URL has to name the database of the console under test");
  const env = {
    ...process.env,
    DATABASE_URL: process.env.E2E_DATABASE_URL,
    // These verbs keep no secret: any one will do.
    COUNTERSIGN_SECRET: "seeding-a-campaign-needs-no-secret",
  };
  const script = ["--import", "tsx", "e2e/support/seed-review.ts", ...given];
  const { stdout } = await promisify(execFile)(process.execPath, script, { env });
  return stdout.trim().split("\n").at(-1) ?? "";
}
