import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { type SizedGrant, sizeGrant } from "@/lib/entitlements";
import type { ItemRecord } from "../../store";
import type { LiveSubject } from "../../subjects/queries";
import type { ItemView } from "../../views";
import { daysBetween } from "../line-of";
import { type Recommended, recommend } from "../recommend";
import {
  type AgentFacts,
  isCut,
  type Subject,
  selectAgent,
  selectCertified,
  selectPast,
  selectPastReviews,
  selectPeers,
  selectStanding,
  selectUse,
  type WeekRow,
} from "./queries";

const USE_DAYS = 90;
const WEEKS = 13;

export interface Gathered {
  agent: AgentFacts | null;
  use: ItemView["use"];
  past: Awaited<ReturnType<typeof selectPast>>;
  pastReviews: Awaited<ReturnType<typeof selectPastReviews>>;
  certified: Awaited<ReturnType<typeof selectCertified>>;
  peers: ItemView["peers"];
  sized: SizedGrant | null;
  recommended: Recommended;
}

/** Everything recorded about a right that helps to judge it (C2): use, origin, peers, what would be enough. */
export async function gatherFacts(
  tx: SqlTx,
  ctx: Context,
  { item, live }: { item: ItemRecord; live: LiveSubject | null },
): Promise<Gathered> {
  const subject: Subject = item;
  const rights = live?.rights ?? item.snapshot.rights;
  const agent = await selectAgent(tx, item.agentId);
  const target = { ...subject, server: serverOf(rights), tool: rights.kind === "entitlement" ? rights.tool : null };
  const weeks = await selectUse(tx, target, { now: ctx.now, days: USE_DAYS });
  const standing = await selectStanding(tx, subject);
  const past = await selectPast(tx, subject);
  const pastReviews = await selectPastReviews(tx, subject, item.campaignId);
  const certified = await selectCertified(tx, subject);
  const peers = agent
    ? await selectPeers(tx, { agentId: item.agentId, agent, rights })
    : { total: 0, alike: 0, names: [] };
  const sized = live && item.kind === "entitlement" ? await sizeGrant(tx, { id: item.subjectId, now: ctx.now }) : null;
  const use = usageOf(weeks, standing.lastUsedAt);
  const recommended = recommend({
    kind: item.kind,
    tier: live?.tier ?? item.tier,
    ageDays: daysBetween(standing.since, ctx.now),
    usedDaysAgo: daysBetween(use.lastAt, ctx.now),
    measured: true,
    use: { allowed: use.allowed, denied: use.denied, weeks: use.perWeek.filter((calls) => calls > 0).length },
    narrower: sized?.because ?? null,
    formerTier: (certified?.rights?.tier as ItemRecord["tier"] | undefined) ?? null,
    ownerGone: !agent?.owner?.active,
    peers: peers.total ? peers : null,
    halted: agent && (agent.status === "suspended" || agent.status === "decommissioned") ? agent.status : null,
  });
  return { agent, use, past, pastReviews, certified, peers, sized, recommended };
}

function serverOf(rights: LiveSubject["rights"]): string | null {
  if (rights.kind === "entitlement") return rights.server;
  return rights.kind === "dependency" ? rights.name : null;
}

function usageOf(weeks: readonly WeekRow[], lastUsedAt: Date | null): ItemView["use"] {
  const sum = (of: "allowed" | "denied" | "stepUps") => weeks.reduce((total, week) => total + week[of], 0);
  const last = [lastUsedAt, ...weeks.map(({ lastAt }) => lastAt)].filter((at) => at !== null);
  const perWeek = Array.from({ length: WEEKS }, (_, position) => {
    const week = WEEKS - 1 - position;
    return weeks.find((row) => row.week === week)?.allowed ?? 0;
  });
  return {
    days: USE_DAYS,
    allowed: sum("allowed"),
    denied: sum("denied"),
    stepUps: sum("stepUps"),
    lastAt: last.length ? new Date(Math.max(...last.map(Number))) : null,
    perWeek,
    cut: isCut(weeks),
  };
}
