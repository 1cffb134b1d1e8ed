import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { env } from "@/lib/env";
import { queueDeliveries, tellPeople } from "@/lib/notifications";
import { statusAt } from "../rules";
import type { ApprovalRow } from "../store";
import type { Status } from "../terms";
import { profileStatus } from "./task-status";

/** Where a machine reads how its request stands. */
export function statusUrl(handle: string): string {
  return `${env().COUNTERSIGN_API_URL.replace(/\/+$/, "")}/access/v1/requests/${handle}`;
}

/** Where a person reads and decides it. */
export function reviewUrl(id: string): string {
  return `${env().COUNTERSIGN_URL.replace(/\/+$/, "")}/approvals/${id}`;
}

/**
 * Tells the webhooks of the organisation, and the callback that a request named, if it named one, where it stands now: in the
 * transaction of the move, once per state. A notification only: what may run is asked for at the status endpoint and by
 * evaluating again (profile, "Callback Completion").
 */
export async function announceEnd(tx: SqlTx, ctx: Context, row: ApprovalRow): Promise<void> {
  const { callback, handle, id, callerKind } = row;
  const status = statusAt(row, row.readAt);
  // Nobody outside hears of a canary: it would tell what it is.
  if (callerKind !== "canary") await tellWebhooks(tx, ctx, row, status);
  if (!callback) return;
  const told = profileStatus(status);
  if (callback.events.length > 0 && !callback.events.includes(told)) return;
  const task = { id: handle, status: told, status_endpoint: statusUrl(handle), "urn:countersign:status": status };
  const content = { ...(callback.state !== null && { state: callback.state }), task };
  const onceKey = `callback:${id}:${status}`;
  await queueDeliveries(tx, [
    { kind: "approval_decided", endpointId: callback.endpointId, targetId: id, content, onceKey },
  ]);
}

async function tellWebhooks(tx: SqlTx, ctx: Context, row: ApprovalRow, status: Status): Promise<void> {
  const { id, agentId, environment, server, tool, tier } = row;
  const content = { path: `/approvals/${id}`, environment, server, tool, tier, status };
  const about = { targetId: id, agentId, occasion: status };
  await tellPeople(tx, ctx, { kind: "approval_decided", personIds: [], content, ...about });
}
