import { acceptHandOver, assignPeople, declineHandOver, offerHandOver } from "@/lib/agents";
import type { Seat } from "@/lib/agents/terms";
import { db } from "@/lib/db";
import { contextOf, teamId } from "./organisation";
import { personByKey, type TeamName } from "./people";
import { daysBefore } from "./time";

interface SeedHandOver {
  agent: string;
  seat: Seat;
  /** Who asks whom, how many days ago, with which words. */
  by: string;
  to: string;
  daysAgo: number;
  note: string;
  /** Days until it was accepted, or the words by which it was declined; absent: it still waits. */
  accepted?: number;
  declined?: string;
  /** The team that a record without one is given first, so that the person asked can look at it. */
  team?: TeamName;
}

const HAND_OVERS: SeedHandOver[] = [
  {
    agent: "Lane price forecaster",
    seat: "owner",
    by: "felix",
    to: "noor",
    daysAgo: 92,
    note: "I am away for the quarter's end; you know the model as well as I do.",
    accepted: 1,
  },
  {
    agent: "Certificate renewer",
    seat: "deputy",
    by: "omar",
    to: "helga",
    daysAgo: 66,
    note: "Somebody has to be able to stop it at night.",
    accepted: 2,
  },
  {
    agent: "Lane price forecaster",
    seat: "owner",
    by: "noor",
    to: "felix",
    daysAgo: 51,
    note: "Back to you, as agreed.",
    accepted: 1,
  },
  {
    agent: "Customer churn predictor",
    seat: "owner",
    by: "noor",
    to: "felix",
    daysAgo: 38,
    note: "Your team retrains it now.",
    accepted: 3,
  },
  {
    agent: "Ticket desk server",
    seat: "owner",
    by: "ines",
    to: "leo",
    daysAgo: 13,
    note: "Found running without an owner; most of its calls come from your desk.",
    declined: "We only use it. Platform Engineering runs it and should answer for it.",
    team: "Customer Care",
  },
  {
    agent: "Cluster operations server",
    seat: "owner",
    by: "ines",
    to: "kenji",
    daysAgo: 3,
    note: "Found running without an owner; your on-call rotation uses it.",
    team: "Platform Engineering",
  },
  {
    agent: "FX hedging scout",
    seat: "deputy",
    by: "sofia",
    to: "marta",
    daysAgo: 2,
    note: "Before we activate it, one of us two has to be reachable for it at any time.",
  },
];

/** People asking each other to answer for agents: accepted, declined, and two that wait for their answer. */
export async function seedHandOvers(now: Date): Promise<void> {
  for (const handOver of HAND_OVERS) {
    const at = daysBefore(now, handOver.daysAgo);
    const where = { name: handOver.agent, NOT: { environment: { in: ["staging" as const, "development" as const] } } };
    const agent = await db().agent.findFirstOrThrow({ where, select: { id: true, version: true, teamId: true } });
    const made = { agentId: agent.id, role: handOver.seat, toPersonId: personByKey(handOver.to).id, offeredAt: at };
    const offer = (await db().handOver.findFirst({ where: made })) ?? (await offered(agent, handOver, at));
    if (offer.state !== "pending") continue;
    const answering = (days: number) => contextOf(handOver.to, daysBefore(now, handOver.daysAgo - days));
    if (handOver.accepted) await acceptHandOver(answering(handOver.accepted), { id: offer.id });
    if (handOver.declined) await declineHandOver(answering(2), { id: offer.id, reason: handOver.declined });
  }
}

async function offered(
  agent: { id: string; version: number; teamId: string | null },
  { by, to, seat, note, team }: SeedHandOver,
  at: Date,
): Promise<{ id: string; state: string }> {
  const ctx = contextOf(by, at);
  let { version } = agent;
  if (team && !agent.teamId) {
    ({ version } = await assignPeople(ctx, { id: agent.id, version, teamId: teamId(team) }));
  }
  await offerHandOver(ctx, { agentId: agent.id, version, seat, personId: personByKey(to).id, note });
  const made = { agentId: agent.id, role: seat, state: "pending" };
  return db().handOver.findFirstOrThrow({ where: made, select: { id: true, state: true } });
}
