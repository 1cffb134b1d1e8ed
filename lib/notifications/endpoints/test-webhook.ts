import { refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { queueDeliveries } from "../queue-deliveries";
import { type WebhookRef, webhookRefSchema } from "../schema";
import { requireEndpoint } from "./guard";

/** Sends a test message on its way, which the log of deliveries then shows. @throws CountersignError `unmet` while it is paused */
export async function testWebhook(ctx: Context, input: WebhookRef): Promise<{ queued: number }> {
  const { id, version } = parseInput(webhookRefSchema, input);
  return refusingOnRecord(ctx, { verb: "webhooks.manage", resource: id }, () =>
    inSqlTransaction(async (tx) => {
      const { state } = await requireEndpoint(tx, ctx, { id, version });
      if (state === "paused") throw new CountersignError("unmet", "This webhook is paused. Resume it first.");
      const content = { type: "test", timestamp: ctx.now.toISOString(), data: { path: "/settings/webhooks" } };
      const queued = await queueDeliveries(tx, [
        { kind: "test", endpointId: id, targetId: id, content, onceKey: null },
      ]);
      return { queued };
    }),
  );
}
