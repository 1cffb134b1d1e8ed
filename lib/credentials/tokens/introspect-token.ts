import type { Context } from "@/lib/context";
import { issuerUrl } from "./addresses";
import { isTokenRefusal } from "./refusal";
import { refusalOfStanding } from "./rules";
import type { ClientRow } from "./store";
import { readOwnToken } from "./verify-access-token";

/**
 * What a token is worth at this instant (RFC 7662): to its own instance, and to gateways. Everybody else learns that it is not
 * active, as of a token that never was.
 */
export async function introspectToken(ctx: Context, asker: ClientRow, token: string): Promise<Record<string, unknown>> {
  try {
    const { read, standing } = await readOwnToken(ctx, token);
    const may = standing.instanceId === asker.instanceId || asker.enforcesForOthers;
    if (!may || refusalOfStanding(asker)) return { active: false };
    const { cnf, sub, act, aud, environment, version, tier } = read.claims;
    return {
      active: true,
      iss: issuerUrl(),
      sub,
      ...(act ? { act } : {}),
      aud,
      jti: standing.jti,
      iat: read.claims.iat,
      exp: read.claims.exp,
      client_id: standing.instanceId,
      scope: standing.scope,
      token_type: standing.boundTo === null ? "Bearer" : "DPoP",
      ...(cnf ? { cnf } : {}),
      agent: standing.agentId,
      agent_instance: standing.instanceId,
      environment,
      version,
      tier,
    };
  } catch (error) {
    if (isTokenRefusal(error)) return { active: false };
    throw error;
  }
}
