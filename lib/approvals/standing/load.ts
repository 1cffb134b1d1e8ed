import { canonicalBytes } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import type { Condition } from "@/lib/entitlements/terms";
import { CountersignError, notFound } from "@/lib/errors";
import { actionIn, type BoundAction, digestOf } from "../binding";
import { readCurrentFacts } from "../current/store";
import { barOf } from "../deciding/eligibility";
import { type Loaded, requireRequest, requireStanding } from "../deciding/load";
import { hasPolicyChanged } from "../deciding/store";
import { statusAt } from "../rules";
import type { ApprovalRow } from "../store";
import { barOfGrowing, type StandingTerms } from "./rules";
import { lockStanding, type StandingRow } from "./store";

/** The request that a standing approval grows out of, as it was approved. */
export interface Origin extends Loaded {
  action: BoundAction;
  /** Why none grows out of it; null when one may. */
  bar: string | null;
}

/**
 * The request, for somebody who may decide requests like it (A4).
 * @throws CountersignError `forbidden` with the bar's sentence, `not_found`
 */
export async function requireOrigin(tx: SqlTx, ctx: Context, fromId: string): Promise<Origin> {
  const loaded = await requireRequest(tx, fromId, { held: false });
  requireStanding(ctx, loaded);
  const { row } = loaded;
  const { tier, breakGlass, standingId } = row;
  const unchanged = await isUnchanged(tx, row);
  const bar = barOfGrowing({ status: statusAt(row, row.readAt), tier, breakGlass, standingId, unchanged });
  return { ...loaded, action: actionIn(row.narrowed ?? row.bound), bar };
}

async function isUnchanged(tx: SqlTx, row: ApprovalRow): Promise<boolean> {
  const { agentId, chain, server, tool, credentialId, instanceId, personId } = row;
  const now = await readCurrentFacts(tx, { agentId, chain, server, tool, credentialId, instanceId, personId });
  const { agent } = now;
  if (agent?.status !== "active" || !agent.owned || agent.fingerprint !== row.fingerprint) return false;
  return agent.tier === row.tier && now.tool?.hash === row.toolHash && !(await hasPolicyChanged(tx, row.policies));
}

/** What is agreed to, and its digest: both people sign the same. */
export function termsOf(
  { row, action }: Pick<Origin, "row" | "action">,
  extent: { conditions: readonly Condition[]; maxUses: number; days: number },
): { terms: StandingTerms; digest: string } {
  const { agent, chain, server, tool, toolHash, targets, policies } = action;
  const { id, fingerprint, environment, tier } = agent;
  const terms: StandingTerms = {
    v: 1,
    from: row.id,
    agent: { id, fingerprint, environment, tier },
    ...{ chain, server, tool, toolHash, targets, policies },
    groups: [...row.groups].sort(),
    conditions: extent.conditions,
    maxUses: extent.maxUses,
    days: extent.days,
  };
  return { terms, digest: digestOf(canonicalBytes(terms)) };
}

/** What is signed under terms of this digest: the request cannot be mistaken, for no request has such an id. */
export function signedTerms(fromId: string, digest: string) {
  return { id: `standing:${fromId}`, digest, answer: "approve" } as const;
}

const DAY_MS = 86_400_000;

/** When terms of so many days end. */
export const endOf = (proposedAt: Date, days: number) => new Date(proposedAt.getTime() + days * DAY_MS);

/** The same terms read from what is stored. */
export function termsOfRow(origin: Pick<Origin, "row" | "action">, found: StandingRow) {
  const days = Math.round((found.expiresAt.getTime() - found.proposedAt.getTime()) / DAY_MS);
  return termsOf(origin, { conditions: found.conditions, maxUses: found.maxUses, days });
}

/**
 * The standing approval, held until commit, with the request that it grew out of.
 * @throws CountersignError `not_found`, `conflict` when somebody moved it since
 */
export async function requireStandingApproval(
  tx: SqlTx,
  wanted: { id: string; version: number },
): Promise<{ found: StandingRow; loaded: Loaded }> {
  const found = await lockStanding(tx, wanted.id);
  if (!found) throw notFound("standing approval");
  const loaded = await requireRequest(tx, found.fromId, { held: false });
  return { found, loaded };
}

export function movedMeanwhile(): CountersignError {
  return new CountersignError(
    "conflict",
    "Somebody, or time, moved this standing approval meanwhile: reload and look again.",
  );
}

/** Whether this person may decide requests like the one that it grew out of. */
export function mayDecide({ facts }: Loaded, personId: string): boolean {
  return barOf(facts, personId).bar === null;
}
