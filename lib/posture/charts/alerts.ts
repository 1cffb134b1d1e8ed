import { can } from "@/lib/access";
import { logHealth } from "@/lib/audit";
import { listCampaigns, listIntegrity } from "@/lib/campaigns";
import type { Context } from "@/lib/context";
import type { AlertView } from "../views";
import { lastDrill, lastFullAudit } from "./queries";

const DAY_MS = 86_400_000;
/** The whole tree is derived anew each day: this late, somebody should look why not. */
const AUDIT_DAYS = 2;
const DRILL_DAYS = 90;
/** Reviewers of so many campaigns are looked at: those due first. */
const MOST_CAMPAIGNS = 5;

/**
 * What must be right for the numbers to mean anything: the log, its self-audit, a drill not long ago, and reviewers who look.
 * They concern the installation as a whole, and are shown with the whole alone.
 */
export async function readAlerts(ctx: Context, teamId: string | null): Promise<AlertView[]> {
  if (teamId !== null) return [];
  const seesReviewers = can(ctx.actor, "campaigns.read", {});
  const [health, auditedAt, drillAt, toLookAt] = await Promise.all([
    logHealth(),
    lastFullAudit(),
    lastDrill(),
    seesReviewers ? reviewersToLookAt(ctx) : null,
  ]);
  return [
    {
      id: "log",
      label: "Audit log",
      state: health.ok ? "good" : "attention",
      sentence: health.ok ? `Signed; ${health.size.toLocaleString("en")} events in the tree.` : health.reason,
      href: "/audit",
    },
    audit(auditedAt, ctx.now),
    drill(drillAt, ctx.now),
    ...(toLookAt === null ? [] : [reviewers(toLookAt)]),
  ];
}

const daysSince = (at: Date, now: Date) => Math.floor((now.getTime() - at.getTime()) / DAY_MS);
const daysAgo = (days: number) => (days < 1 ? "today" : days === 1 ? "yesterday" : `${days} days ago`);

function audit(at: Date | null, now: Date): AlertView {
  const shown = { id: "self_audit", label: "Self-audit", href: "/audit" } as const;
  if (!at) return { ...shown, state: "unknown", sentence: "The whole tree was not yet derived anew." };
  const days = daysSince(at, now);
  const late = days >= AUDIT_DAYS;
  return {
    ...shown,
    state: late ? "attention" : "good",
    sentence: `The whole tree was derived anew ${daysAgo(days)}.`,
  };
}

function drill(at: Date | null, now: Date): AlertView {
  const shown = { id: "drill", label: "Kill switch drill", href: "/kill-switch" } as const;
  if (!at) return { ...shown, state: "attention", sentence: "The kill switch was never tried in a drill." };
  const days = daysSince(at, now);
  return {
    ...shown,
    state: days > DRILL_DAYS ? "attention" : "good",
    sentence: `The last drill was ${daysAgo(days)}.`,
  };
}

function reviewers(count: number): AlertView {
  const shown = { id: "reviewers", label: "Reviewers", href: "/campaigns" } as const;
  if (count === 0) return { ...shown, state: "good", sentence: "Nobody's reviews need a look." };
  const people = count === 1 ? "The reviews of one person need" : `The reviews of ${count} people need`;
  return { ...shown, state: "attention", sentence: `${people} a look: quick, in bulk, or always yes.` };
}

/** How many reviewers of running campaigns decide in a way that asks for a look. */
async function reviewersToLookAt(ctx: Context): Promise<number> {
  const running = (await listCampaigns(ctx)).filter(({ state }) => state === "active").slice(0, MOST_CAMPAIGNS);
  const lists = await Promise.all(running.map(({ id }) => listIntegrity(ctx, id)));
  return lists.reduce((sum, { toLookAt }) => sum + toLookAt, 0);
}
