import { recordEvent } from "@/lib/audit";
import { db, inTransaction } from "@/lib/db";
import { contextOf } from "../organisation";
import { personByKey, seedId } from "../people";
import { daysBefore } from "../time";

const RECIPIENT = "accounts@kestrel-shipping.example";
const REASON = "Reminders to this customer were approved every time since September; the text is agreed with them.";

/** One standing approval in force: reminders to one customer, proposed by one reviewer and confirmed by another. */
export async function seedStanding(now: Date): Promise<void> {
  const agent = await db().agent.findFirst({ where: { name: "Dunning letter drafter", environment: "production" } });
  const from = await db().approval.findFirst({
    where: { agentId: agent?.id ?? "", tool: "send_mail", status: "executed", requestedAt: { lt: daysBefore(now, 9) } },
    orderBy: { requestedAt: "desc" },
  });
  if (!agent || !from) return;
  const id = seedId("std", "kestrel");
  const [proposedAt, confirmedAt] = [daysBefore(now, 8), daysBefore(now, 7.6)];
  const expiresAt = new Date(now.getTime() + 14 * 86_400_000);
  const [proposedById, confirmedById] = [personByKey("daniel").id, personByKey("claudine").id];
  const conditions = [
    { argument: "to.*", operator: "eq", value: RECIPIENT },
    {
      argument: "body",
      operator: "eq",
      value: "Your invoice has been open for more than thirty days. Please let us know when we can expect the payment.",
    },
  ];
  const { server, tool, groups, toolHash, fingerprint, policies, tier } = from;
  const bound = { server, tool, groups, toolHash, fingerprint, policies, tier, conditions, maxUses: 20 };
  const told = { fromId: from.id, maxUses: 20, expiresAt: expiresAt.toISOString(), tier };
  await inTransaction(async (tx) => {
    await tx.standingApproval.create({
      data: {
        ...{ id, agentId: agent.id, ...bound, used: 0, state: "active", reason: REASON, fromId: from.id },
        ...{ proposedById, proposedAt, confirmedById, confirmedAt, expiresAt },
      },
    });
    const about = { targetId: id, agentId: agent.id };
    const proposed = { ...told, reason: REASON };
    await recordEvent(tx, contextOf("daniel", proposedAt), { type: "standing.proposed", ...about, details: proposed });
    const confirmed = { ...told, proposedById };
    await recordEvent(tx, contextOf("claudine", confirmedAt), {
      type: "standing.confirmed",
      ...about,
      details: confirmed,
    });
  });
}
