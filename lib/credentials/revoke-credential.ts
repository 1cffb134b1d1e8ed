import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { changedMeanwhile, eventOn, getCredential, requireAllowed } from "./guard";
import { decideRevoke } from "./rules";
import { type RevokeCredentialInput, revokeCredentialSchema } from "./schema";
import { endCredentials, endTokens } from "./store";

/**
 * Ends a credential now, with every token that was issued to it (I8): decision points learn of it with the commit.
 * @throws CountersignError `conflict` when it has ended already
 */
export async function revokeCredential(ctx: Context, input: RevokeCredentialInput): Promise<{ tokens: number }> {
  const { id, reason } = parseInput(revokeCredentialSchema, input);
  return refusingOnRecord(ctx, { verb: "credentials.revoke", resource: id }, () =>
    inSqlTransaction(async (tx) => {
      const credential = await getCredential(tx, ctx, { id, verb: "credentials.revoke" });
      const { agent, instance, kind, strength, label } = credential;
      requireAllowed(decideRevoke(credential.state));
      const how = { state: "revoked", reason, byId: ctx.actor.id, now: ctx.now } as const;
      const ended = await endCredentials(tx, { credentialIds: [id] }, how);
      if (ended.length !== 1) throw changedMeanwhile("This credential");
      const tokens = (await endTokens(tx, [id], ctx.now)).get(agent.id) ?? 0;
      const { details, ...about } = eventOn(agent, instance);
      await recordEvent(tx, ctx, {
        type: "agent.credential_revoked",
        ...about,
        details: { ...details, credentialId: id, kind, strength, label, tokens, reason },
      });
      return { tokens };
    }),
  );
}
