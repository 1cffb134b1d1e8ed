// Run beside the tests, on the database of the console under test: somebody who left and still answers for an agent.
// First argument: their name, or "end" with it after it, to stop the agent again.
import { closeDatabase, db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { seedReviewedAgent } from "@/lib/testing/campaigns";

const [first = "", name = first] = process.argv.slice(2);

async function leave(): Promise<void> {
  const id = newId("per");
  const email = `${id}@norvik.example`;
  await db().person.create({ data: { id, email, name, status: "deactivated", deactivatedAt: new Date() } });
  await seedReviewedAgent({ ownerId: id, sponsorId: null, creatorId: null, teamId: null });
}

if (first === "end") await db().agent.updateMany({ where: { owner: { name } }, data: { status: "decommissioned" } });
else await leave();
await closeDatabase();
