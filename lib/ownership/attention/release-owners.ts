import { type NewEvent, recordEvents } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { type Released, releaseOwnersOf, returnOwnersOf } from "./store";

/**
 * Takes the owner from these agents and puts them into the governance queue, for compliance to name somebody (O3, C2): for a
 * campaign that withdrew the ownership and asked its own permission. Never ownerless silently.
 * @returns those that were queued by this; one that is missing waits there already, or is decommissioned
 */
export async function releaseOwners(tx: SqlTx, ctx: Context, ids: readonly string[]): Promise<Released[]> {
  const released = await releaseOwnersOf(tx, ids, { now: ctx.now, byId: ctx.actor.id });
  await recordEvents(
    tx,
    ctx,
    released.map((agent): NewEvent => {
      const { id, name, environment, formerId, deputyId, sponsorId } = agent;
      const seats = { ownerId: null, deputyId, sponsorId };
      const details = { name, environment, role: "owner", formerId, successorId: null, way: "queue", ...seats };
      return { type: "agent.queued", targetId: id, agentId: id, details };
    }),
  );
  return released;
}

/** Seats the former owners again who are still here, where nobody was named since. @returns the ids of those agents */
export async function returnOwners(
  tx: SqlTx,
  ctx: Context,
  released: readonly Pick<Released, "id" | "version" | "formerId">[],
): Promise<string[]> {
  const back = await returnOwnersOf(tx, released, { now: ctx.now, byId: ctx.actor.id });
  await recordEvents(
    tx,
    ctx,
    back.map((agent): NewEvent => {
      const details = { name: agent.name, environment: agent.environment, role: "owner" };
      return { type: "agent.succession_kept", targetId: agent.id, agentId: agent.id, details };
    }),
  );
  return back.map(({ id }) => id);
}
