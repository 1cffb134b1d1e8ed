/** Signed proofs of who asks: the client assertion (RFC 7523) and the DPoP proof (RFC 9449), with the platform's own WebCrypto. */

/** A private key as JWK: P-256 (ES256) or Ed25519 (EdDSA). `kid` is sent along when it has one. */
export interface PrivateJwk extends JsonWebKey {
  kid?: string;
}

interface Signer {
  alg: "ES256" | "EdDSA";
  key: CryptoKey;
  publicJwk: JsonWebKey;
  kid: string | undefined;
}

const LIFETIME_SECONDS = 60;
const bytesOf = (text: string) => new TextEncoder().encode(text);

function base64url(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

const ES256 = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;

/** @throws TypeError for a key of another kind, or one without its private half */
export async function signerFrom(jwk: PrivateJwk): Promise<Signer> {
  const { d, kid, key_ops, ext, use, ...rest } = jwk;
  if (!d) throw new TypeError("This key has no private half (member d): the agent signs with it.");
  const isEdwards = jwk.kty === "OKP" && jwk.crv === "Ed25519";
  if (!isEdwards && !(jwk.kty === "EC" && jwk.crv === "P-256")) {
    throw new TypeError("Use a key of the curve P-256 or Ed25519.");
  }
  const key = await crypto.subtle.importKey("jwk", { ...rest, d }, isEdwards ? { name: "Ed25519" } : ES256, false, [
    "sign",
  ]);
  return { alg: isEdwards ? "EdDSA" : "ES256", key, publicJwk: rest, kid };
}

/** A key of this process alone, for binding tokens to it. Its private half cannot leave WebCrypto. */
export async function ephemeralSigner(): Promise<Signer> {
  const pair = await crypto.subtle.generateKey(ES256, false, ["sign", "verify"]);
  const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  return { alg: "ES256", key: pair.privateKey, publicJwk: { kty, crv, x, y } as JsonWebKey, kid: undefined };
}

async function sign(signer: Signer, header: object, claims: object): Promise<string> {
  const input = `${base64url(bytesOf(JSON.stringify(header)))}.${base64url(bytesOf(JSON.stringify(claims)))}`;
  const algorithm = signer.alg === "EdDSA" ? { name: "Ed25519" } : ES256;
  const signature = await crypto.subtle.sign(algorithm, signer.key, bytesOf(input));
  return `${input}.${base64url(new Uint8Array(signature))}`;
}

/** Who the instance is, signed with its own key, for one request to the token endpoint (RFC 7523 section 2.2). */
export function clientAssertion(signer: Signer, instanceId: string, audience: string): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const header = { alg: signer.alg, typ: "JWT", ...(signer.kid ? { kid: signer.kid } : {}) };
  return sign(signer, header, {
    iss: instanceId,
    sub: instanceId,
    aud: audience,
    jti: crypto.randomUUID(),
    iat: now,
    exp: now + LIFETIME_SECONDS,
  });
}

/** The proof that goes with one request, so that a stolen token is worth nothing (RFC 9449). */
export async function dpopProof(
  signer: Signer,
  request: { method: string; url: string; accessToken?: string; nonce?: string | undefined },
): Promise<string> {
  const digest = request.accessToken
    ? base64url(new Uint8Array(await crypto.subtle.digest("SHA-256", bytesOf(request.accessToken))))
    : undefined;
  return sign(
    signer,
    { alg: signer.alg, typ: "dpop+jwt", jwk: signer.publicJwk },
    {
      jti: crypto.randomUUID(),
      htm: request.method,
      htu: request.url,
      iat: Math.floor(Date.now() / 1000),
      ...(digest ? { ath: digest } : {}),
      ...(request.nonce ? { nonce: request.nonce } : {}),
    },
  );
}

export type { Signer };
