import { can, type Scope } from "@/lib/access";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import { BAR_SENTENCES } from "../present";
import { type ApprovalRow, loadApproval, lockApproval } from "../store";
import type { Bar } from "../terms";
import { barOf, type EligibilityFacts, type RequestFacts, type Standing } from "./eligibility";
import { factsOf } from "./facts";
import { votesOn } from "./store";
import type { CountedVote } from "./tally";

export interface Loaded {
  row: ApprovalRow;
  facts: EligibilityFacts;
  votes: CountedVote[];
}

/**
 * The request with what says who may decide it now.
 * @param held until commit: whoever else decides, uses or ends it waits, and then finds what became of it
 * @throws CountersignError `not_found`
 */
export async function requireRequest(tx: SqlTx, id: string, { held }: { held: boolean }): Promise<Loaded> {
  const row = held ? await lockApproval(tx, id) : await loadApproval(tx, id);
  const facts = (await factsOf(tx, [id])).get(id);
  if (!row || !facts) throw notFound("request");
  return { row, facts, votes: await votesOn(tx, id) };
}

/** What permission asks of the agent: those who answer for it are named by the verb's own reach. */
export function scopeFor({ teamId, ownerIds }: RequestFacts, actorId: string): Scope {
  return { teamId, ownerId: ownerIds.includes(actorId) ? actorId : null };
}

/** Bars of somebody with no part in the request: they learn of it only where they may read it. */
const OUTSIDE = new Set<Bar>(["no_group", "lost_role", "inactive", "not_break_glass"]);

/**
 * How the actor may decide it.
 * @throws CountersignError `forbidden` with the bar's sentence; `not_found` for who may not even see it
 */
export function requireStanding(ctx: Context, { facts, votes }: Loaded, breakGlass = false): Standing {
  const standing = barOf(facts, ctx.actor.id, breakGlass);
  if (standing.bar === null) return standing;
  const apart = OUTSIDE.has(standing.bar) && !isMember(facts, ctx.actor.id) && !hasVoted(votes, ctx.actor.id);
  if (apart && !can(ctx.actor, "approvals.read", scopeFor(facts.request, ctx.actor.id))) throw notFound("request");
  throw new CountersignError("forbidden", BAR_SENTENCES[standing.bar]);
}

/** @throws CountersignError `not_found` for who may not see the request, `forbidden` for who may and has not this verb there */
export function requireVerb(
  ctx: Context,
  verb: "approvals.revoke" | "approvals.reopen" | "approvals.review",
  { facts, votes }: Loaded,
): void {
  const scope = scopeFor(facts.request, ctx.actor.id);
  if (can(ctx.actor, verb, scope)) return;
  const part = barOf(facts, ctx.actor.id).bar === null || isMember(facts, ctx.actor.id);
  if (!part && !hasVoted(votes, ctx.actor.id) && !can(ctx.actor, "approvals.read", scope)) throw notFound("request");
  throw new CountersignError("forbidden", NEEDED[verb]);
}

const NEEDED = {
  "approvals.revoke": "Whoever approved it withdraws it, or a reviewer or compliance for the agent's team.",
  "approvals.reopen": "This needs the role reviewer or compliance for the agent's team.",
  "approvals.review": "This needs the role compliance or ciso for the agent's team.",
} as const;

function isMember({ request, reviewers }: EligibilityFacts, personId: string): boolean {
  return request.groups.some((group) => reviewers.members.get(group)?.includes(personId));
}

export function hasVoted(votes: readonly CountedVote[], personId: string): boolean {
  return votes.some((vote) => vote.personId === personId);
}
