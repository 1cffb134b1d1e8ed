import { db } from "@/lib/db";
import { saveView } from "@/lib/people";
import { askHold, confirmHold } from "@/lib/retention";
import { contextOf, teamId } from "../organisation";
import { daysBefore } from "../time";

/** What must not go: one hold in force by two people, one that waits for the second. */
export async function seedHolds(now: Date): Promise<void> {
  if ((await db().legalHold.count()) > 0) return;
  const asks = contextOf("ines", daysBefore(now, 19));
  const { id: holdId } = await askHold(asks, {
    title: "Claim of Nordkap Feeder",
    reason:
      "Nordkap Feeder says that two invoices of September were paid to a wrong account; our lawyers need every record.",
    scope: { kind: "agent", id: await agentNamed("Carrier payout agent") },
  });
  await confirmHold(contextOf("henrik", daysBefore(now, 17.6)), { holdId, version: 1 });
  await askHold(contextOf("ines", daysBefore(now, 0.9)), {
    title: "Inquiry of the data protection authority",
    reason: "The authority asks how reminders to overdue customers were written in October and who agreed to each.",
    scope: { kind: "agent", id: await agentNamed("Dunning letter drafter") },
  });
}

/** What people look for again and again, shared with everybody who reads the log. */
export async function seedViews(now: Date): Promise<void> {
  if ((await db().savedView.count({ where: { area: "audit" } })) > 0) return;
  const agents = await db().agent.findMany({
    where: { teamId: teamId("Payments"), environment: "production" },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  const usual = { area: "audit", shared: true, isDefault: false };
  const yuki = contextOf("yuki", daysBefore(now, 26));
  await saveView(yuki, { ...usual, name: "Refused calls", query: "kind=decision&outcome=refused" });
  const ids = agents.map(({ id }) => id).join(",");
  await saveView(contextOf("ines", daysBefore(now, 14)), { ...usual, name: "Payments team", query: `agent=${ids}` });
}

async function agentNamed(name: string): Promise<string> {
  const where = { name, environment: "production" as const };
  return (await db().agent.findFirstOrThrow({ where, select: { id: true } })).id;
}
