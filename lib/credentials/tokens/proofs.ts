import { createHash } from "node:crypto";
import { compactVerify, importJWK } from "jose";
import type { Context } from "@/lib/context";
import { readPublicKey } from "../public-key";
import { TokenRefusal } from "./refusal";
import { insertProof } from "./store";
import { JwtFault, type ReadJwt, readJwt } from "./strict-jwt";

/** A proof is good for this long before and after the time it names: one clock may be slow, one network may be. */
const WINDOW_SECONDS = 60;

/**
 * The thumbprint of the key that a DPoP proof (RFC 9449) shows to be held, by whoever sent this very request.
 * @param token the access token that came with it, at a resource; none at the token endpoint
 * @throws TokenRefusal `invalid_dpop_proof`
 */
export async function provenKey(
  ctx: Context,
  { proof, method, url, token }: { proof: string; method: string; url: string; token?: string },
): Promise<string> {
  const read = reading(() => readJwt(proof, { typ: ["dpop+jwt"], allowJwk: true }));
  const { thumbprint, jwk } = embeddedKey(read);
  await compactVerify(proof, await importJWK(jwk, read.alg), { algorithms: [read.alg] }).catch(() => {
    throw refused("signature", "The signature of the DPoP proof is wrong.");
  });
  const { htm, htu, ath } = read.claims;
  if (htm !== method) throw refused("htm", `The DPoP proof is for another method than ${method} (htm).`);
  if (typeof htu !== "string" || !isSameAddress(htu, url)) {
    throw refused("htu", "The DPoP proof is for another address (htu).");
  }
  if (token !== undefined && ath !== digest(token)) throw refused("ath", "The DPoP proof is for another token (ath).");
  await spend(ctx, read, thumbprint);
  return thumbprint;
}

async function spend(ctx: Context, { claims }: ReadJwt, thumbprint: string): Promise<void> {
  const { iat, jti } = claims;
  if (iat === undefined || Math.abs(ctx.now.getTime() / 1000 - iat) > WINDOW_SECONDS) {
    throw refused("iat", "The DPoP proof is too old or from the future (iat): make one for every request.");
  }
  if (jti === undefined) throw refused("claims", "The DPoP proof must have an id (jti).");
  const expiresAt = new Date((iat + 2 * WINDOW_SECONDS) * 1000);
  if (!(await isFirst(`dpop\n${thumbprint}\n${jti}`, expiresAt))) {
    throw refused("replayed", "This DPoP proof was used before: make one for every request.");
  }
}

/** Remembers that this was shown. Kept as a digest: whoever reads the table learns nothing to show elsewhere. */
export function isFirst(what: string, expiresAt: Date): Promise<boolean> {
  return insertProof(digest(what), expiresAt);
}

function embeddedKey(read: ReadJwt) {
  try {
    return readPublicKey(JSON.stringify(read.header.jwk ?? null));
  } catch {
    throw refused(
      "key",
      "The header of the DPoP proof must carry one public key (jwk): P-256, Ed25519 or RSA, no private half.",
    );
  }
}

function isSameAddress(given: string, url: string): boolean {
  const parsed = URL.parse(given);
  const expected = URL.parse(url);
  if (!parsed || !expected || parsed.username || parsed.password) return false;
  return parsed.origin === expected.origin && parsed.pathname === expected.pathname;
}

function reading(read: () => ReadJwt): ReadJwt {
  try {
    return read();
  } catch (error) {
    if (error instanceof JwtFault) throw refused(error.reason, error.message);
    throw error;
  }
}

const refused = (reason: string, message: string) => new TokenRefusal("invalid_dpop_proof", `proof_${reason}`, message);

function digest(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("base64url");
}
