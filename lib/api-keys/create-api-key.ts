import { requirePermission } from "@/lib/access";
import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { parseInput } from "@/lib/parse";
import { type CreateApiKeyInput, createApiKeySchema } from "./schema";
import { newKey } from "./secret";
import { hasTeam, insertKey } from "./store";

const DAY_MS = 86_400_000;

/**
 * Makes a key for a program that is no agent (L7): it reports events of the agents of a team or of all, or reads the numbers
 * that an auditor sees, and neither events nor evidence.
 * @returns the key, this once: only its SHA-256 is kept
 * @throws CountersignError `forbidden`, `invalid`
 */
export async function createApiKey(ctx: Context, input: CreateApiKeyInput): Promise<{ id: string; secret: string }> {
  return refusingOnRecord(ctx, { verb: "apiKeys.manage", resource: "api-keys" }, () =>
    inSqlTransaction(async (tx) => {
      const { days, ...fields } = parseInput(createApiKeySchema, input);
      const { name, purpose, kind, teamId, rate } = fields;
      requirePermission(ctx, "apiKeys.manage", { teamId });
      if (teamId && !(await hasTeam(tx, teamId))) throw noTeam();
      const id = newId("aky", ctx.now);
      const { secret, prefix, hash } = newKey();
      const expiresAt = days === null ? null : new Date(ctx.now.getTime() + days * DAY_MS);
      const made = { ...fields, id, prefix, hash, expiresAt, createdById: ctx.actor.id, createdAt: ctx.now };
      await insertKey(tx, made);
      await recordEvent(tx, ctx, {
        type: "api_key.created",
        targetId: id,
        details: { name, purpose, kind, teamId, rate, expiresAt: expiresAt?.toISOString() ?? null },
      });
      return { id, secret };
    }),
  );
}

function noTeam(): CountersignError {
  const message = "There is no such team: choose one from the list.";
  return new CountersignError("invalid", message, [{ path: "teamId", message }]);
}
