import { can, requirePermission, visibility } from "@/lib/access";
import { countQueue, listQueue } from "@/lib/approvals";
import { campaignsWaiting, countWaiting as countOfCampaigns } from "@/lib/campaigns";
import { gapsWaiting } from "@/lib/compliance";
import type { Context } from "@/lib/context";
import { retentionWaiting } from "@/lib/retention";
import { type ApprovalReader, countOfApprovals, selectOfApprovals } from "./approvals/queries";
import type { ApprovalWaiting } from "./approvals/words";
import { countWaiting, LISTED_MAX, type Reader, selectWaiting } from "./queries";
import { inOrder, itemOf, type Waiting } from "./rules";
import type { Inbox } from "./schema";

/** What waits for the caller, the worst and the earliest first (D2). Each entry leads to where it can be settled. */
export async function inbox(ctx: Context): Promise<Inbox> {
  requirePermission(ctx, "inbox.read");
  const [waiting, ofApprovals, queue, ofCampaigns, gaps, ofRetention] = await Promise.all([
    selectWaiting(readerOf(ctx), ctx.now),
    selectOfApprovals(approvalReaderOf(ctx), ctx.now),
    queueOf(ctx),
    campaignsWaiting(ctx),
    gapsWaiting(ctx),
    retentionWaiting(ctx),
  ]);
  const found: Waiting[] = [...waiting, ...ofApprovals, ...queue, ...ofCampaigns, ...gaps, ...ofRetention];
  const listed: Waiting[] = [];
  const seen = new Map<string, number>();
  for (const waiting of found) {
    const rank = (seen.get(waiting.kind) ?? 0) + 1;
    seen.set(waiting.kind, rank);
    if (rank <= LISTED_MAX) listed.push(waiting);
  }
  return { items: inOrder(listed.map((waiting) => itemOf(waiting, ctx.now))), cut: listed.length < found.length };
}

/**
 * How many entries the caller's inbox lists, but for those of the queue: these are counted beside Approvals. And what of campaigns
 * waits one by one, which stands beside Campaigns.
 */
export async function inboxCounts(ctx: Context): Promise<{ inbox: number; campaigns: number }> {
  requirePermission(ctx, "inbox.read");
  const [waiting, ofApprovals, ofCampaigns, gaps, ofRetention] = await Promise.all([
    countWaiting(readerOf(ctx), ctx.now),
    countOfApprovals(approvalReaderOf(ctx), ctx.now),
    campaignsWaiting(ctx),
    gapsWaiting(ctx),
    retentionWaiting(ctx),
  ]);
  const others = ofCampaigns.length + gaps.length + ofRetention.length;
  return { inbox: waiting + ofApprovals + others, campaigns: countOfCampaigns(ofCampaigns) };
}

/** The first of them alone. */
export async function inboxCount(ctx: Context): Promise<number> {
  return (await inboxCounts(ctx)).inbox;
}

/** What waits in the queue for the caller, as one entry; and, for who sees to it that somebody can, what nobody may decide. */
async function queueOf(ctx: Context): Promise<ApprovalWaiting[]> {
  const [count, [first]] = await Promise.all([countQueue(ctx), listQueue(ctx, { view: "mine", limit: 1 })]);
  const mine: ApprovalWaiting[] = first ? [{ kind: "approvals", count, firstUntil: new Date(first.expiresAt) }] : [];
  if (!can(ctx.actor, "approvals.settings")) return mine;
  const rows = await listQueue(ctx, { view: "waiting", limit: 200 });
  const nobody = rows.filter((row) => row.nobody);
  return [
    ...mine,
    ...nobody.map(({ id, agent, expiresAt }) => {
      return { kind: "approval_nobody", id, name: agent.name, until: new Date(expiresAt) } as const;
    }),
  ];
}

function approvalReaderOf({ actor }: Context): ApprovalReader {
  return {
    personId: actor.id,
    review: visibility(actor, "approvals.review"),
    resolve: visibility(actor, "approvals.resolve"),
    lift: visibility(actor, "asking.lift"),
  };
}

function readerOf(ctx: Context): Reader {
  const { actor } = ctx;
  return {
    personId: actor.id,
    activate: visibility(actor, "agents.activate"),
    assign: visibility(actor, "agents.assign"),
    reviewers: can(actor, "reviewerGroups.manage"),
    invitations: can(actor, "people.invite"),
    log: can(actor, "audit.read"),
    policies: can(actor, "policies.publish"),
  };
}
