import { recordEvent } from "@/lib/audit";
import { systemContext } from "@/lib/context";
import { db, inTransaction } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { keepDemoWaiting, seedApprovals } from "./approvals";
import { seedCampaigns } from "./campaigns";
import { seedConfirmations, seedReleases } from "./controls";
import { seedCredentials } from "./credentials";
import { seedEntitlements } from "./entitlements";
import { seedExample } from "./example";
import { seedHandOvers } from "./hand-overs";
import { seedAgents, seedImport, seedOrphan } from "./history";
import { letBramGo, seedOrganisation } from "./organisation";
import { ERASED_ID, PEOPLE } from "./people";
import { seedPolicies } from "./policies";
import { seedProof } from "./proof";
import { seedSuppliers } from "./suppliers";
import { seedSwitches } from "./switches";
import { seedTemplates } from "./templates";
import { seedLastUse, seedOverrides, seedResources, seedToolStory } from "./tools";
import { seedDecisions } from "./work";

/**
 * Fills an empty console with the demo organisation, once: the mark of its end is an event in the log itself.
 * What waits for approval there waits again at each start, if nobody answered in time.
 * @returns whether it moved in now
 * @throws CountersignError `conflict` when other people live here: it never mixes with them. A seeding that was cut off is taken up again
 */
export async function seedDemo(now: Date = new Date()): Promise<boolean> {
  if (await db().auditEvent.findFirst({ where: { type: "demo.seeded" }, select: { id: true } })) {
    await keepDemoWaiting(now);
    return false;
  }
  const strangers = { id: { notIn: [...PEOPLE.map((person) => person.id), ERASED_ID] } };
  if ((await db().person.count({ where: strangers })) > 0) {
    throw new CountersignError(
      "conflict",
      "The demo organisation can only move into an empty console, and this one holds people already. Start with COUNTERSIGN_DEMO=0, or with another COUNTERSIGN_DATA_DIR.",
    );
  }
  await seedOrganisation(now);
  await seedSuppliers(now);
  await seedResources(now);
  await seedAgents(now);
  await seedOrphan(now);
  await letBramGo(now);
  await seedImport(now);
  await seedHandOvers(now);
  await seedReleases(now);
  await seedConfirmations(now);
  await seedTemplates(now);
  await seedToolStory(now);
  await seedOverrides(now);
  await seedLastUse(now);
  await seedEntitlements(now);
  await seedSwitches(now);
  await seedCredentials(now);
  await seedPolicies(now);
  await seedExample(now);
  await seedDecisions(now);
  await seedApprovals(now);
  await seedCampaigns(now);
  await seedProof(now);
  const ctx = systemContext("seed", { now });
  await inTransaction((tx) => recordEvent(tx, ctx, { type: "demo.seeded", targetId: "log" }));
  return true;
}
