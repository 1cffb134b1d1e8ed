import { recordEvents } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { newId } from "@/lib/ids";
import { extentOf, factsOf, grantEvent } from "../guard";
import { decideNarrowing } from "../rules";
import type { Shape } from "../schema";
import { insertGrants, loadStored, type NewGrant, type StoredGrant } from "../store";
import { type MovedGrant, moveGrants } from "./store";

/** What became of one grant that was to be narrowed: it and the parts in its place, or why not. */
export type Narrowed = { moved: MovedGrant; parts: string[] } | { refusal: string };

/**
 * Puts narrower grants in the place of many (C2, Z8), in the caller's transaction: each is proved to be a part of what was
 * approved, so that the approval carries over.
 * @param into for each grant the shapes that take its place
 * @returns by the grant's id; one that is absent had ended before
 */
export async function narrowGrants(
  tx: SqlTx,
  ctx: Context,
  { into, reason, campaignId }: { into: ReadonlyMap<string, readonly Shape[]>; reason: string; campaignId: string },
): Promise<Map<string, Narrowed>> {
  const outcomes = new Map<string, Narrowed>();
  const grants = await loadStored(tx, [...into.keys()]);
  const fitting: StoredGrant[] = [];
  for (const grant of grants) {
    const decision = decideNarrowing(factsOf(grant), (into.get(grant.id) ?? []).map(extentOf), ctx.now);
    if (decision.allowed) fitting.push(grant);
    else outcomes.set(grant.id, { refusal: decision.reason });
  }
  const ids = fitting.map(({ id }) => id);
  const how = { state: "revoked", from: ["active"], reason, byId: null, now: ctx.now } as const;
  const moved = new Map((await moveGrants(tx, ids, how)).map((one) => [one.id, one]));
  const made = fitting.flatMap((grant) => {
    const one = moved.get(grant.id);
    if (!one) return [];
    const parts = (into.get(grant.id) ?? []).map((shape) => partOf(ctx, { grant, shape, reason }));
    outcomes.set(grant.id, { moved: one, parts: parts.map(({ id }) => id) });
    return parts.map((part) => ({ part, grant }));
  });
  await insertGrants(
    tx,
    made.map(({ part }) => part),
  );
  const events = made.map(({ part, grant: { agent, resourceName } }) =>
    grantEvent("agent.grant_narrowed", { agent, resourceName, grant: part }, { reason, campaignId }),
  );
  await recordEvents(tx, ctx, events);
  return outcomes;
}

function partOf(ctx: Context, made: { grant: StoredGrant; shape: Shape; reason: string }): NewGrant {
  const { grant, shape, reason } = made;
  return {
    ...shape,
    id: newId("ent", ctx.now),
    agentId: grant.agentId,
    kind: grant.kind,
    state: "active",
    stateReason: "",
    justification: reason,
    requestedById: grant.requestedById,
    requestedAt: ctx.now,
    approvedById: grant.approvedById,
    approvedAt: grant.approvedAt,
    replacesId: grant.id,
  };
}
