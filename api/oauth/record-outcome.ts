import { explainAssertion, explainSecret, recordTokenRefusal, TokenRefusal } from "@/lib/credentials";
import type { Attempt } from "./attempt";

/** Records what the server is about to refuse as what it was: its own words are for the client and say little. */
export async function recordOutcome(attempt: Attempt, status: number): Promise<void> {
  if (status < 400 || status >= 500) return;
  const { ctx, means, address, clientId, params, path } = attempt;
  const refusal = attempt.refusal ?? (await explained(attempt, status));
  const wanted = `${params.get("grant_type") ?? path} ${means.kind}`;
  await recordTokenRefusal(ctx, refusal, { address, wanted, clientId });
}

async function explained({ ctx, means, clientId, isReplay }: Attempt, status: number): Promise<TokenRefusal> {
  const refused = (reason: string) =>
    new TokenRefusal("invalid_client", reason, "The instance could not be authenticated.");
  if (status !== 401)
    return new TokenRefusal("invalid_request", "request_refused", "This server does not answer that.");
  if (isReplay) return refused("assertion_replayed");
  if (means.kind === "assertion") return explainAssertion(ctx, clientId, means.assertion);
  if (means.kind === "secret") return explainSecret(clientId, means.secret);
  return refused("no_credential");
}
