import { can, requireReach, visibility } from "@/lib/access";
import type { Context } from "@/lib/context";
import type { WebhookPage, WebhookView } from "../views";
import { refusalToManage, scopeOf } from "./guard";
import { type StoredEndpoint, selectEndpoints } from "./store";

/** The endpoints that the person may manage, newest first; never a secret. @throws CountersignError `forbidden` */
export async function listWebhooks(ctx: Context): Promise<WebhookPage> {
  requireReach(ctx, "webhooks.manage");
  const refusal = refusalToManage(ctx);
  const stored = await selectEndpoints(visibility(ctx.actor, "webhooks.manage"));
  const webhooks = stored.filter((row) => can(ctx.actor, "webhooks.manage", scopeOf(row))).map(viewOf);
  return { webhooks, organisation: refusal ? { allowed: false, reason: refusal } : { allowed: true } };
}

function viewOf(row: StoredEndpoint): WebhookView {
  const { id, name, url, kinds, state, stateReason, waiting, version, agentId, agentName, createdBy } = row;
  return {
    id,
    name,
    url,
    agent: agentId ? { id: agentId, name: agentName ?? agentId } : null,
    kinds,
    state,
    stateReason,
    waiting,
    createdBy,
    createdAt: row.createdAt.toISOString(),
    lastSentAt: row.lastSentAt?.toISOString() ?? null,
    version,
  };
}
