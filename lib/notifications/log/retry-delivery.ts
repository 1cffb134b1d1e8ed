import { requirePermission } from "@/lib/access";
import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { deliveryRefSchema } from "../schema";
import { DELIVERY_STATE_LABELS } from "../terms";
import { loadDelivery, reviveDelivery } from "./store";

/** Sends a message that was given up on its way once more, under the same id. @throws CountersignError `conflict` when it was not given up */
export async function retryDelivery(ctx: Context, input: { id: string }): Promise<{ id: string }> {
  const { id } = parseInput(deliveryRefSchema, input);
  return refusingOnRecord(ctx, { verb: "webhooks.manage", resource: id }, () =>
    inSqlTransaction(async (tx) => {
      requirePermission(ctx, "webhooks.manage");
      const delivery = await loadDelivery(tx, id);
      if (!delivery) throw notFound("delivery");
      if (!(await reviveDelivery(tx, id))) {
        const state = DELIVERY_STATE_LABELS[delivery.state].toLowerCase();
        const message = `Only what was given up, to somebody who is still there, can be sent again. This message: ${state}.`;
        throw new CountersignError("conflict", message);
      }
      const { channel, kind, endpointId, targetId: aboutId } = delivery;
      await recordEvent(tx, ctx, {
        type: "delivery.retried",
        targetId: id,
        details: { channel, kind, endpointId, aboutId },
      });
      return { id };
    }),
  );
}
