import { compactVerify, importJWK } from "jose";
import type { Context } from "@/lib/context";
import { isId } from "@/lib/ids";
import type { PublicJwk } from "../public-key";
import { thumbprintOf } from "../public-key";
import { hashSecret, secretMatches } from "../secret";
import { TokenRefusal } from "./refusal";
import { isCredentialLive } from "./rules";
import { type ClientRow, type CredentialRow, selectClient, selectEndedSecret, selectKeysToExplain } from "./store";
import { checkTimes, isOnlyFor, JwtFault, type ReadJwt, readJwt } from "./strict-jwt";
import { tellOfSharedKey } from "./tell-of-shared-key";

/** A client's assertion about itself may live this long: it is used once, at once. */
const MOST_ASSERTION_SECONDS = 300;

/** The instance of this id with its agent and what it can prove itself with now; null when there is none. */
export async function findClient(ctx: Context, instanceId: string): Promise<ClientRow | null> {
  const row = isId("ins", instanceId) ? await selectClient(instanceId, ctx.now) : null;
  return row && { ...row, credentials: row.credentials.filter((one) => isCredentialLive(one, ctx.now)) };
}

/**
 * An instance's assertion about itself (RFC 7523, 2.2) as it has one reading; its signature is not verified here.
 * @param audiences the issuer and the addresses of this server that it may be for
 * @throws TokenRefusal `invalid_client`
 */
export function readClientAssertion(ctx: Context, assertion: string, audiences: readonly string[]): ReadJwt {
  try {
    const read = readJwt(assertion, { typ: [null, "jwt", "client-authentication+jwt"] });
    const { iss, sub, jti } = read.claims;
    if (iss === undefined || iss !== sub) throw new JwtFault("issuer", "Both iss and sub must be the client id.");
    if (jti === undefined) throw new JwtFault("claims", "The assertion must have an id (jti).");
    if (!isOnlyFor(read.claims, audiences)) {
      throw new JwtFault(
        "audience",
        "The assertion must be for this server alone (aud): its issuer or its token endpoint.",
      );
    }
    checkTimes(read.claims, ctx.now, MOST_ASSERTION_SECONDS);
    return read;
  } catch (error) {
    if (error instanceof JwtFault) throw new TokenRefusal("invalid_client", `assertion_${error.reason}`, error.message);
    throw error;
  }
}

/** The keys that may have signed the assertion: the one its `kid` names, else all that the instance has. */
export async function keysFor(client: ClientRow, assertion: ReadJwt): Promise<CredentialRow[]> {
  const keys = client.credentials.filter((one) => one.publicJwk !== null);
  const named = keys.filter((one) => one.thumbprint === assertion.kid);
  const likely = named.length > 0 ? named : keys;
  if (likely.length <= 1) return likely;
  // Two keys live during a rotation. Which of them it was goes into the token and the log, so it is found out, not guessed.
  for (const key of likely) if (key.publicJwk && (await verifies(assertion, key.publicJwk))) return [key];
  return likely;
}

/** The credential whose secret this is. */
export function secretOf(client: ClientRow, secret: string): CredentialRow | undefined {
  return client.credentials.find((one) => one.secretHash !== null && secretMatches(secret, one.secretHash));
}

/**
 * Why an assertion was not believed: its key has ended, or is another instance's (which is recorded and told), or it is nobody's.
 * Asked only after the refusal, for the record; the answer to the client stays the same.
 */
export async function explainAssertion(ctx: Context, instanceId: string, assertion: ReadJwt): Promise<TokenRefusal> {
  const refused = (reason: string, concerned = {}) =>
    new TokenRefusal("invalid_client", reason, "The instance could not be authenticated.", concerned);
  if (!isId("ins", instanceId)) return refused("unknown_instance");
  const keys = await selectKeysToExplain(instanceId, assertion.kid);
  for (const { id, agentId, instanceId: holder, publicJwk } of keys) {
    if (!(await verifies(assertion, publicJwk))) continue;
    if (holder === instanceId) return refused("credential_ended", { agentId, instanceId, credentialId: id });
    await tellOfSharedKey(ctx, { instanceId, thumbprint: thumbprintOf(publicJwk as PublicJwk) });
    return refused("key_shared", { instanceId });
  }
  return refused("assertion_signature");
}

/** Why a secret was not believed: it is one that has ended, or wrong. */
export async function explainSecret(instanceId: string, secret: string): Promise<TokenRefusal> {
  const ended = isId("ins", instanceId) ? await selectEndedSecret(instanceId, hashSecret(secret)) : null;
  const concerned = ended ? { agentId: ended.agentId, instanceId, credentialId: ended.id } : {};
  const reason = ended ? "credential_ended" : "secret_wrong";
  return new TokenRefusal("invalid_client", reason, "The instance could not be authenticated.", concerned);
}

async function verifies(assertion: ReadJwt, jwk: Record<string, string>): Promise<boolean> {
  try {
    await compactVerify(assertion.text, await importJWK(jwk, assertion.alg), { algorithms: [assertion.alg] });
    return true;
  } catch {
    return false;
  }
}
