import { createHash } from "node:crypto";
import { compactVerify } from "jose";
import type { Context } from "@/lib/context";
import { findKey } from "../keys/signing-keys";
import { issuerUrl } from "./addresses";
import { provenKey } from "./proofs";
import { TokenRefusal } from "./refusal";
import { isCredentialLive, type MachineCaller, refusalOfStanding } from "./rules";
import { selectTokenStanding, type TokenStanding } from "./store";
import { checkTimes, isOnlyFor, JwtFault, type ReadJwt, readJwt } from "./strict-jwt";

export interface Shown {
  authorization: string | undefined;
  dpop: string | undefined;
  method: string;
  /** As the client called it: scheme and host of `COUNTERSIGN_API_URL`, then the path. */
  url: string;
}

export interface Watch {
  /**
   * Says of a token that was read from the database before whether it has been revoked since: from a live snapshot, where a
   * process keeps one. Without it the database is asked every time.
   */
  isRevoked?: (caller: MachineCaller) => boolean | Promise<boolean>;
}

interface Known {
  caller: MachineCaller;
  /** The key that signed it: one that was taken away takes its tokens along. */
  kid: string;
  /** When the database last said that the token stands. */
  readAt: number;
}

const MOST_LIFE_SECONDS = 600;
const MOST_KNOWN = 20_000;
/** With a watch too, everything is read anew this often: what the watch does not follow is late by no more. */
const REREAD_MS = 10_000;

const known = new Map<string, Known>();

/**
 * The machine that shows this access token (I3, I8). Its signature is verified once and remembered; whether it still stands is
 * asked every time. A token bound to a key is refused without a fresh proof of that key, under whatever scheme it comes.
 * @throws TokenRefusal (`unauthenticated`) with the error of RFC 6750 or RFC 9449
 */
export async function verifyAccessToken(ctx: Context, shown: Shown, watch: Watch = {}): Promise<MachineCaller> {
  const { scheme, token } = credentialsOf(shown.authorization);
  const caller = await standing(ctx, token, watch);
  if (caller.boundTo === null) {
    if (scheme !== "bearer") throw refused("scheme", "This token is not bound to a key: send it as Bearer.");
    return caller;
  }
  if (scheme !== "dpop" || !shown.dpop) {
    throw refused("proof_missing", "This token is bound to a key: send it as DPoP, with a proof.", caller);
  }
  const thumbprint = await provenKey(ctx, { proof: shown.dpop, method: shown.method, url: shown.url, token });
  if (thumbprint !== caller.boundTo) throw refused("proof_other_key", "The DPoP proof is of another key.", caller);
  return caller;
}

/**
 * What a token of ours says, if it still stands: for introspection and exchange, whatever its audience, without a proof.
 * @throws TokenRefusal `invalid_token`
 */
export async function readOwnToken(ctx: Context, token: string): Promise<{ read: ReadJwt; standing: TokenStanding }> {
  const read = await verifiedJwt(ctx, token);
  return { read, standing: await standingOf(ctx, read) };
}

function credentialsOf(authorization: string | undefined): { scheme: string; token: string } {
  const [scheme, token, ...more] = (authorization ?? "").split(" ");
  const named = scheme?.toLowerCase() ?? "";
  if (!token || more.length > 0 || (named !== "bearer" && named !== "dpop")) {
    throw refused("missing", "Send an access token: Authorization: Bearer …, or DPoP … with a proof.");
  }
  return { scheme: named, token };
}

