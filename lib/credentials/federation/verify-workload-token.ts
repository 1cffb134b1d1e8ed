import { compactVerify } from "jose";
import type { Context } from "@/lib/context";
import { isFirst } from "../tokens/proofs";
import { type OauthError, TokenRefusal } from "../tokens/refusal";
import { isCredentialLive, subjectMatches } from "../tokens/rules";
import { checkTimes, isOnlyFor, JwtFault, type ReadJwt, readJwt } from "../tokens/strict-jwt";
import { keysOfIssuer } from "./issuer-keys";
import { selectFederated, selectTrustedIssuers, type TrustedIssuerRow } from "./store";

/** Platforms renew the tokens of their workloads by the hour or the day. */
const MOST_LIFE_SECONDS = 24 * 3_600;
/** A token that lives no longer than this is made for one use; a longer one is a file that its platform renews, read again and again. */
const ONCE_SECONDS = 15 * 60;

export interface ForeignToken {
  read: ReadJwt;
  issuer: TrustedIssuerRow;
  subject: string;
}

/**
 * A token of a trusted issuer (I2): its own form, its issuer and audience as registered, its signature by the issuer's keys.
 * @param error what the RFC of the grant calls a bad one
 * @throws TokenRefusal with `error`; CountersignError `unavailable` when the issuer's keys cannot be had
 */
export async function verifyForeignToken(ctx: Context, token: string, error: OauthError): Promise<ForeignToken> {
  const refuse = (reason: string, message: string) => new TokenRefusal(error, `foreign_${reason}`, message);
  const read = reading(ctx, token, refuse);
  const issuers = await selectTrustedIssuers(read.claims.iss ?? "");
  if (issuers.length === 0) throw refuse("issuer", "This token's issuer is not trusted here: register it first.");
  const issuer = issuers.find(({ audience }) => isOnlyFor(read.claims, [audience]));
  if (!issuer)
    throw refuse("audience", "This token is not for us alone: its audience must be the one registered (aud).");
  const keys = await keysOfIssuer(issuer, read.kid, ctx.now.getTime());
  await compactVerify(token, keys, { algorithms: [read.alg] }).catch(() => {
    throw refuse("signature", "The token was not signed by its issuer.");
  });
  await spendOnce(ctx, read, issuer, refuse);
  return { read, issuer, subject: read.claims.sub ?? "" };
}

type Refuse = (reason: string, message: string) => TokenRefusal;

async function spendOnce(ctx: Context, { claims }: ReadJwt, issuer: TrustedIssuerRow, refuse: Refuse): Promise<void> {
  const { jti, exp = 0, iat } = claims;
  const began = iat ?? ctx.now.getTime() / 1000;
  if (jti === undefined || exp - began > ONCE_SECONDS) return;
  if (!(await isFirst(`foreign\n${issuer.issuer}\n${jti}`, new Date((exp + 60) * 1000)))) {
    throw refuse("replayed", "This token was used before (jti): get a new one from your platform.");
  }
}

function reading(ctx: Context, token: string, refuse: Refuse): ReadJwt {
  try {
    const read = readJwt(token, { typ: [null, "jwt", "jose"] });
    if (!read.claims.iss || !read.claims.sub) throw new JwtFault("claims", "The token must name issuer and subject.");
    checkTimes(read.claims, ctx.now, MOST_LIFE_SECONDS);
    return read;
  } catch (error) {
    if (error instanceof JwtFault) throw refuse(error.reason, error.message);
    throw error;
  }
}

/**
 * Which instance a workload token speaks for, before anything is believed: its client id may be left out (RFC 7521, 4.1), for
 * issuer and subject say it. Patterns of two instances have no subject in common, so there is one or none.
 */
export async function instanceOfAssertion(ctx: Context, token: string): Promise<string | null> {
  const { claims } = reading(
    ctx,
    token,
    (reason, message) => new TokenRefusal("invalid_grant", `foreign_${reason}`, message),
  );
  const issuers = await selectTrustedIssuers(claims.iss ?? "");
  const rows = issuers.length ? await selectFederated(issuers.map(({ id }) => id)) : [];
  const fits = rows.filter((row) => isCredentialLive(row, ctx.now) && subjectMatches(row.subject, claims.sub ?? ""));
  const instances = new Set(fits.map(({ instanceId }) => instanceId));
  return instances.size === 1 ? (fits[0]?.instanceId ?? null) : null;
}
