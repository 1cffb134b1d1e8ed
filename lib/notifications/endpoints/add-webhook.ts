import { requirePermission } from "@/lib/access";
import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { parseInput } from "@/lib/parse";
import { type AddWebhookInput, addWebhookSchema } from "../schema";
import { requireSafe } from "./guard";
import { newSecret, sealSecrets } from "./sealed-secret";
import { findAgentTeam, insertEndpoint } from "./store";

/**
 * Registers an address that signed messages go to (Standard Webhooks): of the organisation, or as the callback of one agent.
 * @returns its secret, this once: only its sealed form is kept
 * @throws CountersignError `forbidden`, `invalid` for an address inside our network, `not_found` for the agent
 */
export async function addWebhook(ctx: Context, input: AddWebhookInput): Promise<{ id: string; secret: string }> {
  return refusingOnRecord(ctx, { verb: "webhooks.manage", resource: "webhooks" }, () =>
    inSqlTransaction(async (tx) => {
      const fields = parseInput(addWebhookSchema, input);
      const agent = fields.agentId ? await findAgentTeam(tx, fields.agentId) : undefined;
      requirePermission(ctx, "webhooks.manage", { teamId: agent?.teamId ?? null });
      if (fields.agentId && !agent) throw notFound("agent");
      requireSafe(fields.url);
      const id = newId("whk", ctx.now);
      const secret = newSecret();
      const sealed = sealSecrets(id, { current: secret, former: null });
      await insertEndpoint(tx, { ...fields, id, secret: sealed, createdById: ctx.actor.id, now: ctx.now });
      const { name, agentId, kinds } = fields;
      await recordEvent(tx, ctx, {
        type: "webhook.created",
        targetId: id,
        ...(agentId ? { agentId } : {}),
        details: { name, host: new URL(fields.url).host, agentId, kinds },
      });
      return { id, secret };
    }),
  );
}
