import { recordStream } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { isId } from "@/lib/ids";
import { type Limit, spend } from "@/lib/limits";
import type { TokenRefusal } from "./refusal";

/** Refusals of one address that are recorded per minute: anyone could fill the log from outside with more. */
const RECORDED: Limit = { name: "token-refusals", attempts: 30, windowSeconds: 60 };

/** Where a refused token came from and what was wanted with it; the client's own words are kept beside the public log. */
export interface RefusedAttempt {
  address: string;
  /** The grant type, or the method and path that the token was shown at. */
  wanted: string;
  clientId?: string | undefined;
}

/** Records that a token, an assertion or a proof was refused (L1), up to a bound per address and minute. */
export async function recordTokenRefusal(ctx: Context, refusal: TokenRefusal, attempt: RefusedAttempt): Promise<void> {
  const spent = await spend(RECORDED, attempt.address);
  if (!spent.allowed && !spent.justExceeded) return;
  const { agentId, instanceId, credentialId } = refusal.concerned;
  const claimed = attempt.clientId && isId("ins", attempt.clientId) ? attempt.clientId : undefined;
  await recordStream(ctx, {
    type: "token.refused",
    targetId: instanceId ?? claimed ?? "unknown",
    ...(agentId ? { agentId } : {}),
    outcome: "refused",
    details: {
      error: refusal.error,
      reason: refusal.reason,
      // Claimed by whoever sent it, proven only where a credential stands beside it.
      instanceId: instanceId ?? claimed ?? null,
      credentialId: credentialId ?? null,
      moreNotRecorded: spent.justExceeded,
    },
    personal: { address: attempt.address, wanted: attempt.wanted.slice(0, 200) },
  });
}
