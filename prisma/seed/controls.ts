import { createHash } from "node:crypto";
import { confirmRecord, editAgent, getControls, waiveControl } from "@/lib/agents";
import type { ControlId, Tier } from "@/lib/agents/terms";
import { db } from "@/lib/db";
import { contextOf } from "./organisation";
import { PEOPLE } from "./people";
import { daysBefore } from "./time";

const DAY_MS = 86_400_000;

/** Deployed by hand so far: nobody can say which image runs. One waits for it, one is waived, of two the waiver has run out. */
const WITHOUT_IMAGE = new Set([
  "FX hedging scout/production",
  "Delivery rescheduler/production",
  "Incident first responder/production",
  "Carrier payout agent/staging",
]);

/** What an agent was deployed with at its n-th release: digests of a demo, the same on every seeding. */
export function deploymentOf(agent: { name: string; environment: string }, release = 1) {
  const digest = (what: string) =>
    `sha256:${createHash("sha256").update(`${what}/${agent.name}/${agent.environment}/${release}`).digest("hex")}`;
  return {
    promptHash: digest("prompt"),
    imageDigest: WITHOUT_IMAGE.has(`${agent.name}/${agent.environment}`) ? "" : digest("image"),
  };
}

/** Releases since the registration: which agent, how long ago, and what else changed with it. */
const RELEASES = [
  { name: "Claims triage", daysAgo: 70, also: {} },
  { name: "Invoice matcher", daysAgo: 61, also: { policyRef: "Payments policy, version 4" } },
  { name: "Carrier payout agent", daysAgo: 48, also: { policyRef: "Payments policy, version 4" } },
  { name: "Claims triage", daysAgo: 40, also: { model: "claude-sonnet-5" } },
  { name: "Carrier payout agent", daysAgo: 36, also: {} },
  { name: "Invoice matcher", daysAgo: 18, also: { model: "claude-opus-4-8" } },
];

/** New releases of a few agents in production, each stated by its owner: their versions are worth comparing. */
export async function seedReleases(now: Date): Promise<void> {
  for (const [position, { name, daysAgo, also }] of RELEASES.entries()) {
    const select = { id: true, version: true, environment: true, name: true, ownerId: true, updatedAt: true };
    const where = { name, environment: "production" as const, status: "active" as const };
    const agent = await db().agent.findFirst({ where, select });
    const at = daysBefore(now, daysAgo);
    if (!agent?.ownerId || agent.updatedAt >= at) continue;
    const changes = { ...deploymentOf(agent, position + 2), ...also };
    await editAgent(contextOf(personById(agent.ownerId), at), { id: agent.id, version: agent.version, changes });
  }
}

function personById(id: string): string {
  const person = PEOPLE.find((one) => one.id === id);
  if (!person) throw new Error(`The demo organisation has nobody with the id ${id}`);
  return person.key;
}

const REASONS: Record<ControlId, string> = {
  accountable: "A new sponsor is being chosen by the board.",
  two_people: "The second person starts next month.",
  deputy: "The duty roster stops it at any hour; a deputy is named with the new roster.",
  purpose: "The description is being rewritten for the new process.",
  authority: "The committee signs the mandate at its next meeting.",
  tools: "The new tools are not called by its instructions; they are looked at with the next release.",
  reviewers: "The reviewers are named with the new delegation of authority.",
  supplier: "The framework contract is with procurement for signature; the trial terms cover the use until then.",
  provenance: "The supplier does not sign yet; the document was compared by hand.",
  deployment: "The build records digests from the next release on.",
  oversight: "Every action can be undone within the hour, and the desk watches the queue.",
  review: "The owner is away; the confirmation follows on the first day back.",
};

/** Compliance lets go what an agent's tier asks for and it cannot show yet, for as long as a waiver may last. */
export async function waiveMissing(agent: { id: string; version: number }, at: Date): Promise<void> {
  const ctx = contextOf("ines", at);
  const { controls } = await getControls(ctx, agent.id);
  const until = new Date(at.getTime() + 88 * DAY_MS).toISOString().slice(0, 10);
  for (const { id: control, waive } of controls) {
    if (waive.allowed) await waiveControl(ctx, { ...agent, control, reason: REASONS[control], until });
  }
}

/** How long ago the owner last confirmed the record, by tier; every seventh agent was forgotten. */
const CONFIRMED_DAYS_AGO: Record<Tier, number> = { low: 120, moderate: 75, high: 33, critical: 9 };

/** Owners confirm their records as these fall due; a few are late, and their records are stale. */
export async function seedConfirmations(now: Date): Promise<void> {
  const agents = await db().agent.findMany({
    where: { status: "active", tier: { not: null } },
    select: { id: true, version: true, tier: true, ownerId: true, reviewedAt: true, updatedAt: true },
    orderBy: { id: "asc" },
  });
  for (const [position, { id, version, tier, reviewedAt, updatedAt }] of agents.entries()) {
    const at = daysBefore(now, CONFIRMED_DAYS_AGO[tier ?? "low"]);
    // What changed since cannot have been confirmed before it, and a seeding taken up again confirms nothing twice.
    if (position % 7 === 3 || updatedAt >= at || (reviewedAt !== null && reviewedAt >= at)) continue;
    await confirmRecord(contextOf("ines", at), { id, version, note: "Looked through with the owner." });
  }
}
