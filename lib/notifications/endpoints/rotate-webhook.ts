import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { isCountersignError } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { type WebhookRef, webhookRefSchema } from "../schema";
import { LIMITS } from "../terms";
import { changedMeanwhile, requireEndpoint } from "./guard";
import { newSecret, openSecrets, sealSecrets } from "./sealed-secret";
import { changeEndpoint } from "./store";

const HOUR_MS = 3_600_000;

/**
 * Gives an endpoint a new secret. For 24 hours both sign every message, so that its receiver can take over the new one without
 * missing any.
 * @returns the new secret, this once, and until when the former one signs beside it (null: it could not be opened any more)
 */
export async function rotateWebhook(
  ctx: Context,
  input: WebhookRef,
): Promise<{ secret: string; formerUntil: string | null; version: number }> {
  const { id, version } = parseInput(webhookRefSchema, input);
  return refusingOnRecord(ctx, { verb: "webhooks.manage", resource: id }, () =>
    inSqlTransaction(async (tx) => {
      const endpoint = await requireEndpoint(tx, ctx, { id, version });
      const until = new Date(ctx.now.getTime() + LIMITS.overlapHours * HOUR_MS).toISOString();
      const former = formerOf(id, endpoint.secret);
      const secret = newSecret();
      const sealed = sealSecrets(id, { current: secret, former: former ? { secret: former, until } : null });
      if (!(await changeEndpoint(tx, { id, version, secret: sealed }))) throw changedMeanwhile();
      await recordEvent(tx, ctx, {
        type: "webhook.rotated",
        targetId: id,
        details: { name: endpoint.name, overlapUntil: former ? until : null },
      });
      return { secret, formerUntil: former ? until : null, version: version + 1 };
    }),
  );
}

/** A secret that cannot be opened any more is what rotation is for; it signs nothing beside the new one. */
function formerOf(id: string, sealed: Uint8Array): string | null {
  try {
    return openSecrets(id, sealed).current;
  } catch (error) {
    if (isCountersignError(error) && error.code === "unavailable") return null;
    throw error;
  }
}
