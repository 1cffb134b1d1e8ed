import { recordEvent } from "@/lib/audit";
import { type Context, contextFor } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { revokeTokens } from "./store";
import { JwtFault, readJwt } from "./strict-jwt";

/**
 * Ends a token before its time (RFC 7009, I8), with every token exchanged from it. What is no token of ours, or ended long ago,
 * or another instance's, is answered as done: this instance has nothing left to end.
 */
export async function revokeToken(
  ctx: Context,
  asker: { instanceId: string; agentId: string },
  token: string,
): Promise<void> {
  const jti = idOf(token);
  if (jti === null) return;
  const { instanceId, agentId } = asker;
  const actor = contextFor({ kind: "agent", id: agentId, instanceId }, ctx);
  await inSqlTransaction(async (tx) => {
    const revoked = await revokeTokens(tx, { jti, instanceId, now: ctx.now });
    if (!revoked || revoked.count === 0) return;
    await recordEvent(tx, actor, {
      type: "token.revoked",
      targetId: jti,
      agentId: revoked.agentId,
      details: { instanceId, exchanged: revoked.count - 1 },
    });
  });
}

/** The signature does not matter: the id says which token is meant, and only the instance it was issued to may end it. */
function idOf(token: string): string | null {
  try {
    return readJwt(token, { typ: ["at+jwt"] }).claims.jti ?? null;
  } catch (error) {
    if (error instanceof JwtFault) return null;
    throw error;
  }
}
