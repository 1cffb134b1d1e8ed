import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { newId } from "@/lib/ids";
import { tellPeople } from "@/lib/notifications";
import type { CurrentFacts } from "../current/store";
import { AskRefusal } from "./refusal";
import { insertStop, lookBefore, whoWatches } from "./store";

interface Asking {
  agent: NonNullable<CurrentFacts["agent"]>;
  actionDigest: string;
  decisionId: string;
}

/**
 * What stands in the way of asking once more: a stop, a human no within the cool-down, too many open requests (A7). What is
 * written of it stays, though the ask is refused: the caller of this commits.
 * @returns the refusal, or null
 */
export async function holdBack(tx: SqlTx, ctx: Context, asking: Asking): Promise<AskRefusal | null> {
  const { agent, actionDigest, decisionId } = asking;
  const { stopId, pending, mostPending, denied } = await lookBefore(tx, agent.id, actionDigest);
  if (stopId) return stopped();
  if (denied) {
    const askAgainAt = new Date(denied.askAgainAt).toISOString();
    const details = { why: "denied_before", decisionId, actionDigest, formerId: denied.id, askAgainAt };
    await recordEvent(tx, ctx, {
      type: "approval.ask_refused",
      targetId: agent.id,
      agentId: agent.id,
      outcome: "refused",
      details,
    });
    return new AskRefusal(
      "denied_before",
      `A person denied this very action (${denied.id}). It may be asked for again after ${askAgainAt}, or when a person reopens it.`,
      { "urn:countersign:denied": denied.id, "urn:countersign:ask_again_at": askAgainAt },
    );
  }
  if (pending < mostPending) return null;
  await stopAsking(tx, ctx, { agent, pending, mostPending });
  return stopped();
}

interface Flood {
  agent: Asking["agent"];
  pending: number;
  mostPending: number;
}

async function stopAsking(tx: SqlTx, ctx: Context, { agent, pending, mostPending }: Flood): Promise<void> {
  const stopId = newId("ask", ctx.now);
  if (!(await insertStop(tx, { id: stopId, agentId: agent.id, pending }))) return;
  const { id: agentId, name, ownerId, environment, tier } = agent;
  await recordEvent(tx, ctx, {
    type: "asking.stopped",
    targetId: agentId,
    agentId,
    outcome: "refused",
    details: { stopId, pending, mostPending, name },
  });
  await tellPeople(tx, ctx, {
    kind: "asking_stopped",
    personIds: await whoWatches(tx, ownerId),
    targetId: stopId,
    agentId,
    content: { path: "/approvals", name, environment, tier, count: pending },
  });
}

function stopped(): AskRefusal {
  return new AskRefusal(
    "too_many_pending",
    "This agent has asked for more than people can look at, and may not ask until its owner or compliance lets it again.",
  );
}
