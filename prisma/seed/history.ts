import {
  acceptHandOvers,
  activateAgent,
  createAgent,
  decommissionAgent,
  importFile,
  offerHandOver,
  registerAgent,
  suspendAgent,
} from "@/lib/agents";
import { db } from "@/lib/db";
import { AGENTS } from "./agents";
import type { SeedAgent } from "./agents/agent";
import { FOUND_SERVERS_FILE } from "./catalogue";
import { deploymentOf, waiveMissing } from "./controls";
import { contextOf, teamId } from "./organisation";
import { personByKey } from "./people";
import { daysBefore } from "./time";
import { equip } from "./tools";

/** Takes every agent through its life by the same verbs that people use, each step by somebody who may; resumes where it stopped. */
export async function seedAgents(now: Date): Promise<void> {
  for (const agent of AGENTS) await live(agent, now);
}

async function live(agent: SeedAgent, now: Date): Promise<void> {
  const at = (daysAgo: number) => daysBefore(now, Math.max(daysAgo, 0.2));
  let { id, version, status } = await foundOrDrafted(agent, at(agent.createdDaysAgo));
  const goal = agent.status === "draft" || agent.status === "registered" ? agent.status : "active";
  if (status === "draft") {
    await equip(agent, id, at(agent.createdDaysAgo - 1));
    ({ version } = await db().agent.findUniqueOrThrow({ where: { id }, select: { version: true } }));
  }
  if (status === "draft" && goal !== "draft") {
    ({ version } = await registerAgent(contextOf(agent.owner, at(agent.createdDaysAgo - 2)), { id, version }));
    status = "registered";
  }
  if (status === "registered" && goal === "active") {
    // From tier high up the second step is somebody else's: compliance.
    const { tier } = await db().agent.findUniqueOrThrow({ where: { id }, select: { tier: true } });
    const second = tier === "high" || tier === "critical" ? "ines" : agent.owner;
    await waiveMissing({ id, version }, at(agent.createdDaysAgo - 4));
    ({ version } = await activateAgent(contextOf(second, at(agent.createdDaysAgo - 5)), { id, version }));
    status = "active";
  }
  if (status !== "active") return;
  const { owner, reason } = agent;
  if (agent.status === "suspended") await suspendAgent(contextOf(owner, at(7)), { id, version, reason });
  if (agent.status === "decommissioned") await decommissionAgent(contextOf(owner, at(50)), { id, version, reason });
}

async function foundOrDrafted(agent: SeedAgent, now: Date): Promise<{ id: string; version: number; status: string }> {
  const { name, environment } = agent;
  const select = { id: true, version: true, status: true };
  const found = await db().agent.findFirst({ where: { name, environment }, select });
  return found ?? { ...(await draft(agent, now)), status: "draft" };
}

async function draft(agent: SeedAgent, now: Date): Promise<{ id: string; version: number }> {
  const { name, environment, kind, purpose, provider, model, systems, autonomy, exposure, authority } = agent;
  return createAgent(contextOf(agent.owner, now), {
    name,
    environment,
    kind,
    purpose,
    provider,
    model,
    systems,
    autonomy,
    exposure,
    authority,
    ...deploymentOf(agent),
    deployer: agent.team,
    dataRead: agent.dataRead as never,
    dataWritten: agent.dataWritten as never,
    privileges: agent.privileges as never,
    teamId: teamId(agent.team),
    ownerId: personByKey(agent.owner).id,
    sponsorId: personByKey(agent.sponsor).id,
  });
}

/** The one agent whose owner has left: active, useful, and nobody's. */
export async function seedOrphan(now: Date): Promise<void> {
  const agent = AGENTS.find((one) => one.name === "Dependency updater");
  if (!agent) throw new Error("The demo organisation lacks the agent that the orphan is modelled on");
  const orphan: SeedAgent = {
    ...agent,
    name: "EDI message translator",
    purpose: "Translates carriers' EDIFACT messages into bookings and answers with acknowledgements.",
    systems: ["EDI gateway", "Booking platform"],
    exposure: "partner",
    authority: "EDI agreements with carriers",
    owner: "omar",
    sponsor: "kenji",
    createdDaysAgo: 210,
    status: "active",
    reason: "",
    environment: "production",
  };
  await live(orphan, now);
  const { id, version, ownerId } = await db().agent.findFirstOrThrow({ where: { name: orphan.name } });
  const bram = personByKey("bram").id;
  if (ownerId === bram) return;
  const seat = { agentId: id, version, seat: "owner", personId: bram } as const;
  await offerHandOver(contextOf("ines", daysBefore(now, 160)), seat);
  await acceptHandOvers(contextOf("bram", daysBefore(now, 158)), { all: true });
}

/** Servers that the platform team found running, imported by compliance: drafts of nobody. */
export async function seedImport(now: Date): Promise<void> {
  if ((await db().agentImport.count()) > 0) return;
  await importFile(contextOf("ines", daysBefore(now, 24)), { ...FOUND_SERVERS_FILE, environment: "production" });
}
