import { requirePermission } from "@/lib/access";
import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { type ApiKeyRef, apiKeyRefSchema } from "./schema";
import { endKey, loadKey } from "./store";

/**
 * Ends a key for good. Every instance of the machines' door refuses it within two seconds.
 * @throws CountersignError `forbidden`, `not_found`, `conflict` when it was revoked already
 */
export async function revokeApiKey(ctx: Context, input: ApiKeyRef): Promise<void> {
  const { id } = parseInput(apiKeyRefSchema, input);
  return refusingOnRecord(ctx, { verb: "apiKeys.manage", resource: id }, () =>
    inSqlTransaction(async (tx) => {
      const key = await loadKey(tx, id);
      requirePermission(ctx, "apiKeys.manage", { teamId: key?.teamId ?? null });
      if (!key) throw notFound("key");
      if (!(await endKey(tx, id, ctx.now))) throw new CountersignError("conflict", "This key was revoked already.");
      const { name, purpose } = key;
      await recordEvent(tx, ctx, { type: "api_key.revoked", targetId: id, details: { name, purpose } });
    }),
  );
}
