import { db } from "@/lib/db";
import { approveTemplate, proposeTemplate } from "@/lib/templates";
import { AGENTS } from "./agents";
import { contextOf } from "./organisation";
import { daysBefore } from "./time";

interface SeedTemplate {
  name: string;
  agent: string;
  description: string;
  mustNot: string[];
  proposedDaysAgo: number;
  /** Absent: still waits for compliance. */
  approvedDaysAgo?: number;
}

const TEMPLATES: readonly SeedTemplate[] = [
  {
    name: "Call notes",
    agent: "Call summariser",
    description: "For desks that talk to shippers on the phone and want the notes in the case before the next call.",
    mustNot: ["Recordings of calls to which nobody agreed.", "Tools that send anything to the person who called."],
    proposedDaysAgo: 41,
    approvedDaysAgo: 38,
  },
  {
    name: "Route copilot",
    agent: "Route planner copilot",
    description: "For dispatchers of other regions: proposes routes with rest hours, and the dispatcher decides.",
    mustNot: ["Changing a booking.", "Positions of drivers outside their working hours."],
    proposedDaysAgo: 3,
  },
];

/** Two agents that proved themselves become templates: one is approved, one waits. */
export async function seedTemplates(now: Date): Promise<void> {
  for (const template of TEMPLATES) await offer(template, now);
}

async function offer(template: SeedTemplate, now: Date): Promise<void> {
  const { name, agent, description, mustNot, proposedDaysAgo, approvedDaysAgo } = template;
  const owner = AGENTS.find((one) => one.name === agent)?.owner;
  const found = await db().agent.findFirst({ where: { name: agent, status: "active" }, select: { id: true } });
  if (!owner || !found || (await db().agentTemplate.count({ where: { name } })) > 0) return;
  const by = contextOf(owner, daysBefore(now, proposedDaysAgo));
  const { id } = await proposeTemplate(by, { agentId: found.id, name, description, mustNot });
  if (approvedDaysAgo !== undefined) {
    await approveTemplate(contextOf("ines", daysBefore(now, approvedDaysAgo)), { id, version: 1 });
  }
}
