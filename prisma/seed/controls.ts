import { createHash } from "node:crypto";
import { confirmRecord, getControls, waiveControl } from "@/lib/agents";
import type { ControlId, Tier } from "@/lib/agents/terms";
import { db } from "@/lib/db";
import { contextOf } from "./organisation";
import { daysBefore } from "./time";

const DAY_MS = 86_400_000;

/** What an agent was deployed with: digests of a demo, the same on every seeding. */
export function deploymentOf(agent: { name: string; environment: string }) {
  const digest = (what: string) =>
    createHash("sha256").update(`${what}/${agent.name}/${agent.environment}`).digest("hex");
  return { promptHash: `sha256:${digest("prompt")}`, imageDigest: `sha256:${digest("image")}` };
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
