import { can, requirePermission, visibility } from "@/lib/access";
import type { Context } from "@/lib/context";
import { countWaiting, LISTED_MAX, type Reader, selectWaiting } from "./queries";
import { inOrder, itemOf, type Waiting } from "./rules";
import type { Inbox } from "./schema";

/** What waits for the caller, the worst and the earliest first (D2). Each entry leads to where it can be settled. */
export async function inbox(ctx: Context): Promise<Inbox> {
  requirePermission(ctx, "inbox.read");
  const found = await selectWaiting(readerOf(ctx), ctx.now);
  const listed: Waiting[] = [];
  const seen = new Map<string, number>();
  for (const waiting of found) {
    const rank = (seen.get(waiting.kind) ?? 0) + 1;
    seen.set(waiting.kind, rank);
    if (rank <= LISTED_MAX) listed.push(waiting);
  }
  return { items: inOrder(listed.map((waiting) => itemOf(waiting, ctx.now))), cut: listed.length < found.length };
}

/** How many entries the caller's inbox lists, in one round trip. */
export async function inboxCount(ctx: Context): Promise<number> {
  requirePermission(ctx, "inbox.read");
  return await countWaiting(readerOf(ctx), ctx.now);
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
