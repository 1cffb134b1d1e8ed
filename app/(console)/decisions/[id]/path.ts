import { heldAt } from "@/components/decisions/held-at";
import type { PathStops } from "@/components/decisions/path";
import { canSomewhere } from "@/lib/access";
import { readCase } from "@/lib/approvals";
import { listEvents } from "@/lib/audit";
import { certificationOf } from "@/lib/campaigns";
import type { Context } from "@/lib/context";
import { getEntitlement, listEntitlements } from "@/lib/entitlements";
import type { EntitlementView } from "@/lib/entitlements/schema";
import { isCountersignError } from "@/lib/errors";
import type { DecisionExplanation } from "@/lib/policy/schema";

/** Requests for approval that one page shows. */
const MOST_APPROVALS = 3;

/** Everything between a decision and its proof that the reader may see; what they may not is counted. */
export async function stopsOf(ctx: Context, decision: DecisionExplanation): Promise<PathStops> {
  const named = idsIn(decision, "grant");
  const [grants, approvals] = await Promise.all([grantsOf(ctx, decision, named), approvalsOf(ctx, decision)]);
  const certifications = await certificationOf(
    ctx,
    grants.map(({ id }) => id),
  );
  return {
    grants,
    rests: named.length > 0,
    certifications,
    approvals: approvals.seen,
    unseen: { grants: Math.max(named.length - grants.length, 0), approvals: approvals.unseen },
  };
}

async function grantsOf(ctx: Context, decision: DecisionExplanation, named: string[]): Promise<EntitlementView[]> {
  if (named.length === 0) return heldAt((await seen(listEntitlements(ctx, decision.agent.id))) ?? [], decision);
  const found = await Promise.all(named.map((id) => seen(getEntitlement(ctx, id))));
  return found.flatMap((detail) => (detail ? [detail.grant] : []));
}

async function approvalsOf(ctx: Context, decision: DecisionExplanation) {
  const used = idsIn(decision, "approval");
  const ids = used.length ? used : await askedInWorkflow(ctx, decision);
  const cases = await Promise.all(ids.slice(0, MOST_APPROVALS).map((id) => seen(readCase(ctx, id))));
  const found = cases.flatMap((one) => (one ? [one] : []));
  // What was asked about this very call, where the workflow asked about others too.
  const own = found.filter(({ decisionId, usedDecisionId }) => [decisionId, usedDecisionId].includes(decision.id));
  return { seen: own.length ? own : found, unseen: cases.length - found.length };
}

async function askedInWorkflow(ctx: Context, { correlationId }: DecisionExplanation): Promise<string[]> {
  if (!canSomewhere(ctx.actor, "audit.read")) return [];
  const { rows } = await listEvents(ctx, { correlationId, kind: ["approval"], limit: 100 });
  return [...new Set(rows.map(({ target }) => target.id).filter((id) => id.startsWith("apr_")))];
}

function idsIn({ chain }: DecisionExplanation, kind: "grant" | "approval"): string[] {
  return chain.flatMap((link) => (link.kind === kind && link.ref ? [link.ref.id] : []));
}

/** What is gone or not the reader's to see is told as such, and is no failure of the page. */
async function seen<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (isCountersignError(error) && (error.code === "not_found" || error.code === "forbidden")) return null;
    throw error;
  }
}
