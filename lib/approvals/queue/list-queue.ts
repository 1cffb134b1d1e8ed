import { requirePermission } from "@/lib/access";
import type { Actor, Context } from "@/lib/context";
import { parseInput } from "@/lib/parse";
import { barOf } from "../deciding/eligibility";
import { factsOf } from "../deciding/facts";
import { approvalsFeed } from "../live";
import type { Group } from "../terms";
import type { QueueRow } from "../views";
import { type QueueFilter, type QueueFilterInput, queueFilterSchema } from "./filter";
import { databaseNow, memberships, type OpenRow, openRows, pastIds, reading } from "./queries";
import { linesFor, readShared } from "./rows";
import { isInSight } from "./sight";

/** What the queue page begins with; from `cursor` on, the stream brings what changed. */
export interface QueuePage {
  rows: QueueRow[];
  /** Whether more follow after the last row. */
  more: boolean;
  /** Ids of all that waits for this reader, and of all that waits in sight. */
  mine: string[];
  waiting: string[];
  cursor: string;
  /** By the database's clock, ISO 8601, before the first row was read: what was heard of a row later than this is newer. */
  now: string;
}

/**
 * A part of the queue, the most urgent first; of what is over, the latest asked first (A2, A5, D2).
 * @throws CountersignError `forbidden` for who is not signed in, `invalid`
 */
export async function readQueue(ctx: Context, input: QueueFilterInput = {}): Promise<QueuePage> {
  requirePermission(ctx, "approvals.decide");
  const filter = parseInput(queueFilterSchema, input);
  // Before the first row is read: what changes meanwhile comes by the stream as well, and nothing is lost between the two.
  const { cursor } = await approvalsFeed();
  const now = await databaseNow(reading());
  const open = await openFor(ctx.actor, filter.group);
  const found = await idsOf(ctx.actor, filter, open);
  const shared = await readShared(reading(), found.slice(0, filter.limit));
  return {
    rows: linesFor(ctx.actor, shared),
    more: found.length > filter.limit,
    mine: open.mine,
    waiting: open.waiting,
    cursor,
    now: now.toISOString(),
  };
}

/** The rows alone. @throws as `readQueue` */
export async function listQueue(ctx: Context, input: QueueFilterInput = {}): Promise<QueueRow[]> {
  requirePermission(ctx, "approvals.decide");
  const filter = parseInput(queueFilterSchema, input);
  const found = await idsOf(ctx.actor, filter, await openFor(ctx.actor, filter.group));
  return linesFor(ctx.actor, await readShared(reading(), found.slice(0, filter.limit)));
}

/** These lines as the caller sees them now; what is not in sight is left out. @throws CountersignError `forbidden` */
export async function queueRows(ctx: Context, ids: readonly string[]): Promise<QueueRow[]> {
  requirePermission(ctx, "approvals.decide");
  return linesFor(ctx.actor, await readShared(reading(), ids));
}

/** How many requests wait for the caller to decide: they may, and have not answered. @throws CountersignError `forbidden` */
export async function countQueue(ctx: Context): Promise<number> {
  requirePermission(ctx, "approvals.decide");
  return (await openFor(ctx.actor, null)).mine.length;
}

interface Open {
  mine: string[];
  waiting: string[];
}

/** All that waits and is in sight, the most urgent first: one look at the facts for all of it. */
async function openFor(actor: Actor, group: Group | null): Promise<Open> {
  const q = reading();
  const open = await openRows(q, group);
  if (!open.length) return { mine: [], waiting: [] };
  const [facts, members] = await Promise.all([
    factsOf(
      q,
      open.map(({ id }) => id),
    ),
    memberships(q),
  ]);
  const memberOf = members.get(actor.id) ?? new Set<Group>();
  const found: Open = { mine: [], waiting: [] };
  for (const row of open) {
    const known = facts.get(row.id);
    const bar = known ? barOf(known, actor.id).bar : undefined;
    if (!isInSight(actor, { scope: row, groups: row.groups, voterIds: row.voterIds }, { bar, memberOf })) continue;
    found.waiting.push(row.id);
    if (isMine(row, bar, actor)) found.mine.push(row.id);
  }
  return found;
}

function isMine(row: OpenRow, bar: string | null | undefined, actor: Actor): boolean {
  return bar === null && !row.answeredIds.includes(actor.id);
}

/** One id more than asked for when there are more. */
async function idsOf(actor: Actor, filter: QueueFilter, open: Open): Promise<string[]> {
  if (filter.view === "mine" || filter.view === "waiting") {
    const all = open[filter.view];
    const from = filter.after ? all.indexOf(filter.after) + 1 : 0;
    return all.slice(from, from + filter.limit + 1);
  }
  const members = await memberships(reading());
  return pastIds(reading(), { actor, memberOf: [...(members.get(actor.id) ?? [])], filter });
}