async function standing(ctx: Context, token: string, { isRevoked }: Watch): Promise<MachineCaller> {
  const key = createHash("sha256").update(token, "utf8").digest("base64url");
  const found = known.get(key);
  const now = ctx.now.getTime();
  if (found && found.caller.expiresAt.getTime() > now && findKey(found.kid, ctx.now)) {
    const fresh = isRevoked && now - found.readAt < REREAD_MS;
    if (fresh && !(await isRevoked(found.caller))) return found.caller;
    if (fresh) {
      known.delete(key);
      throw refused("revoked", "This token was revoked: get a new one.", found.caller);
    }
    const caller = callerOf(await standingOf(ctx, { jti: found.caller.tokenId }));
    known.set(key, { ...found, caller, readAt: now });
    return caller;
  }
  const read = await verifiedJwt(ctx, token);
  if (!isOnlyFor(read.claims, [issuerUrl()])) throw refused("audience", "This token is for another audience (aud).");
  const caller = callerOf(await standingOf(ctx, read));
  if (known.size >= MOST_KNOWN) known.delete(known.keys().next().value ?? "");
  known.set(key, { caller, kid: read.kid ?? "", readAt: now });
  return caller;
}

async function verifiedJwt(ctx: Context, token: string): Promise<ReadJwt> {
  const read = reading(() => {
    const jwt = readJwt(token, { typ: ["at+jwt"] });
    if (jwt.claims.iss !== issuerUrl()) throw new JwtFault("issuer", "This token was issued by somebody else (iss).");
    checkTimes(jwt.claims, ctx.now, MOST_LIFE_SECONDS);
    return jwt;
  });
  const key = read.kid === undefined ? undefined : findKey(read.kid, ctx.now);
  if (!key || read.alg !== "EdDSA") throw refused("key", "This token was signed with a key that is not ours.");
  await compactVerify(token, key.publicKey, { algorithms: ["EdDSA"] }).catch(() => {
    throw refused("signature", "The signature of this token is wrong.");
  });
  return read;
}

async function standingOf(ctx: Context, read: Pick<ReadJwt, "claims"> | { jti: string }): Promise<TokenStanding> {
  const jti = "jti" in read ? read.jti : read.claims.jti;
  const row = jti === undefined ? null : await selectTokenStanding(jti);
  if (!row) throw refused("unknown", "This token is not known here.");
  const concerned = { agentId: row.agentId, instanceId: row.instanceId, credentialId: row.credentialId };
  const refuse = (reason: string, message: string) => new TokenRefusal("invalid_token", reason, message, concerned);
  if (row.expiresAt <= ctx.now) throw refuse("expired", "The token has expired: get a new one.");
  if (row.revokedAt) throw refuse("revoked", "This token was revoked: get a new one.");
  const refusal = refusalOfStanding(row);
  if (refusal) throw refuse(refusal.reason, refusal.message);
  if (!isCredentialLive({ ...row, state: row.credentialState, expiresAt: row.credentialExpiresAt }, ctx.now)) {
    throw refuse("credential_ended", "The credential that this token was got with has ended.");
  }
  if (!row.chainStands) throw refuse("chain_broken", "Somebody who handed this work on is no longer active.");
  return row;
}

function callerOf(row: TokenStanding): MachineCaller {
  return {
    agentId: row.agentId,
    instanceId: row.instanceId,
    credentialId: row.credentialId,
    tokenId: row.jti,
    strength: row.strength,
    scope: row.scope.split(" "),
    enforcesForOthers: row.enforcesForOthers,
    chain: row.chain,
    personId: row.personId,
    boundTo: row.boundTo,
    issuedAt: row.issuedAt,
    expiresAt: row.expiresAt,
  };
}

function reading(read: () => ReadJwt): ReadJwt {
  try {
    return read();
  } catch (error) {
    if (error instanceof JwtFault) throw refused(error.reason, error.message);
    throw error;
  }
}

const refused = (reason: string, message: string, concerned: Partial<MachineCaller> = {}) =>
  new TokenRefusal("invalid_token", reason, message, {
    ...(concerned.agentId ? { agentId: concerned.agentId } : {}),
    ...(concerned.instanceId ? { instanceId: concerned.instanceId } : {}),
    ...(concerned.credentialId ? { credentialId: concerned.credentialId } : {}),
  });
