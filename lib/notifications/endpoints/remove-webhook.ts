import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { type WebhookRef, webhookRefSchema } from "../schema";
import { changedMeanwhile, requireEndpoint } from "./guard";
import { sealSecrets } from "./sealed-secret";
import { changeEndpoint, dropFor } from "./store";

/** Removes an endpoint with its secret, and drops what waits for it. Its deliveries stay in the log. */
export async function removeWebhook(ctx: Context, input: WebhookRef): Promise<{ dropped: number }> {
  const { id, version } = parseInput(webhookRefSchema, input);
  return refusingOnRecord(ctx, { verb: "webhooks.manage", resource: id }, () =>
    inSqlTransaction(async (tx) => {
      const { name } = await requireEndpoint(tx, ctx, { id, version });
      const nothing = sealSecrets(id, { current: "", former: null });
      if (!(await changeEndpoint(tx, { id, version, state: "removed", reason: "", secret: nothing })))
        throw changedMeanwhile();
      const dropped = await dropFor(tx, id);
      await recordEvent(tx, ctx, { type: "webhook.removed", targetId: id, details: { name, dropped } });
      return { dropped };
    }),
  );
}
